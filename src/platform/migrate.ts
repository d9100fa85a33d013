import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { prepareJobs } from './jobs.ts';

const VERROU = 7_301_226; // verrou consultatif : deux processus qui démarrent ne migrent pas ensemble

/** Les migrations du dossier, dans l'ordre de leur numéro. */
function lireMigrations(dossier: string): { nom: string; sql: string }[] {
  return readdirSync(dossier)
    .filter((f) => /^\d{4}_[a-z0-9_]+\.sql$/.test(f))
    .sort()
    .map((nom) => ({ nom, sql: readFileSync(join(dossier, nom), 'utf8') }));
}

export const dossierDesMigrations = join(process.cwd(), 'db', 'migrations');

/** Applique ce qui manque, une transaction par fichier ; rejouable. Prépare aussi la file des travaux. */
export async function migrer(
  config: string | pg.PoolConfig,
  dossier = dossierDesMigrations,
): Promise<string[]> {
  const client = new pg.Client(typeof config === 'string' ? { connectionString: config } : config);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [VERROU]);
    await client.query(
      'create table if not exists migrations (nom text primary key, le timestamptz not null default now())',
    );
    const { rows } = await client.query<{ nom: string }>('select nom from migrations');
    const faites = new Set(rows.map((r) => r.nom));
    const aFaire = lireMigrations(dossier).filter((m) => !faites.has(m.nom));
    for (const m of aFaire) await appliquer(client, m);
    await prepareJobs(config);
    return aFaire.map((m) => m.nom);
  } finally {
    await client.end();
  }
}

async function appliquer(client: pg.Client, m: { nom: string; sql: string }): Promise<void> {
  await client.query('begin');
  try {
    await client.query(m.sql);
    await client.query('insert into migrations (nom) values ($1)', [m.nom]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`La migration ${m.nom} a échoué : rien de ce fichier n’est appliqué.`, {
      cause,
    });
  }
}

/** Noms des migrations du dossier absentes de la base : `/sante/pret` doit n'en voir aucune. */
export async function migrationsEnRetard(
  executer: (sql: string) => Promise<{ nom: string }[]>,
): Promise<string[]> {
  const faites = new Set((await executer('select nom from migrations')).map((r) => r.nom));
  return lireMigrations(dossierDesMigrations)
    .map((m) => m.nom)
    .filter((nom) => !faites.has(nom));
}
