import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { quiSAnnule } from '../regles/en-double.ts';
import { verrouillerEnfants } from '../requetes/agent.ts';
import {
  changerDeDestinataire,
  deplacerOperations,
  deplacerReservations,
  listerEnDouble,
  reunirJustificatifs,
} from '../requetes/reunir.ts';
import { annulerPourFermeture, tenirLesReservations } from './fermer.ts';
import { promouvoir } from './promouvoir.ts';

interface Paire {
  de: number;
  vers: number;
}

export interface Reunion {
  familles: Paire;
  enfants: readonly Paire[];
  comptes: readonly Paire[];
  le: Date;
  par: number;
}

const MOTIF = 'Deux fiches pour un même enfant : ce jour était réservé deux fois.';

/** Le premier verrou : aucun des enfants n'est réservé, annulé ni pointé pendant la fusion. */
export function tenirLesEnfants(tx: Tx, enfants: readonly number[]): Promise<void> {
  return verrouillerEnfants(tx, enfants);
}

/**
 * Les réservations et les demandes d'un enfant en double passent sous un seul numéro. Un jour réservé
 * deux fois ne l'est plus qu'une : l'autre s'annule, sa place va à qui l'attend (Fusions, règle 5).
 * Les enfants sont déjà tenus. Rend le nombre de jours qui étaient en double.
 */
export async function reunirReservations(
  tx: Tx,
  services: Services,
  { familles, enfants, comptes, le, par }: Reunion,
): Promise<number> {
  const paires = { de: enfants.map((e) => e.de), vers: enfants.map((e) => e.vers) };
  const candidates = await listerEnDouble(tx, paires);
  const verrou = await tenirLesReservations(
    tx,
    candidates.flatMap((p) => [p.gardee, p.disparue]),
  );
  // Relues sous le verrou des places : la file a pu avancer.
  const enDouble = await listerEnDouble(tx, paires);
  const annulees = enDouble.map((p) => quiSAnnule(p.gardee, p.disparue));
  await annulerPourFermeture(
    tx,
    verrou,
    annulees.map((a) => ({ ...a, motif: MOTIF })),
    { le, par },
  );
  await deplacerReservations(tx, paires);
  await changerDeDestinataire(tx, {
    de: comptes.map((c) => c.de),
    vers: comptes.map((c) => c.vers),
  });
  await reunirJustificatifs(tx, familles.de, familles.vers);
  await deplacerOperations(tx, familles.de, familles.vers);
  await servirLaFile(tx, services, verrou, annulees, le);
  return annulees.length;
}

/** Les places rendues vont à la file, comme après une annulation. */
async function servirLaFile(
  tx: Tx,
  services: Services,
  { liens }: Awaited<ReturnType<typeof tenirLesReservations>>,
  annulees: readonly Parameters<typeof tenirLesReservations>[1][number][],
  le: Date,
): Promise<void> {
  if (annulees.length === 0) return;
  const { places } = await tenirLesReservations(tx, annulees);
  const jauges = [...new Set(places.map((p) => p.jaugeId))];
  const jours = [...new Set(annulees.map((a) => a.jour))];
  await promouvoir(tx, services, { liens, jauges, jours, places }, le);
}
