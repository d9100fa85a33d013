/**
 * Refait, d'après les migrations, db/schema.sql et src/platform/tables.ts : node outils/schema.ts
 * Démarre une base jetable ; il faut pg_dump (paquet postgresql-client) pour db/schema.sql.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrer } from '../src/platform/migrate.ts';
import { demarrerPostgres } from '../src/platform/postgres/demarrer.ts';
import { decrireSchema } from './schema-sql.ts';

const dossier = mkdtempSync(join(tmpdir(), 'preau-schema-'));
const postgres = await demarrerPostgres({ dossier, reglages: { fsync: 'off' } });
try {
  await migrer(postgres.config);
  const url = `postgres://${postgres.config.user}@localhost/${postgres.config.database}?host=${encodeURIComponent(String(postgres.config.host))}&port=${postgres.config.port}`;
  const types = spawnSync(process.execPath, ['outils/tables.ts', url], { stdio: 'inherit' });
  if (types.status !== 0) throw new Error('Les types des tables n’ont pas pu être écrits.');
  const schema = decrireSchema(url);
  if (schema === null) {
    process.stderr.write('pg_dump 15 est introuvable : db/schema.sql est resté tel quel.\n');
  } else writeFileSync('db/schema.sql', schema);
} finally {
  await postgres.arreter();
  rmSync(dossier, { recursive: true, force: true });
}
