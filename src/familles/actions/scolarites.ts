import type { Tx } from '../../platform/db.ts';
import {
  insererScolarites,
  type PlaceDansUneClasse,
  retirerScolarites,
} from '../requetes/scolarites.ts';

export type { PlaceDansUneClasse };

/**
 * Donne une classe, une année, à ceux qui n'en ont pas encore : qui en a une la garde, et le même
 * envoi deux fois n'écrit qu'une fois.
 * @returns les enfants placés
 */
export function placerEnClasse(
  tx: Tx,
  annee: string,
  places: readonly PlaceDansUneClasse[],
): Promise<number[]> {
  return insererScolarites(tx, annee, places);
}

/** Retire ces enfants de ces classes, cette année-là. @returns ceux qui y étaient */
export function retirerDeLaClasse(
  tx: Tx,
  annee: string,
  places: readonly PlaceDansUneClasse[],
): Promise<number[]> {
  return retirerScolarites(tx, annee, places);
}
