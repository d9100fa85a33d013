import { ecrireJour, ecrireQuantiemeEtMois, type Jour, moisDe } from '../../platform/jours.ts';
import { majuscule } from '../../platform/mots.ts';
import type { Sort } from './sorts.ts';
import type { Decision, EtatDeclaration, Facturation, Genre } from './types.ts';

/** Le mot de chaque genre, en milieu de phrase : « fermé : grève ». */
export const MOTS_DU_GENRE: Record<Genre, string> = {
  fermeture: 'fermeture exceptionnelle',
  greve: 'grève',
  enseignant_absent: 'enseignant absent',
  sortie_scolaire: 'sortie scolaire',
  autre: 'décision du centre',
};

export const GENRES_EN_MOTS: Record<Genre, string> = {
  fermeture: 'Fermeture',
  greve: 'Grève',
  enseignant_absent: 'Enseignant absent',
  sortie_scolaire: 'Sortie scolaire',
  autre: 'Autre raison',
};

export const DECISIONS_EN_MOTS: Record<Decision, string> = {
  annuler: 'Annuler les réservations',
  garder: 'Garder les réservations, prévenir les familles',
};

export const FACTURATIONS_EN_MOTS: Record<Facturation, string> = {
  aucune: 'Rien n’est facturé',
  premier_jour: 'Le premier jour de chaque enfant est facturé (carence)',
  tous: 'Tous les jours sont facturés',
};

export const ETATS_EN_MOTS: Record<EtatDeclaration, string> = {
  brouillon: 'À confirmer',
  en_cours: 'Fermeture en cours',
  prete: 'Confirmée, lettres en attente',
  envoyee: 'Familles prévenues',
  annulee: 'Retirée',
};

/** « grève du jeudi 12 mars », « fermeture exceptionnelle du 12 au 14 mars ». */
export function intituler(genre: Genre, jours: readonly Jour[]): string {
  return `${MOTS_DU_GENRE[genre]} ${direJours(jours)}`;
}

/** « du jeudi 12 mars », « du 12 au 14 mars », « du 30 mars au 2 avril ». */
function direJours(jours: readonly Jour[]): string {
  const ordre = [...jours].sort();
  const [premier, dernier] = [ordre[0], ordre.at(-1)];
  if (premier === undefined || dernier === undefined) return '';
  if (premier === dernier) return `du ${ecrireJour(premier)}`;
  const du = ecrireQuantiemeEtMois(premier);
  const court = moisDe(premier) === moisDe(dernier) ? du.slice(0, du.lastIndexOf(' ')) : du;
  return `du ${court} au ${ecrireQuantiemeEtMois(dernier)}`;
}

/** Ce que garde la réservation, et que lit la famille à côté de « Annulée par le centre ». */
export function motifDeLaReservation(genre: Genre, jour: Jour, motif: string, s: Sort): string {
  const facture = s.facturee ? 'Ce jour reste facturé.' : 'Ce jour ne sera pas facturé.';
  return `${majuscule(intituler(genre, [jour]))}. ${finir(motif)} ${facture}`;
}

/** Une phrase finit par un point, que l'agent l'ait mis ou non. */
export function finir(phrase: string): string {
  return /[.!?…]$/.test(phrase) ? phrase : `${phrase}.`;
}

export function compter(n: number, un: string, plusieurs = `${un}s`): string {
  return `${n.toLocaleString('fr-FR')} ${n > 1 ? plusieurs : un}`;
}
