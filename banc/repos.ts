/* Au repos : la mémoire de tous les processus, et le temps d'un redémarrage à chaud. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as attendre } from 'node:timers/promises';
import type { Banc } from './banc.ts';
import type { Mesure } from './mesures.ts';
import { demarrerFacteur, demarrerServeur, environnement, portLibre } from './serveur.ts';

const REPOS_MS = 3000;

/** Passe en dernier : Préau démarre ici lui-même son PostgreSQL, comme avec bin/start. */
export async function mesurerRepos(banc: Banc): Promise<Mesure> {
  const { commune, processus } = banc;
  await commune.arreterBase();
  const facteur = await demarrerFacteur();
  const { dossier } = commune;
  const regler = async () =>
    environnement({ dossier, base: null, port: await portLibre(), processus, smtp: facteur.smtp });
  const demarrages: number[] = [];
  let memoire = { preau: 0, postgres: 0 };
  for (let essai = 0; essai < 3; essai++) {
    const serveur = await demarrerServeur(await regler());
    demarrages.push(serveur.demarrageMs);
    if (essai === 2) {
      await attendre(REPOS_MS);
      memoire = peser(serveur.pid);
    }
    await serveur.arreter();
  }
  await facteur.arreter();
  return {
    scenario: 'repos',
    debit: null,
    plancher: null,
    p50: null,
    p99: null,
    survendues: null,
    perdues: null,
    erreurs: 0,
    details: {
      'mémoire totale (Mo)': memoire.preau + memoire.postgres,
      'Préau (Mo)': memoire.preau,
      'PostgreSQL (Mo)': memoire.postgres,
      'redémarrages à chaud (ms)': demarrages.join(' / '),
    },
  };
}

/**
 * La mémoire proportionnelle (PSS) du serveur et de sa descendance : les pages partagées, entre
 * processus de PostgreSQL surtout, ne sont comptées qu'une fois. Linux seulement ; ailleurs, 0.
 */
function peser(racine: number): { preau: number; postgres: number } {
  const parents = new Map<number, number>();
  for (const nom of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    const parent = /^PPid:\s+(\d+)/m.exec(lire(`/proc/${nom}/status`))?.[1];
    if (parent) parents.set(Number(nom), Number(parent));
  }
  const famille = new Set([racine]);
  for (let avant = 0; avant !== famille.size; ) {
    avant = famille.size;
    for (const [pid, parent] of parents) if (famille.has(parent)) famille.add(pid);
  }
  const somme = { preau: 0, postgres: 0 };
  for (const pid of famille) {
    const ko = Number(/^Pss:\s+(\d+)/m.exec(lire(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    const genre = /^postgres/.test(lire(`/proc/${pid}/comm`)) ? 'postgres' : 'preau';
    somme[genre] += ko / 1024;
  }
  return { preau: Math.round(somme.preau), postgres: Math.round(somme.postgres) };
}

/** Un processus peut finir pendant la lecture. */
function lire(fichier: string): string {
  try {
    return readFileSync(fichier, 'utf8');
  } catch {
    return '';
  }
}
