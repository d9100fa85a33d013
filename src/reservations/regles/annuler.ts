import { phraseDecision } from '../../activites/delais/phrases.ts';
import {
  type DelaiDate,
  deciderDelai,
  type FaitsDelai,
  regleEnVigueur,
} from '../../activites/delais/regles.ts';
import { jourLocal } from '../../platform/instants.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatReservation } from './types.ts';

export interface ReservationAAnnuler {
  prestationId: number;
  jour: Jour;
  etat: EtatReservation;
  /** Une place lui est proposée : la retirer la rend à la file. */
  placeOfferte?: boolean;
}

export type DecisionAnnulation =
  | { issue: 'possible'; rendUnePlace: boolean; phrase: string }
  | { issue: 'deja_annulee'; phrase: string }
  | {
      issue: 'impossible';
      raison: 'jour_passe' | 'delai_passe' | 'pas_en_ligne' | 'refusee';
      phrase: string;
    };

/**
 * La famille peut-elle annuler ? Ce qui n'est pas encore accordé se retire jusqu'au jour même :
 * cela ne coûte rien à personne. Ce qui est validé suit le délai d'annulation (Places, règle 7).
 */
export function deciderAnnulation(
  reservation: ReservationAAnnuler,
  delais: readonly DelaiDate[],
  faits: FaitsDelai,
  maintenant: Date,
): DecisionAnnulation {
  const { etat, jour } = reservation;
  if (etat === 'annulee_par_famille' || etat === 'annulee_par_centre') {
    return { issue: 'deja_annulee', phrase: 'déjà annulée' };
  }
  if (etat === 'refusee') {
    return {
      issue: 'impossible',
      raison: 'refusee',
      phrase: 'refusée par le centre : il n’y a rien à annuler',
    };
  }
  if (jour < jourLocal(maintenant, faits.fuseau)) {
    return { issue: 'impossible', raison: 'jour_passe', phrase: 'jour passé' };
  }
  if (etat !== 'validee')
    return {
      issue: 'possible',
      rendUnePlace: reservation.placeOfferte ?? false,
      phrase: 'à retirer à tout moment',
    };
  const { regle } = regleEnVigueur(delais, 'annuler', jour, reservation.prestationId);
  const decision = deciderDelai(regle, jour, faits, maintenant);
  const phrase = phraseDecision('annuler', decision, faits.fuseau, maintenant);
  if (decision.issue === 'passe') return { issue: 'impossible', raison: 'delai_passe', phrase };
  if (decision.issue === 'jamais') return { issue: 'impossible', raison: 'pas_en_ligne', phrase };
  return { issue: 'possible', rendUnePlace: true, phrase };
}

/**
 * Promue d'elle-même seulement si la famille peut encore renoncer : nul ne paie un jour qu'il ne
 * veut plus (Places, règle 6).
 */
export function peutEtrePromue(
  reservation: { prestationId: number; jour: Jour },
  delais: readonly DelaiDate[],
  faits: FaitsDelai,
  maintenant: Date,
): boolean {
  return limiteDAnnulation(reservation, delais, faits, maintenant) !== null;
}

/** Jusqu'à quand la famille pourrait y renoncer ; null : elle ne le peut déjà plus. */
export function limiteDAnnulation(
  reservation: { prestationId: number; jour: Jour },
  delais: readonly DelaiDate[],
  faits: FaitsDelai,
  maintenant: Date,
): Date | null {
  const { regle } = regleEnVigueur(delais, 'annuler', reservation.jour, reservation.prestationId);
  const decision = deciderDelai(regle, reservation.jour, faits, maintenant);
  return decision.issue === 'possible' ? decision.limite : null;
}
