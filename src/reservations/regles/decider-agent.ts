import type { Jour } from '../../platform/jours.ts';
import { Compteur, type PlacesDuJour } from './places.ts';
import type { EtatReservation } from './types.ts';

export const DECISIONS = ['valider', 'refuser', 'liste_attente', 'annuler'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface ADecider {
  id: number;
  etat: EtatReservation;
  jour: Jour;
  jauges: readonly number[];
  /** Une place lui est déjà gardée : la valider n'en prend pas une autre. */
  placeOfferte?: boolean;
}

export type Sort =
  | { id: number; sort: 'change'; etat: EtatReservation }
  /** Déjà dans l'état voulu : un double-clic, deux agents d'accord. */
  | { id: number; sort: 'inchange' }
  | { id: number; sort: 'impossible'; raison: 'complet' | 'deja_decide' };

const CIBLE: Record<Decision, EtatReservation> = {
  valider: 'validee',
  refuser: 'refusee',
  liste_attente: 'en_liste_attente',
  annuler: 'annulee_par_centre',
};

/** D'où l'on peut venir. Rien ne ressort d'un refus ni d'une annulation (Places, règle 8). */
const DEPUIS: Record<Decision, readonly EtatReservation[]> = {
  valider: ['demandee', 'en_liste_attente'],
  refuser: ['demandee', 'en_liste_attente'],
  liste_attente: ['demandee'],
  annuler: ['validee', 'demandee', 'en_liste_attente'],
};

/**
 * Ce que devient chaque réservation, dans l'ordre donné (celui de l'arrivée). Valider prend une
 * place dans toutes ses jauges ; sans place, la réservation reste comme elle est.
 */
export function deciderSorts(
  reservations: readonly ADecider[],
  decision: Decision,
  places: readonly PlacesDuJour[],
): Sort[] {
  const compteur = new Compteur(places);
  const cible = CIBLE[decision];
  return reservations.map((r): Sort => {
    if (r.etat === cible) return { id: r.id, sort: 'inchange' };
    if (!DEPUIS[decision].includes(r.etat))
      return { id: r.id, sort: 'impossible', raison: 'deja_decide' };
    if (decision === 'valider' && !r.placeOfferte && !compteur.prendre(r))
      return { id: r.id, sort: 'impossible', raison: 'complet' };
    return { id: r.id, sort: 'change', etat: cible };
  });
}

/** Un refus et une annulation se disent à la famille : sans motif, pas de décision. */
export function exigeUnMotif(decision: Decision): boolean {
  return decision === 'refuser' || decision === 'annuler';
}
