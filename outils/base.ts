/* Ouvre psql sur la base de cette installation ; la démarre le temps de la visite si elle dort. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { lireConfiguration } from '../src/platform/config.ts';
import { demarrerPostgres } from '../src/platform/postgres/demarrer.ts';

if (spawnSync('psql', ['--version']).error) {
  process.stderr.write('psql est introuvable : installez le paquet postgresql-client.\n');
  process.exit(1);
}
process.on('SIGINT', () => {}); // Ctrl-C annule une requête dans psql, sans le quitter
const config = lireConfiguration(process.env);
const args = process.argv.slice(2);
if (config.base) process.exit(psql([config.base, ...args]));

const postgres = await demarrerPostgres({
  dossier: join(config.dossier, 'postgres'),
  ...(config.postgres ? { choix: config.postgres } : {}),
});
const code = psql(['-h', String(postgres.config.host), '-U', 'preau', '-d', 'preau', ...args]);
if (!postgres.retrouve) await postgres.arreter();
process.exit(code);

function psql(parametres: string[]): number {
  return spawnSync('psql', parametres, { stdio: 'inherit' }).status ?? 1;
}
