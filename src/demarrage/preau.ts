import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ouvrirSite } from '../app.ts';
import { creerCodeDInstallation } from '../collectivite/actions/code.ts';
import { openAssets } from '../platform/assets.ts';
import { type MovableClock, movableClock, systemClock } from '../platform/clock.ts';
import type { Config, ReglagesPaiement } from '../platform/config.ts';
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
  const { smtp, routes, jumeau, boutique } = await preparerDeveloppement(
    config,
    reglable,
    fermetures,
  );
  if (jumeau) config.paiement.payfip = jumeau;
  if (boutique) config.paiement.lyra = boutique;
  const db = openDatabase(base);
  fermetures.ajouter('connexions', () => db.destroy());
  if (reglable && config.jeu !== 'aucun') await chargerJeu(db, config, reglable);
  const jobs = await openJobs(db, log, base);
  fermetures.ajouter('travaux', () => jobs.stop());
  const dossier = join(process.cwd(), 'dist/public');
  const services = { db, clock, jobs, config, log, assets: openAssets(dossier) };
  await brancherTravaux(jobs, services, smtpTransport(smtp, config.expediteur));
  await annoncerLInstallation(services);
  if (config.processus > 1) await demarrerOuvriers(config, base, fermetures);
  else await servir(services, dossier, routes, fermetures);
  annoncer(config, jumeau, boutique?.adresse ?? null);
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

interface Developpement {
  smtp: string;
  routes: Route[];
  /** L'adresse du jumeau de PayFiP, s'il a fallu le démarrer. */
  jumeau: string | null;
  /** La boutique Lyra d'essai, s'il a fallu la démarrer. */
  boutique: ReglagesPaiement['lyra'];
}

/** Hors production : le facteur, le PayFiP et la boutique Lyra locaux si rien d'autre n'est réglé, et les pages /_dev. */
async function preparerDeveloppement(
  config: Config,
  horloge: MovableClock | null,
  fermetures: Fermetures,
): Promise<Developpement> {
  if (!horloge) return { smtp: config.smtp ?? '', routes: [], jumeau: null, boutique: null };
  const { demarrerCourrier } = await import('../dev/courrier.ts');
  const { routesDev } = await import('../dev/pages.tsx');
  const courrier = config.smtp ? null : await demarrerCourrier({ horloge });
  if (courrier) fermetures.ajouter('facteur local', () => courrier.arreter());
  const jumeau = config.paiement.payfip === null ? await demarrerJumeau(horloge, fermetures) : null;
  const boutique =
    config.paiement.lyra === null ? await demarrerBoutique(horloge, fermetures) : null;
  return {
    smtp: config.smtp ?? courrier?.url ?? '',
    routes: routesDev({ horloge, courrier }),
    jumeau,
    boutique,
  };
}

async function demarrerJumeau(horloge: MovableClock, fermetures: Fermetures): Promise<string> {
  const { demarrerJumeauPayfip } = await import('../dev/payfip/serveur.ts');
  const jumeau = await demarrerJumeauPayfip({ horloge });
  fermetures.ajouter('jumeau de PayFiP', () => jumeau.arreter());
  return jumeau.adresse;
}

/** Une clé tirée à chaque démarrage : les annonces d'un lancement ne valent pas au suivant. */
async function demarrerBoutique(
  horloge: MovableClock,
  fermetures: Fermetures,
): Promise<ReglagesPaiement['lyra']> {
  const { demarrerJumeauLyra } = await import('../dev/lyra/serveur.ts');
  const cle = randomUUID();
  const boutique = await demarrerJumeauLyra({ cle, horloge });
  fermetures.ajouter('boutique Lyra', () => boutique.arreter());
  return { adresse: boutique.adresse, site: '12345678', cle, mode: 'TEST' };
}

async function chargerJeu(db: Db, config: Config, horloge: MovableClock): Promise<void> {
  const presente = await db.selectFrom('collectivites').select('id').limit(1).executeTakeFirst();
  if (presente) return;
  await jeu.charger(db, {
    maintenant: horloge.now(),
    adresse: config.adresse,
    cles: config.cles,
  });
}

/** Une base vide s'installe dans le navigateur, par qui lit ce que dit le serveur. */
async function annoncerLInstallation(services: Services): Promise<void> {
  const code = await creerCodeDInstallation(services);
  if (!code) return;
  services.log.warn({ code }, 'portail à installer');
  dire(`Ce portail est à installer : ouvrez ${services.config.adresse}/ ; code ${code}`);
}

/** Une ligne, une fois que tout répond : d'autres programmes l'attendent. */
function annoncer(config: Config, jumeau: string | null, boutique: string | null): void {
  process.stdout.write(`Préau : http://localhost:${config.port}\n`);
  if (config.mode === 'production') return;
  if (jumeau) process.stdout.write(`  PayFiP d’essai : ${jumeau}\n`);
  if (boutique) process.stdout.write(`  Lyra d’essai : ${boutique}\n`);
  if (config.jeu === 'aucun') return;
  for (const compte of jeu.comptes) process.stdout.write(`  ${compte}\n`);
  if (config.doubleAuthentification === 'propose')
    process.stdout.write('  Double authentification : proposée, imposée à personne\n');
}
