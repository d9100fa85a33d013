import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ouvrirSite } from '../src/app.ts';
import { openAssets } from '../src/platform/assets.ts';
import { type MovableClock, movableClock } from '../src/platform/clock.ts';
import { type Config, lireConfiguration } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/db.ts';
import type { Services } from '../src/platform/http.ts';
import { openJobs } from '../src/platform/jobs.ts';
import { openLog } from '../src/platform/log.ts';
import type { Route } from '../src/platform/router.ts';
import type { Site } from '../src/platform/server.ts';
import { type BaseDeTest, creerBase } from './base.ts';

export const ADRESSE = 'http://portail.test';

export interface OptionsPortail {
  /** L'heure figée du portail ; un lundi de novembre, 10 h à Paris, si l'on n'en dit rien. */
  maintenant?: Date;
  config?: Partial<Config>;
  /** Des routes de plus, comme le lancement en monte hors production. */
  routes?: (horloge: MovableClock) => Route[];
}

export interface Visite {
  /** FormData : un formulaire qui porte des fichiers. */
  corps?: URLSearchParams | string | FormData;
  cookie?: string;
  /** L'origine déclarée ; null : le navigateur n'en dit rien. */
  origine?: string | null;
}

export type Reponse = Awaited<ReturnType<Site['inject']>>;

export interface Portail {
  services: Services;
  site: Site;
  horloge: MovableClock;
  base: BaseDeTest;
  /** Les ordres SQL exécutés, dans l'ordre : `requetes.length = 0` avant une mesure. */
  requetes: string[];
  visiter(methode: 'GET' | 'POST', chemin: string, visite?: Visite): Promise<Reponse>;
  fermer(): Promise<void>;
}

/** Le portail entier sur une base à lui : vraies pages, vraies actions, vraie base. */
export async function ouvrirPortail(options: OptionsPortail = {}): Promise<Portail> {
  const base = await creerBase();
  const requetes: string[] = [];
  const db = openDatabase(base.config, { max: 8, onQuery: (ordre) => requetes.push(ordre) });
  const horloge = movableClock(options.maintenant ?? new Date('2026-11-16T09:00:00Z'));
  const log = openLog('silent');
  const jobs = await openJobs(db, log, null);
  const config = {
    ...lireConfiguration({
      PREAU_MODE: 'test',
      PREAU_ADRESSE: ADRESSE,
      PREAU_SECRET: 'secret-des-tests-secret-des-tests',
      PREAU_NIVEAU_JOURNAL: 'silent',
    }),
    ...options.config,
  };
  const construit = join(process.cwd(), 'dist/public');
  const publicDir = existsSync(construit) ? construit : join(process.cwd(), 'public');
  const assets = openAssets(publicDir);
  const services: Services = { db, clock: horloge, jobs, config, log, assets };
  const site = await ouvrirSite(services, publicDir, options.routes?.(horloge));
  await site.ready();
  requetes.length = 0;
  return {
    services,
    site,
    horloge,
    base,
    requetes,
    visiter: (methode, chemin, visite = {}) => visiter(site, methode, chemin, visite),
    async fermer() {
      await site.close();
      await jobs.stop();
      await db.destroy();
      await base.supprimer();
    },
  };
}

async function visiter(site: Site, methode: 'GET' | 'POST', chemin: string, visite: Visite) {
  const { corps, cookie, origine = ADRESSE } = visite;
  const envoi = corps instanceof FormData ? new Response(corps) : null;
  const type = envoi?.headers.get('content-type') ?? 'application/x-www-form-urlencoded';
  const payload = envoi ? Buffer.from(await envoi.arrayBuffer()) : String(corps ?? '');
  return site.inject({
    method: methode,
    url: chemin,
    headers: {
      host: new URL(ADRESSE).host,
      'user-agent': 'Navigateur de test',
      ...(cookie ? { cookie } : {}),
      ...(methode === 'POST' ? { 'content-type': type } : {}),
      ...(methode === 'POST' && origine !== null ? { origin: origine } : {}),
    },
    ...(methode === 'POST' ? { payload } : {}),
  });
}
