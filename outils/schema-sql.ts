import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Une seule version décrit le schéma : la forme du texte change d'une version de pg_dump à l'autre. */
const VERSION = 15;

/**
 * Le schéma d'une base migrée, en SQL lisible, sans ce qui change d'une machine à l'autre.
 * null : pg_dump de cette version n'est pas là, ou la base est d'une autre version.
 */
export function decrireSchema(url: string): string | null {
  const commande = [`/usr/lib/postgresql/${VERSION}/bin/pg_dump`, 'pg_dump'].find(
    (c) => !c.startsWith('/') || existsSync(c),
  );
  if (!commande || versionDe(commande) !== VERSION) return null;
  const { status, stdout } = spawnSync(
    commande,
    ['--schema-only', '--schema=public', '--no-owner', '--no-privileges', '--dbname', url],
    { encoding: 'utf8', maxBuffer: 50_000_000 },
  );
  if (status !== 0) return null;
  const utile = stdout
    .split('\n')
    .filter((ligne) => !/^(--|SET |SELECT pg_catalog\.set_config|\\)/.test(ligne))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return `-- Engendré par « node outils/schema.ts » d'après db/migrations ; ne pas modifier.\n\n${utile}\n`;
}

function versionDe(commande: string): number | null {
  const { stdout } = spawnSync(commande, ['--version'], { encoding: 'utf8' });
  const trouve = /(\d+)\.\d+/.exec(stdout ?? '');
  return trouve ? Number(trouve[1]) : null;
}
