/*
 * Le plancher rejoue les ordres SQL de la vraie page : on la visite une fois, en mémoire, avec une
 * base qui note chaque ordre et ses paramètres.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { ouvrirSite } from '../src/app.ts';
import { openAssets } from '../src/platform/assets.ts';
import { systemClock } from '../src/platform/clock.ts';
import { lireConfiguration } from '../src/platform/config.ts';
import { openJobs } from '../src/platform/jobs.ts';
import { openLog } from '../src/platform/log.ts';
import { PreparingClient } from '../src/platform/prepared.ts';
import type { DB } from '../src/platform/tables.ts';

export interface Ordre {
  sql: string;
  parametres: unknown[];
}

export interface Visite {
  ordres: Ordre[];
  statut: number;
  adresse: string;
  corps: string;
}

export interface Requete {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  payload?: string;
}

export interface SiteObserve {
  visiter(requete: Requete): Promise<Visite>;
  fermer(): Promise<void>;
}

/** Le site contient du JSX, que Node ne lit pas : esbuild l'assemble d'abord. */
async function chargerSite(): Promise<typeof ouvrirSite> {
  const sortie = join('dist', 'banc-site.js');
  await build({
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: ['src/app.ts'],
    outfile: sortie,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const module = (await import(pathToFileURL(sortie).href)) as {
    ouvrirSite: typeof ouvrirSite;
  };
  return module.ouvrirSite;
}

/** Les mêmes réglages de connexion que Préau, ordres préparés compris, et les jours lus comme lui. */
export function ouvrirReserve(config: pg.PoolConfig, max: number): pg.Pool {
  const reserve = new pg.Pool({
    ...config,
    Client: PreparingClient,
    max,
    types: { getTypeParser: lireType } as pg.CustomTypesConfig,
    options: '-c lock_timeout=3000 -c jit=off -c timezone=UTC -c statement_timeout=60000',
  });
  reserve.on('error', () => {}); // la base s'arrête avant la réserve quand le banc est interrompu
  return reserve;
}

const DATE = 1082;

function lireType(oid: number, format?: 'text' | 'binary') {
  return oid === DATE ? (valeur: string) => valeur : pg.types.getTypeParser(oid, format as 'text');
}

export async function observerSite(
  config: pg.PoolConfig,
  env: NodeJS.ProcessEnv,
): Promise<SiteObserve> {
  let ordres: Ordre[] = [];
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: ouvrirReserve(config, 4) }),
    log: ({ query }) => {
      ordres.push({ sql: query.sql, parametres: [...query.parameters] });
    },
  });
  const log = openLog('silent');
  const jobs = await openJobs(db, log, null);
  const configuration = lireConfiguration(env);
  const assets = openAssets('dist/public');
  const services = { db, clock: systemClock, jobs, config: configuration, log, assets };
  const site = await (await chargerSite())(services, join(process.cwd(), 'dist/public'));
  return {
    async visiter(requete) {
      ordres = [];
      const reponse = await site.inject(requete);
      return {
        ordres,
        statut: reponse.statusCode,
        adresse: String(reponse.headers.location ?? ''),
        corps: reponse.body,
      };
    },
    async fermer() {
      await site.close();
      await jobs.stop();
      await db.destroy();
    },
  };
}
