/* Réserver l'année d'un enfant, en un envoi : trois prestations, tous les jours ouverts. */
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { Banc } from './banc.ts';
import { periodeDeGarderie } from './calendrier.ts';
import { type Ordre, ouvrirReserve, type SiteObserve } from './captures.ts';
import { enParallele, envoyer, formulaire, ouvrirAgent } from './client.ts';
import { effacerReservations, type Visiteur } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';
import { type Ecriture, rejouer } from './plancher.ts';

const CLIENTS = 20;
const ENFANTS = 300;
const AU_REPOS = 25;

/** Ce que coche un visiteur. */
export interface Envie {
  visiteur: Visiteur;
  periode: number;
  cases: readonly string[];
}

export async function mesurerReservation(banc: Banc): Promise<Mesure> {
  const { db } = banc.commune;
  const visiteurs = (await banc.visiteurs(ENFANTS)).slice(0, ENFANTS);
  const envies = await Promise.all(
    visiteurs.map(async (visiteur): Promise<Envie> => {
      const { id } = await periodeDeGarderie(db, visiteur.enfantId);
      return { visiteur, periode: id, cases: await listerCases(db, id, visiteur.enfantId) };
    }),
  );
  const plancher = await mesurerPlancher(banc, envies, CLIENTS);
  await effacerReservations(db);
  const { port, arreter } = await banc.demarrer();
  const agent = ouvrirAgent(CLIENTS);
  const reponses: { statut: number; ms: number }[] = [];
  const reserver = async ({ visiteur, periode, cases }: Envie) => {
    const champs = { enfant: visiteur.enfantId, periode, cases };
    const envoi = formulaire(port, visiteur.jeton, champs);
    reponses.push(await envoyer(agent, port, '/famille/pre-inscrire/calendrier', envoi));
  };
  await enParallele(envies.slice(0, AU_REPOS), 1, reserver);
  // Les premiers chauffent le serveur ; la médiane au repos est celle des suivants.
  const repos = reponses.slice(5).map((r) => r.ms);
  await effacerReservations(db);
  reponses.length = 0;
  const debut = performance.now();
  await enParallele(envies, CLIENTS, reserver);
  const duree = (performance.now() - debut) / 1000;
  agent.destroy();
  await arreter();
  const attendues = envies.reduce((somme, e) => somme + e.cases.length, 0);
  const comptes = await compter(db);
  await effacerReservations(db);
  const durees = reponses.map((r) => r.ms);
  return {
    scenario: 'reserver-annee',
    debit: envies.length / duree,
    plancher: plancher.debit,
    p50: centile(durees, 0.5),
    p99: centile(durees, 0.99),
    survendues: comptes.survendues,
    perdues: attendues - comptes.reservations,
    erreurs: reponses.filter((r) => r.statut !== 303).length + plancher.erreurs,
    details: {
      'cases par envoi': envies[0]?.cases.length ?? 0,
      'médiane au repos (ms)': Math.round(centile(repos, 0.5)),
      'ordres SQL': plancher.ordres,
      clients: CLIENTS,
    },
  };
}

/** Les cases encore possibles de cette période : dans plus de dix jours, aucun délai n'est passé. */
export async function listerCases(
  db: Db,
  periode: number,
  enfantId: number,
  jours = 1000,
): Promise<string[]> {
  const { rows } = await sql<{ valeur: string }>`
    select o.jour || '.' || o.prestation_id as valeur
    from ouvertures o where o.periode_id = ${periode} and o.jour > current_date + 10
      and not exists (select from reservations r where r.enfant_id = ${enfantId}
        and r.prestation_id = o.prestation_id and r.jour = o.jour)
      and o.jour in (select distinct jour from ouvertures
        where periode_id = ${periode} and jour > current_date + 10 order by jour limit ${jours})
    order by o.jour, o.prestation_id`.execute(db);
  return rows.map((l) => l.valeur);
}

/**
 * Visite et réserve pour de bon en notant chaque ordre, efface, puis rejoue les mêmes ordres par pg.
 * `page` : la page que chacun lit avant de réserver, quand le scénario la fait lire.
 */
export async function mesurerPlancher(
  banc: Banc,
  envies: readonly Envie[],
  clients: number,
  page?: (envie: Envie) => string,
): Promise<{ debit: number; erreurs: number; ordres: number }> {
  const { commune } = banc;
  const site = await banc.observer();
  // Des numéros que rien d'autre ne porte : on les reconnaît dans les paramètres.
  await sql`alter sequence demandes_id_seq restart with 700000000`.execute(commune.db);
  const ecritures: Ecriture[] = [];
  for (const envie of envies) {
    const { visiteur, periode, cases } = envie;
    const lectures = page ? await noterLectures(site, visiteur.jeton, page(envie)) : [];
    const champs = { enfant: visiteur.enfantId, periode, cases };
    const { method, headers, payload } = formulaire(0, visiteur.jeton, champs);
    const visite = await site.visiter({
      method,
      headers: { ...headers, 'sec-fetch-site': 'same-origin', origin: 'null' },
      payload,
      url: '/famille/pre-inscrire/calendrier',
    });
    const demandeId = Number(/^\/famille\/demandes\/(\d+)$/.exec(visite.adresse)?.[1]);
    if (!demandeId) throw new Error(`La réservation notée répond ${visite.statut}.`);
    ecritures.push({ lectures, ordres: visite.ordres, demandeId });
  }
  await effacerReservations(commune.db);
  const reserve = ouvrirReserve(commune.config, clients);
  let erreurs = 0;
  const debut = performance.now();
  await enParallele(ecritures, clients, async (ecriture) => {
    await rejouer(reserve, ecriture).catch((erreur: Error) => {
      erreurs += 1;
      if (erreurs === 1) process.stderr.write(`plancher : ${erreur.message}\n`);
    });
  });
  const debit = ecritures.length / ((performance.now() - debut) / 1000);
  await reserve.end();
  return { debit, erreurs, ordres: ecritures.at(-1)?.ordres.length ?? 0 };
}

async function noterLectures(site: SiteObserve, jeton: string, url: string): Promise<Ordre[]> {
  const headers = { cookie: `preau_session=${jeton}` };
  const { ordres, statut } = await site.visiter({ method: 'GET', url, headers });
  if (statut !== 200) throw new Error(`${url} répond ${statut}`);
  return ordres;
}

export async function compter(
  db: Db,
): Promise<{ reservations: number; demandes: number; survendues: number }> {
  const { rows } = await sql<{ reservations: number; demandes: number; survendues: number }>`
    select (select count(*) from reservations)::int as reservations,
      (select count(*) from demandes)::int as demandes,
      (select count(*) from (
        select pl.places, count(*) as validees
        from reservations r join jauges_prestations jp on jp.prestation_id = r.prestation_id
          join places pl on pl.jauge_id = jp.jauge_id and pl.jour = r.jour
        where r.etat = 'validee' group by pl.jauge_id, pl.jour, pl.places
        having count(*) > pl.places) s)::int as survendues`.execute(db);
  return rows[0] ?? { reservations: 0, demandes: 0, survendues: 0 };
}
