import { type Acteur, peut } from '../../comptes/regles/droits.ts';
import { ecartJours, type Jour } from '../../platform/jours.ts';

/** De part et d'autre d'aujourd'hui : le temps de préparer une venue, ou d'en rendre compte. */
export const FENETRE_JOURS = 30;

export const RAISONS = {
  pointage_du_jour: 'Pointage du jour',
  urgence: 'Urgence, soin à donner',
  preparation: 'Préparer un accueil ou une sortie',
  protocole: 'Mettre en place ou vérifier un PAI',
  famille: 'À la demande de la famille',
} as const;
export type RaisonDeLecture = keyof typeof RAISONS;

/** Celles qu'on choisit : « pointage du jour » ne se déclare pas, il se constate. */
export const RAISONS_AU_CHOIX = ['urgence', 'preparation', 'protocole', 'famille'] as const;

export interface FaitsDeLecture {
  agent: Acteur;
  aujourdhui: Jour;
  /** Où et quand l'enfant est inscrit (réservation validée) ou venu (pointé présent). */
  venues: readonly { structureId: number; jour: Jour }[];
  /** Ce que l'agent a choisi ; null : il ouvre la page. */
  raison: string | null;
}

export type DecisionDeLecture =
  | { issue: 'lire'; raison: RaisonDeLecture }
  | { issue: 'demander' }
  | { issue: 'refuser'; raison: 'role' | 'ne_vient_pas' };

/**
 * Cet agent peut-il lire la santé de cet enfant, et à quel titre (Santé, règles 10 à 12) ? Il faut le
 * rôle, et que l'enfant vienne dans une de ses structures à trente jours près. Qui l'accueille ce
 * jour-là ouvre sans attendre ; les autres disent pourquoi.
 */
export function deciderLecture(faits: FaitsDeLecture): DecisionDeLecture {
  const { agent, aujourdhui } = faits;
  if (!peut(agent, 'consulter', { type: 'sante', structureId: null }).oui) {
    return { issue: 'refuser', raison: 'role' };
  }
  const venues = faits.venues.filter(
    ({ structureId, jour }) =>
      Math.abs(ecartJours(aujourdhui, jour)) <= FENETRE_JOURS &&
      peut(agent, 'consulter', { type: 'sante', structureId }).oui,
  );
  if (venues.length === 0) return { issue: 'refuser', raison: 'ne_vient_pas' };
  const accueille = venues.some(
    ({ structureId, jour }) =>
      jour === aujourdhui && peut(agent, 'ouvrir', { type: 'sante', structureId }).oui,
  );
  if (accueille) return { issue: 'lire', raison: 'pointage_du_jour' };
  const raison = RAISONS_AU_CHOIX.find((r) => r === faits.raison);
  return raison ? { issue: 'lire', raison } : { issue: 'demander' };
}
