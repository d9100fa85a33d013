/* La commune du banc : un dossier neuf, un PostgreSQL, une grande commune, des sessions ouvertes. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type pg from 'pg';
import { construireGrandeCommune, type GrandeCommune } from '../db/jeu/grande-commune.ts';
import { empreinteDuJeton } from '../src/comptes/session.ts';
import { type Db, openDatabase } from '../src/platform/db.ts';
import { migrer } from '../src/platform/migrate.ts';
import { demarrerPostgres } from '../src/platform/postgres/demarrer.ts';

/** Un parent connecté et un de ses enfants. */
export interface Visiteur {
  jeton: string;
  compte: string;
  enfantId: number;
}

export interface Commune {
  dossier: string;
  config: pg.PoolConfig;
  /** La même base, telle que DATABASE_URL l'écrit. */
  adresse: string;
  version: string;
  db: Db;
  grande: GrandeCommune;
  arreterBase(): Promise<void>;
  effacer(): Promise<void>;
}

export async function batirCommune(enfants: number): Promise<Commune> {
  const dossier = mkdtempSync(join(tmpdir(), 'preau-banc-'));
  chmodSync(dossier, 0o755); // le compte de PostgreSQL doit pouvoir le traverser
  const postgres = await demarrerPostgres({ dossier: join(dossier, 'postgres') });
  await migrer(postgres.config);
  const db = openDatabase(postgres.config);
  const grande = await construireGrandeCommune(db, { enfants, maintenant: new Date(), graine: 7 });
  await remplirLaGarderie(db);
  const adresse = `postgres://preau@localhost/preau?host=${encodeURIComponent(String(postgres.config.host))}`;
  const { config, version } = postgres;
  const arreterBase = async () => {
    await db.destroy();
    await postgres.arreter();
  };
  const effacer = async () => {
    await arreterBase().catch(() => {});
    rmSync(dossier, { recursive: true, force: true });
  };
  return { dossier, config, adresse, version, db, grande, arreterBase, effacer };
}

/** Trois prestations cinq jours par semaine : l'année d'un enfant fait plus de quatre cents cases. */
async function remplirLaGarderie(db: Db): Promise<void> {
  await sql`
    insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre)
    select id, 'Goûter', '16:15', '16:30', 2 from activites where genre = 'garderie'`.execute(db);
  await sql`update activites set jours_semaine = '{1,2,3,4,5}' where genre = 'garderie'`.execute(
    db,
  );
  await sql`
    insert into ouvertures (prestation_id, jour, periode_id)
    select p.id, j.jour, pe.id
    from activites a join prestations p on p.activite_id = a.id
      join periodes pe on pe.activite_id = a.id
      join (select distinct o.jour from ouvertures o join prestations p on p.id = o.prestation_id
        join activites a on a.id = p.activite_id where a.genre in ('garderie', 'mercredi')) j
        on j.jour between pe.du and pe.au
    where a.genre = 'garderie' on conflict do nothing`.execute(db);
  await sql`analyze`.execute(db);
}

/** Une session par enfant, comme si chacun s'était connecté ce matin. */
export async function ouvrirSessions(db: Db, nombre: number): Promise<Visiteur[]> {
  const { rows } = await sql<{ id: number; compte_id: number; identifiant: string }>`
    select e.id, c.id as compte_id, c.identifiant::text as identifiant
    from enfants e join rattachements ra using (famille_id)
      join responsables r on r.id = ra.responsable_id join comptes c on c.id = r.compte_id
    order by e.id limit ${nombre}`.execute(db);
  const jetons = rows.map((l) => `banc-${l.id}-${crypto.randomUUID()}`);
  const maintenant = new Date();
  await sql`
    insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le)
    select decode(s.empreinte, 'hex'), s.compte_id, 'Banc', true, ${maintenant}, ${maintenant},
      ${new Date(maintenant.getTime() + 86_400_000)}
    from unnest(${jetons.map((j) => empreinteDuJeton(j).toString('hex'))}::text[],
      ${rows.map((l) => l.compte_id)}::int[]) as s (empreinte, compte_id)`.execute(db);
  return rows.map((l, i) => ({
    jeton: jetons[i] ?? '',
    compte: l.identifiant,
    enfantId: l.id,
  }));
}

/** La session d'une personne, comme si elle s'était connectée ce matin, code compris si c'est un agent. */
export async function ouvrirSession(db: Db, identifiant: string): Promise<string> {
  const jeton = `banc-${crypto.randomUUID()}`;
  await sql`
    with double as (
      insert into doubles_authentifications (compte_id, secret_chiffre, cle, pose_le, dernier_pas)
      select compte_id, '\\x00', 1, now(), 0 from agents join comptes c on c.id = compte_id
      where c.identifiant = ${identifiant} on conflict do nothing)
    insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le,
      code_donne_le)
    select ${empreinteDuJeton(jeton)}, id, 'Banc', true, now(), now(), now() + interval '1 day', now()
    from comptes where identifiant = ${identifiant}`.execute(db);
  return jeton;
}

/** Rend la commune comme avant les réservations, pour mesurer deux fois la même chose. */
export async function effacerReservations(db: Db): Promise<void> {
  await sql`truncate reservations, demandes, operations, journal restart identity cascade`.execute(
    db,
  );
  await sql`update places set prises = 0 where prises > 0`.execute(db);
  await sql`delete from pgboss.job`.execute(db);
  await sql`vacuum analyze`.execute(db);
}
