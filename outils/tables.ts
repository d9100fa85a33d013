/** Écrit src/platform/tables.ts d'après une base migrée : node outils/tables.ts postgres://… */
import { spawnSync } from 'node:child_process';

const url = process.argv[2] ?? process.env.DATABASE_URL;
if (!url) {
  process.stderr.write('Donnez l’adresse d’une base migrée : node outils/tables.ts postgres://…\n');
  process.exit(2);
}
const { status } = spawnSync(
  'node_modules/.bin/kysely-codegen',
  [
    '--dialect',
    'postgres',
    '--date-parser',
    'string',
    '--default-schema',
    'public',
    '--exclude-pattern',
    'migrations',
    '--url',
    url,
    '--out-file',
    'src/platform/tables.ts',
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
