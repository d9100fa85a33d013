/* La semaine type de deux enfants, pour l'année : l'aperçu, puis la confirmation, une famille à la fois. */
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { Banc } from './banc.ts';
import { type Ordre, ouvrirReserve, type SiteObserve } from './captures.ts';
import { type Envoi, envoyer, ouvrirAgent } from './client.ts';
import { effacerReservations, ouvrirSession } from './commune.ts';
import { centile, type Mesure } from './mesures.ts';
import { demarrerPlancher } from './plancher.ts';
import { portLibre } from './serveur.ts';

const FAMILLES = 40;
const CHAUFFE = 10;
const URL = '/famille/semaine-type';
const VISES_MS = { apercu: 60, reserver: 120 } as const;
type Geste = keyof typeof VISES_MS;

interface Famille {
  jeton: string;
  corps: string;
}

export const mesurerApercu = (banc: Banc) => mesurer(banc, 'apercu');
export const mesurerConfirmation = (banc: Banc) => mesurer(banc, 'reserver');

async function mesurer(banc: Banc, geste: Geste): Promise<Mesure> {
  const { db } = banc.commune;
  const site = await banc.observer();
  const familles = await choisirFamilles(db, site);
  const captures: Ordre[][] = [];
  for (const [rang, famille] of familles.entries()) {
    await numeroter(db, rang);
    const envoi = envoiDe(famille, geste);
    const visite = await site.visiter({
      method: 'POST',
      url: URL,
      headers: { ...envoi.headers, 'sec-fetch-site': 'same-origin', origin: 'null' },
      payload: String(envoi.payload),
    });
    if (visite.statut >= 400) throw new Error(`La semaine notée répond ${visite.statut}.`);
    captures.push(visite.ordres.filter((o) => !/from collectivites$/.test(o.sql)));
  }
  await effacerReservations(db);
  const plancher =
    geste === 'apercu' ? await lirePlancher(banc, captures) : await ecrirePlancher(banc, captures);
  await effacerReservations(db);
  const { port, arreter } = await banc.demarrer();
  const agent = ouvrirAgent(1);
  const durees: number[] = [];
  let fautes = 0;
  for (const [rang, famille] of familles.entries()) {
    const envoi = envoiDe(famille, geste, `http://127.0.0.1:${port}`);
    const { ms, statut } = await envoyer(agent, port, URL, envoi);
    if (statut !== (geste === 'apercu' ? 200 : 303)) fautes += 1;
    if (rang >= CHAUFFE) durees.push(ms);
  }
  agent.destroy();
  await arreter();
  const { rows } = await sql<{ jours: number }>`
    select count(*)::int as jours from reservations`.execute(db);
  await effacerReservations(db);
  const mediane = centile(durees, 0.5);
  return {
    scenario: geste === 'apercu' ? 'semaine-apercu' : 'semaine-confirmer',
    debit: 1000 / mediane,
    plancher: 1000 / centile(plancher, 0.5),
    p50: mediane,
    p99: centile(durees, 0.99),
    survendues: null,
    perdues: null,
    erreurs: fautes,
    details: {
      familles: familles.length,
      'médiane visée (ms)': VISES_MS[geste],
      'ordres SQL': captures.at(-1)?.length ?? 0,
      'cases par famille': new URLSearchParams(familles[0]?.corps).getAll('case').length,
      ...(geste === 'reserver'
        ? { 'jours par famille': Math.round((rows[0]?.jours ?? 0) / familles.length) }
        : {}),
    },
  };
}

/** Des familles de deux enfants, et toutes les cases que leur grille propose. */
async function choisirFamilles(db: Db, site: SiteObserve): Promise<Famille[]> {
  const { rows } = await sql<{ identifiant: string }>`
    select min(c.identifiant::text) as identifiant
    from familles f join enfants e on e.famille_id = f.id
      join rattachements ra on ra.famille_id = f.id
      join responsables r on r.id = ra.responsable_id join comptes c on c.id = r.compte_id
    group by f.id having count(distinct e.id) = 2 order by f.id limit ${FAMILLES * 2}`.execute(db);
  const familles: Famille[] = [];
  for (const { identifiant } of rows) {
    const jeton = await ouvrirSession(db, identifiant);
    const { corps } = await site.visiter({ method: 'GET', url: URL, headers: temoin(jeton) });
    const champ = (nom: string) =>
      new RegExp(`name="${nom}"[^>]*? value="([^"]*)"`).exec(corps)?.[1] ?? '';
    const cases = [...corps.matchAll(/name="case" value="([^"]+)"/g)].map((m) => m[1] ?? '');
    if (cases.length === 0) continue;
    const envoi = new URLSearchParams({
      annee: champ('annee'),
      du: champ('du'),
      au: champ('au'),
      cycle: 'chaque_semaine',
    });
    for (const c of cases) envoi.append('case', c);
    familles.push({ jeton, corps: envoi.toString() });
    if (familles.length === FAMILLES) break;
  }
  return familles;
}

const temoin = (jeton: string) => ({ cookie: `preau_session=${jeton}` });

function envoiDe({ jeton, corps }: Famille, geste: Geste, origin = ''): Required<Envoi> {
  const champs = new URLSearchParams(corps);
  champs.set('geste', geste);
  champs.set('cle', crypto.randomUUID());
  return {
    method: 'POST',
    headers: {
      ...temoin(jeton),
      origin,
      'content-type': 'application/x-www-form-urlencoded',
      'accept-encoding': 'br, gzip',
    },
    payload: champs.toString(),
  };
}

/** Les mêmes numéros à chaque fois : un ordre rejoué désigne les lignes qu'il vient d'écrire. */
async function numeroter(db: Db, rang: number): Promise<void> {
  for (const table of ['demandes', 'operations', 'semaines_types', 'reservations'])
    await sql
      .raw(`alter sequence ${table}_id_seq restart with ${700_000_000 + rang * 100_000}`)
      .execute(db);
}

async function lirePlancher(banc: Banc, captures: Ordre[][]): Promise<number[]> {
  const { dossier, config } = banc.commune;
  const port = await portLibre();
  const nu = await demarrerPlancher(dossier, { config, port, processus: 1, captures });
  const agent = ouvrirAgent(1);
  const durees: number[] = [];
  for (const rang of captures.keys()) {
    const { ms } = await envoyer(agent, port, `/${rang}`, {});
    if (rang >= CHAUFFE) durees.push(ms);
  }
  agent.destroy();
  await nu.arreter();
  return durees;
}

async function ecrirePlancher(banc: Banc, captures: Ordre[][]): Promise<number[]> {
  const { config, db } = banc.commune;
  const reserve = ouvrirReserve(config, 1);
  const client = await reserve.connect();
  const durees: number[] = [];
  for (const [rang, ordres] of captures.entries()) {
    await numeroter(db, rang);
    const debut = performance.now();
    for (const { sql: ordre, parametres } of ordres) await client.query(ordre, parametres);
    if (rang >= CHAUFFE) durees.push(performance.now() - debut);
  }
  client.release();
  await reserve.end();
  return durees;
}
