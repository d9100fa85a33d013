import type { EtatVivant } from './types.ts';

const POIDS: Record<EtatVivant, number> = { validee: 2, demandee: 1, en_liste_attente: 0 };

/**
 * Un enfant en double a réservé deux fois le même jour : l'état le plus avancé reste ; à égalité,
 * celle de la fiche qui reste (Fusions, règle 5). Rend celle qui s'annule.
 */
export function quiSAnnule<R extends { etat: EtatVivant }>(gardee: R, disparue: R): R {
  return POIDS[disparue.etat] > POIDS[gardee.etat] ? gardee : disparue;
}
