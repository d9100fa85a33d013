import { join } from 'node:path';
import { ouvrirSite } from '../app.ts';
import { openAssets } from '../platform/assets.ts';
import { type MovableClock, movableClock, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { type Db, openDatabase } from '../platform/db.ts';
import type { Services } from '../platform/http.ts';
import { openJobs } from '../platform/jobs.ts';
import { openLog } from '../platform/log.ts';
import { smtpTransport } from '../platform/mail.ts';
import { migrer } from '../platform/migrate.ts';
import type { Route } from '../platform/router.ts';
import { ouvrirBase } from './base.ts';
import { dire } from './echec.ts';
import { ecouter, verifierPort } from './ecoute.ts';
import type { Fermetures } from './fermetures.ts';
import { jeu } from './jeu.ts';
import { demarrerOuvriers } from './ouvriers.ts';
import { brancherTravaux } from './travaux.ts';

/** Configuration → base → migrations → courrier → travaux → site. Chaque étape se referme à l'envers. */
export async function demarrerPreau(config: Config, fermetures: Fermetures): Promise<void> {
  await verifierPort(config);
  const log = openLog(config.niveauJournal);
  const base = await ouvrirBase(config, log, fermetures);
  await migrer(base);
  const reglable = config.mode === 'production' ? null : movableClock();
  const clock = reglable ?? systemClock;
  const { smtp, routes } = await preparerDeveloppement(config, reglable, fermetures);
  const db = openDatabase(base);
  fermetures.ajouter('connexions', () => db.destroy());
  if (reglable) await chargerJeu(db, config, reglable);
  else await signalerPortailVide(db);
  const jobs = await openJobs(db, log, base);
  fermetures.ajouter('travaux', () => jobs.stop());
  const dossier = join(process.cwd(), 'dist/public');
  const services = { db, clock, jobs, config, log, assets: openAssets(dossier) };
  await brancherTravaux(jobs, services, smtpTransport(smtp, config.expediteur));
  if (config.processus > 1) await demarrerOuvriers(config, base, fermetures);
  else await servir(services, dossier, routes, fermetures);
  annoncer(config);
}

async function servir(
  services: Services,
  dossier: string,
  routes: Route[],
  fermetures: Fermetures,
): Promise<void> {
  const site = await ouvrirSite(services, dossier, routes);
  fermetures.ajouter('site', () => site.close());
  await ecouter(site, services.config);
}

/** Hors production : le facteur local si aucun serveur SMTP n'est donné, et les pages /_dev. */
async function preparerDeveloppement(
  config: Config,
  horloge: MovableClock | null,
  fermetures: Fermetures,
): Promise<{ smtp: string; routes: Route[] }> {
  if (!horloge) return { smtp: config.smtp ?? '', routes: [] };
  const { demarrerCourrier } = await import('../dev/courrier.ts');
  const { routesDev } = await import('../dev/pages.tsx');
  const courrier = config.smtp ? null : await demarrerCourrier({ horloge });
  if (courrier) fermetures.ajouter('facteur local', () => courrier.arreter());
  return { smtp: config.smtp ?? courrier?.url ?? '', routes: routesDev({ horloge, courrier }) };
}

async function chargerJeu(db: Db, config: Config, horloge: MovableClock): Promise<void> {
  const presente = await db.selectFrom('collectivites').select('id').limit(1).executeTakeFirst();
  if (presente) return;
  await jeu.charger(db, { maintenant: horloge.now(), adresse: config.adresse });
}

/** Sans collectivité, aucune page ne peut dire de qui elle est : mieux vaut le savoir au démarrage. */
async function signalerPortailVide(db: Db): Promise<void> {
  const presente = await db.selectFrom('collectivites').select('id').limit(1).executeTakeFirst();
  if (!presente)
    dire('La base n’a pas encore de collectivité : lancez bin/fonder (voir le README).');
}

/** Une ligne, une fois que tout répond : d'autres programmes l'attendent. */
function annoncer(config: Config): void {
  process.stdout.write(`Préau : http://localhost:${config.port}\n`);
  if (config.mode === 'production') return;
  for (const compte of jeu?.comptes ?? []) process.stdout.write(`  ${compte}\n`);
}
