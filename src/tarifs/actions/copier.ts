import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { insererCopiesDeGrilles } from '../requetes/copier.ts';

/**
 * Les tarifs d'une activité copiée : des brouillons, qu'une délibération à eux et une relecture
 * publieront (Tarifs, règle 17). @returns combien de brouillons sont ouverts
 */
export function copierGrilles(
  tx: Tx,
  prestations: readonly { de: number; a: number }[],
  geste: { le: Date; compteId: number | null; aujourdhui: Jour },
): Promise<number> {
  return insererCopiesDeGrilles(tx, prestations, geste);
}
