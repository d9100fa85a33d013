/* Tout le monde se connecte à la même minute : chacun suit la salle d'attente jusqu'au bout. */
import type { Agent } from 'node:http';
import { sql } from 'kysely';
import type { Banc } from './banc.ts';
import { envoyer, ouvrirAgent, type Reponse } from './client.ts';
import { centile, type Mesure } from './mesures.ts';

const BORNE_MS = 240_000;
const SONDE_MS = 200;

interface Venue {
  ms: number;
  connecte: boolean;
  attente: boolean;
  statuts: number[];
}

export async function mesurerConnexions(banc: Banc): Promise<Mesure> {
  const { db, grande } = banc.commune;
  const { port, arreter } = await banc.demarrer();
  const debut = performance.now();
  let fini = false;
  const sondes = Promise.all(['/sante', '/'].map((page) => sonder(port, page, () => fini)));
  const venues = await Promise.all(
    Array.from({ length: banc.connexions }, (_, rang) =>
      seConnecter(port, `famille.${1 + (rang % grande.familles)}`, grande.motDePasse),
    ),
  );
  const duree = (performance.now() - debut) / 1000;
  fini = true;
  const pages = await sondes;
  await arreter();
  const { rows } = await sql<{ echecs: number }>`
    select coalesce(sum(echecs), 0)::int as echecs from compteurs_d_echecs`.execute(db);
  const durees = venues.map((v) => v.ms);
  const statuts = [...venues, ...pages].flatMap((v) => v.statuts);
  const refus = statuts.filter((s) => s !== 200 && s !== 303).length;
  return {
    scenario: 'connexions',
    debit: venues.length / duree,
    plancher: null,
    p50: centile(durees, 0.5),
    p99: centile(durees, 0.99),
    survendues: null,
    perdues: venues.filter((v) => !v.connecte).length,
    erreurs: refus + (rows[0]?.echecs ?? 0),
    details: {
      connexions: venues.length,
      'durée totale (s)': duree.toFixed(1),
      'passées par la salle d’attente': venues.filter((v) => v.attente).length,
      ...Object.fromEntries(
        pages.flatMap((p) => [
          [`${p.page} p99 (ms)`, Math.round(centile(p.durees, 0.99))],
          [`${p.page} max (ms)`, Math.round(Math.max(...p.durees))],
        ]),
      ),
      'échecs comptés': rows[0]?.echecs ?? 0,
    },
  };
}

/** Comme un navigateur : une connexion gardée, le ticket de la salle, et Refresh respecté. */
async function seConnecter(port: number, identifiant: string, motDePasse: string): Promise<Venue> {
  const agent = ouvrirAgent(1);
  const debut = performance.now();
  const venue: Venue = { ms: 0, connecte: false, attente: false, statuts: [] };
  let reponse = await envoyer(agent, port, '/connexion', {
    method: 'POST',
    headers: {
      origin: `http://127.0.0.1:${port}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ identifiant, mot_de_passe: motDePasse }).toString(),
  });
  venue.statuts.push(reponse.statut);
  const ticket = temoin(reponse, 'preau_ticket');
  while (!temoin(reponse, 'preau_session') && ticket && performance.now() - debut < BORNE_MS) {
    venue.attente = true;
    const secondes = Number(reponse.entetes.refresh ?? 0);
    await pause(secondes * 1000);
    reponse = await envoyer(agent, port, '/connexion/attente', {
      headers: { cookie: `preau_ticket=${ticket}` },
    });
    venue.statuts.push(reponse.statut);
    if (reponse.statut === 0 || (reponse.statut === 200 && !reponse.entetes.refresh)) break;
  }
  venue.connecte = temoin(reponse, 'preau_session') !== '';
  venue.ms = performance.now() - debut;
  agent.destroy();
  return venue;
}

function temoin(reponse: Reponse, nom: string): string {
  const lignes = reponse.entetes['set-cookie'] ?? [];
  const ligne = lignes.find((l) => l.startsWith(`${nom}=`)) ?? '';
  return ligne.slice(nom.length + 1).split(';')[0] ?? '';
}

/** Les autres pages pendant ce temps, vues par quelqu'un qui n'attend rien. */
async function sonder(port: number, page: string, fini: () => boolean) {
  const agent: Agent = ouvrirAgent(1);
  const durees: number[] = [];
  const statuts: number[] = [];
  while (!fini()) {
    const reponse = await envoyer(agent, port, page);
    durees.push(reponse.ms);
    statuts.push(reponse.statut);
    await pause(SONDE_MS);
  }
  agent.destroy();
  return { page, durees, statuts };
}

function pause(ms: number): Promise<void> {
  return new Promise((suite) => setTimeout(suite, ms));
}
