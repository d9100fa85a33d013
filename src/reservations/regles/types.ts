import type { DelaiDate, FaitsDelai } from '../../activites/delais/regles.ts';
import type { ModeAttente } from '../../activites/regles/attente.ts';
import type { Jour } from '../../platform/jours.ts';

export const ETATS = [
  'demandee',
  'en_liste_attente',
  'validee',
  'refusee',
  'annulee_par_famille',
  'annulee_par_centre',
] as const;
export type EtatReservation = (typeof ETATS)[number];

/** Les états qui comptent encore ; les autres sont de l'histoire. */
export const ETATS_VIVANTS = ['demandee', 'en_liste_attente', 'validee'] as const;
export type EtatVivant = (typeof ETATS_VIVANTS)[number];

export type Origine = 'portail' | 'centre';

/** Ce qu'une famille coche : une prestation, un jour. */
export interface Souhait {
  prestationId: number;
  jour: Jour;
}

export type Cycle = 'maternelle' | 'elementaire';

export interface Groupe {
  id: number;
  nom: string;
  cycle: Cycle | null;
  ageMin: number | null;
  ageMax: number | null;
}

export interface Scolarite {
  anneeScolaire: string;
  ecoleId: number;
  cycle: Cycle;
}

export interface FaitsEnfant {
  neLe: Jour;
  scolarites: readonly Scolarite[];
  /** Commune retenue par les services pour la famille ; null : à vérifier. */
  codeInsee: string | null;
}

export interface FaitsActivite {
  approbation: 'automatique' | 'agent';
  listeAttente: ModeAttente;
  ageMin: number | null;
  ageMax: number | null;
  /** Vides : toutes. */
  ecoles: readonly number[];
  communes: readonly string[];
  groupes: readonly Groupe[];
  delais: readonly DelaiDate[];
  prestations: readonly { id: number; nom: string }[];
  /** Des jours à réserver au moins dans une semaine, à partir de ce jour ; null : aucun minimum. */
  joursMin: { nombre: number; du: Jour } | null;
}

export interface FaitsPeriode {
  du: Jour;
  au: Jour;
  ouvreLe: Date;
  fermeLe: Date;
}

/** Tout ce qu'il faut pour décider, hors places : lu une fois, sans verrou. */
export interface Faits {
  enfant: FaitsEnfant;
  activite: FaitsActivite;
  periode: FaitsPeriode;
  delai: FaitsDelai;
  /** Clés des cases ouvertes (`cle`). */
  ouvertures: ReadonlySet<string>;
  /** Pourquoi un jour est fermé : « Armistice 1918 ». */
  fermetures: ReadonlyMap<Jour, string>;
  /** Réservations vivantes de l'enfant, par `cle`. */
  dejaLa: ReadonlyMap<string, EtatVivant>;
}

export const RAISONS = [
  'ferme',
  'jour_passe',
  'pas_encore_ouverte',
  'periode_close',
  'delai_passe',
  'pas_en_ligne',
  'age',
  'ecole',
  'classe_inconnue',
  'commune',
  'groupe',
  'deja_reserve',
  'complet',
  'semaine_incomplete',
] as const;
export type Raison = (typeof RAISONS)[number];

/** Pourquoi pas, et quoi faire : la phrase se montre telle quelle à la famille. */
export interface Ecart {
  raison: Raison;
  phrase: string;
}

export function cle({ prestationId, jour }: Souhait): string {
  return `${prestationId}:${jour}`;
}
