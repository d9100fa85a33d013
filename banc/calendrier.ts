/* Lire le calendrier d'un mois ou d'une année, connecté. */
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { Banc } from './banc.ts';
import type { Ordre } from './captures.ts';
import { envoyer, ouvrirAgent } from './client.ts';
import type { Visiteur } from './commune.ts';
import type { Mesure } from './mesures.ts';
import { demarrerPlancher } from './plancher.ts';
import { portLibre } from './serveur.ts';

const CLIENTS = 20;
const ENFANTS = 50;
const TOURS = 3;

interface Cible {
  visiteur: Visiteur;
  url: string;
}

export async function mesurerCalendrier(banc: Banc, vue: 'mois' | 'annee'): Promise<Mesure> {
  const visiteurs = (await banc.visiteurs(ENFANTS)).slice(0, ENFANTS);
  const cibles = await Promise.all(visiteurs.map((v) => viser(banc.commune.db, v, vue)));
  const visites = [];
  const site = await banc.observer();
  for (const { visiteur, url } of cibles) {
    const headers = { cookie: `preau_session=${visiteur.jeton}` };
    const visite = await site.visiter({ method: 'GET', url, headers });
    if (visite.statut !== 200) throw new Error(`${url} répond ${visite.statut}`);
    visites.push(visite);
  }
  // La première visite lit aussi l'identité de la collectivité, gardée ensuite une minute.
  const captures = visites.map((v) => v.ordres.filter((o) => !/from collectivites$/.test(o.sql)));
  const { port, arreter } = await banc.demarrer();
  const plancher = await ouvrirPlancher(banc, captures);
  const taille = await peser(port, cibles[0] as Cible);
  const pages = cibles.map(({ visiteur, url }) => ({
    path: url,
    headers: { cookie: `preau_session=${visiteur.jeton}`, 'accept-encoding': 'br, gzip' },
  }));
  const nues = captures.map((_, rang) => ({ path: `/${rang}` }));
  // Tour à tour, et le meilleur de chacun : ce que la machine fait à côté ne pèse pas sur un seul.
  const secondes = Math.max(1, Math.round(banc.secondes / TOURS));
  const tours = [];
  for (let tour = 0; tour < TOURS; tour++) {
    const mesure = await tirer(port, pages, secondes);
    tours.push({ mesure, nu: await tirer(plancher.port, nues, secondes) });
  }
  await arreter();
  await plancher.arreter();
  const { mesure } = tours.reduce((a, b) => (debit(b.mesure) > debit(a.mesure) ? b : a));
  const fautes = tours.map(({ mesure: m, nu }) => m.non2xx + m.errors + nu.non2xx + nu.errors);
  return {
    scenario: `calendrier-${vue}`,
    debit: debit(mesure),
    plancher: Math.max(...tours.map((t) => debit(t.nu))),
    p50: mesure.latency.p50,
    p99: mesure.latency.p99,
    survendues: null,
    perdues: null,
    erreurs: fautes.reduce((a, b) => a + b, 0),
    details: { 'requêtes SQL': visites[1]?.ordres.length ?? 0, ...taille, clients: CLIENTS },
  };
}

/** La garderie de l'école de cet enfant, ce mois-ci ou toute l'année. */
async function viser(db: Db, visiteur: Visiteur, vue: 'mois' | 'annee'): Promise<Cible> {
  const periode = await periodeDeGarderie(db, visiteur.enfantId);
  const mois = vue === 'mois' ? `&mois=${periode.mois}` : '';
  return {
    visiteur,
    url: `/famille/pre-inscrire/calendrier?enfant=${visiteur.enfantId}&periode=${periode.id}${mois}`,
  };
}

/** La période de garderie de l'enfant, et le mois de son trentième jour encore à venir. */
export async function periodeDeGarderie(
  db: Db,
  enfantId: number,
): Promise<{ id: number; mois: string }> {
  const { rows } = await sql<{ id: number; mois: string }>`
    select pe.id, to_char(current_date + 30, 'YYYY-MM') as mois
    from scolarites s join classes c on c.id = s.classe_id
      join activites_ecoles ae on ae.ecole_id = c.ecole_id
      join activites a on a.id = ae.activite_id and a.genre = 'garderie'
      join periodes pe on pe.activite_id = a.id
    where s.enfant_id = ${enfantId} order by pe.du limit 1`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error(`L’enfant ${enfantId} n’a pas de garderie.`);
  return ligne;
}

/** Ce qui passe vraiment sur le réseau : la page en brotli, et son JavaScript en gzip. */
async function peser(port: number, { visiteur, url }: Cible): Promise<Record<string, number>> {
  const agent = ouvrirAgent(1);
  const headers = { cookie: `preau_session=${visiteur.jeton}` };
  const brotli = { ...headers, 'accept-encoding': 'br, gzip' };
  const comprimee = await envoyer(agent, port, url, { headers: brotli });
  const page = (await envoyer(agent, port, url, { headers })).corps.toString();
  let javascript = 0;
  for (const [, src = ''] of page.matchAll(/<script[^>]+src="([^"]+)"/g)) {
    javascript += gzipSync((await envoyer(agent, port, src)).corps).length;
  }
  agent.destroy();
  return {
    'octets comprimés': comprimee.corps.length,
    'octets en clair': page.length,
    'octets de JavaScript (gzip)': javascript,
  };
}

async function ouvrirPlancher(banc: Banc, captures: Ordre[][]) {
  const port = await portLibre();
  const { config, dossier } = banc.commune;
  const { processus } = banc;
  const faits = { config, port, processus, captures: rejouable(captures) };
  return { port, arreter: (await demarrerPlancher(dossier, faits)).arreter };
}

/** La moyenne d'autocannon est faite de secondes entières : trop grossière pour un tour court. */
function debit({ requests, duration }: autocannon.Result): number {
  return requests.total / duration;
}

function rejouable(captures: Ordre[][]): Ordre[][] {
  if (captures.some((c) => c.length === 0)) throw new Error('Une visite n’a noté aucun ordre.');
  return captures;
}

/** Une seconde de mise en route, puis la mesure. */
async function tirer(port: number, requests: autocannon.Request[], secondes: number) {
  const commun = { url: `http://127.0.0.1:${port}`, connections: CLIENTS, requests };
  await autocannon({ ...commun, duration: 1 });
  return autocannon({ ...commun, duration: secondes });
}
