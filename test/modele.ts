import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrer } from '../src/platform/migrate.ts';
import { demarrerPostgres } from '../src/platform/postgres/demarrer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; port: number; user: string; database: string };
  }
}

export const MODELE = 'preau_modele';
const VERROU = 7_301_227; // deux séries de tests se suivent sur une grappe, elles ne se croisent pas

/** Une grappe pour toute la série, et une base migrée que chaque fichier de tests clone. */
export default async function preparer(projet: TestProject): Promise<() => Promise<void>> {
  const choix = lireChoix();
  const postgres = await demarrerPostgres({
    dossier: join(process.env.PREAU_VAR || 'var', `tests-${choix ?? 'auto'}`),
    ...(choix ? { choix } : {}),
    // Des données jetables : la vitesse, sans la durabilité.
    reglages: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '200',
    },
  });
  const garde = new pg.Client({ ...postgres.config, database: 'postgres' });
  await garde.connect();
  await garde.query('select pg_advisory_lock($1)', [VERROU]);
  const { rows } = await garde.query<{ datname: string }>(
    "select datname from pg_database where datname like 'preau\\_essai\\_%' or datname = $1",
    [MODELE],
  );
  for (const { datname } of rows) await garde.query(`drop database "${datname}" with (force)`);
  await garde.query(`create database ${MODELE}`);
  await migrer({ ...postgres.config, database: MODELE });
  const { host, port, user } = postgres.config;
  projet.provide('postgres', {
    host: String(host),
    port: Number(port),
    user: String(user),
    database: 'postgres',
  });
  return async () => {
    await garde.end();
    await postgres.arreter();
  };
}

function lireChoix(): 'systeme' | 'embarque' | undefined {
  const choix = process.env.PREAU_POSTGRES;
  return choix === 'systeme' || choix === 'embarque' ? choix : undefined;
}
