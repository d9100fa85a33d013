import type { Jour } from '../../platform/jours.ts';

export const GENRES = [
  'fermeture',
  'greve',
  'enseignant_absent',
  'sortie_scolaire',
  'autre',
] as const;
export type Genre = (typeof GENRES)[number];

export const DECISIONS = ['annuler', 'garder'] as const;
export type Decision = (typeof DECISIONS)[number];

export const FACTURATIONS = ['aucune', 'premier_jour', 'tous'] as const;
export type Facturation = (typeof FACTURATIONS)[number];

export type EtatDeclaration = 'brouillon' | 'en_cours' | 'prete' | 'envoyee' | 'annulee';

/** Ce qu'un agent décide : de quoi il s'agit, ce que deviennent les réservations, ce qui se paie. */
export interface Choix {
  genre: Genre;
  decision: Decision;
  facturation: Facturation;
}

/** Une réservation vivante qu'une déclaration couvre (Fermetures, règle 1). */
export interface Touchee {
  id: number;
  enfantId: number;
  jour: Jour;
  etat: 'demandee' | 'en_liste_attente' | 'validee';
  /** Pointée présente ce jour-là. */
  venue: boolean;
}
