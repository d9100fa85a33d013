/** Écrit src/platform/tables.ts d'après une base migrée : node outils/tables.ts postgres://… [fichier] */
import { spawnSync } from 'node:child_process';

const url = process.argv[2] ?? process.env.DATABASE_URL;
if (!url) {
  process.stderr.write('Donnez l’adresse d’une base migrée : node outils/tables.ts postgres://…\n');
  process.exit(2);
}
const fichier = process.argv[3] ?? 'src/platform/tables.ts';
const sortie = fichier === '/dev/stdout' ? ['--print'] : ['--out-file', fichier];
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/kysely-codegen/dist/cli/bin.js',
    ...['--dialect', 'postgres', '--date-parser', 'string', '--default-schema', 'public'],
    ...['--exclude-pattern', 'pgboss.*', '--url', url, ...sortie],
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
