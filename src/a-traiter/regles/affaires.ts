/** Ce qui attend un agent, et ce qui presse le plus (docs/regles/a-traiter.md). */
import type { Acteur } from '../../comptes/regles/droits.ts';
import { peut } from '../../comptes/regles/droits.ts';
import type { Jour } from '../../platform/jours.ts';

export const GENRES = ['demande', 'message', 'information', 'contestation'] as const;
export type Genre = (typeof GENRES)[number];

export const DIRE_GENRES: Readonly<Record<Genre, { un: string; plusieurs: string }>> = {
  demande: { un: 'Demande', plusieurs: 'Demandes' },
  message: { un: 'Message', plusieurs: 'Messages' },
  information: { un: 'Information modifiée', plusieurs: 'Informations modifiées' },
  contestation: { un: 'Contestation', plusieurs: 'Contestations' },
};

/**
 * Jours laissés pour répondre, à compter de la réception (règle 2). Une demande n'en a pas : elle se
 * décide avant le premier jour demandé.
 */
export const JOURS_POUR_REPONDRE: Readonly<Record<Exclude<Genre, 'demande'>, number>> = {
  message: 2,
  information: 7,
  contestation: 7,
};

/** Les genres d'affaires que cet agent traite (règle 1). */
export function genresDe(agent: Acteur): Genre[] {
  const ouvre: Record<Genre, boolean> = {
    demande: peut(agent, 'lire', { type: 'demande', structureId: null }).oui,
    message: peut(agent, 'lire', { type: 'message', structureId: null }).oui,
    information: peut(agent, 'tenir', { type: 'famille', structureId: null }).oui,
    contestation: peut(agent, 'facturer', { type: 'regie', structureId: null }).oui,
  };
  return GENRES.filter((genre) => ouvre[genre]);
}

export type Urgence = 'passee' | 'aujourdhui' | 'a_venir';

/** Ce que dit l'échéance, le jour où on la lit (règle 3). */
export function urgenceDe(echeance: Jour, aujourdhui: Jour): Urgence {
  if (echeance < aujourdhui) return 'passee';
  return echeance === aujourdhui ? 'aujourdhui' : 'a_venir';
}
