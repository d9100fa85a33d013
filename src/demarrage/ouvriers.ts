import cluster, { type Worker } from 'node:cluster';
import { join } from 'node:path';
import type pg from 'pg';
import { ouvrirSite } from '../app.ts';
import { openAssets } from '../platform/assets.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase } from '../platform/db.ts';
import { openJobs } from '../platform/jobs.ts';
import { openLog } from '../platform/log.ts';
import { Echec } from './echec.ts';
import { ecouter } from './ecoute.ts';
import { arreterAuSignal, Fermetures } from './fermetures.ts';

const BASE = 'PREAU_BASE_DU_PRINCIPAL';
const CONNEXIONS = 10;

/** Plusieurs processus pour le site ; le principal garde la base, les migrations et les travaux. */
export async function demarrerOuvriers(
  config: Config,
  base: string | pg.PoolConfig,
  fermetures: Fermetures,
): Promise<void> {
  // Le PayFiP et la boutique d'essai, s'il y en a, sont ceux du principal.
  const { payfip, lyra } = config.paiement;
  const env = {
    [BASE]: JSON.stringify(base),
    ...(payfip ? { PREAU_PAYFIP_ADRESSE: payfip } : {}),
    ...(lyra
      ? {
          PREAU_LYRA_ADRESSE: lyra.adresse,
          PREAU_LYRA_SITE: lyra.site,
          PREAU_LYRA_CLE: lyra.cle,
          PREAU_LYRA_MODE: lyra.mode,
        }
      : {}),
  };
  fermetures.ajouter('processus du site', arreterOuvriers);
  await Promise.all(Array.from({ length: config.processus }, () => pret(cluster.fork(env))));
  cluster.on('exit', () => {
    if (!fermetures.commencees) cluster.fork(env);
  });
}

function pret(ouvrier: Worker): Promise<void> {
  return new Promise((suite, echec) => {
    ouvrier.once('message', () => suite());
    ouvrier.once('exit', () => echec(new Echec('Un processus du site n’a pas pu démarrer.')));
  });
}

async function arreterOuvriers(): Promise<void> {
  const vivants = Object.values(cluster.workers ?? {}).filter((w) => w !== undefined);
  await Promise.all(
    vivants.map(
      (ouvrier) =>
        new Promise<void>((suite) => {
          ouvrier.once('exit', () => suite());
          ouvrier.process.kill('SIGTERM');
        }),
    ),
  );
}

/** Ce que fait un processus du site : répondre aux visites, rien d'autre. */
export async function demarrerOuvrier(config: Config): Promise<void> {
  const fermetures = new Fermetures();
  arreterAuSignal(fermetures);
  const log = openLog(config.niveauJournal);
  const db = openDatabase(JSON.parse(process.env[BASE] ?? '""'), { max: CONNEXIONS });
  fermetures.ajouter('connexions', () => db.destroy());
  const jobs = await openJobs(db, log, null);
  fermetures.ajouter('file des travaux', () => jobs.stop());
  const dossier = join(process.cwd(), 'dist/public');
  const services = { db, clock: systemClock, jobs, config, log, assets: openAssets(dossier) };
  const site = await ouvrirSite(services, dossier);
  fermetures.ajouter('site', () => site.close());
  await ecouter(site, config);
  process.send?.('pret');
}
