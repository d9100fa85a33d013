import type { Jour } from '../../platform/jours.ts';
import { sansAccent } from '../../platform/mots.ts';

export const QUALITES = ['mere', 'pere', 'tuteur', 'autre'] as const;
export type Qualite = (typeof QUALITES)[number];

export const DIRE_QUALITE: Record<Qualite, string> = {
  mere: 'Mère',
  pere: 'Père',
  tuteur: 'Tuteur ou tutrice',
  autre: 'Autre adulte',
};

export const CIVILITES = ['', 'Mme', 'M.'] as const;
export type Civilite = (typeof CIVILITES)[number];

/** Un adulte à inscrire dans un dossier ; ce qu'on ignore est vide, le courriel null. */
export interface AdulteNouveau {
  civilite: Civilite;
  prenom: string;
  nom: string;
  qualite: Qualite;
  courriel: string | null;
  telephone: string;
  portable: string;
  adresse: string;
  codePostal: string;
  commune: string;
}

export interface EnfantNouveau {
  prenom: string;
  nom: string;
  neLe: Jour;
  /** Sa classe de l'année en cours, si elle est connue. */
  classeId: number | null;
}

export interface DossierNouveau {
  nom: string;
  /** La commune retenue pour les droits ; null : à préciser. */
  codeInsee: string | null;
  adultes: readonly AdulteNouveau[];
  enfants: readonly EnfantNouveau[];
}

/** Qui est le même enfant : mêmes mots, sans accent ni trait d'union, né le même jour. */
export function cleDEnfant(enfant: { prenom: string; nom: string; neLe: Jour }): string {
  const mots = (texte: string) =>
    sansAccent(texte)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return `${mots(enfant.prenom)}|${mots(enfant.nom)}|${enfant.neLe}`;
}
