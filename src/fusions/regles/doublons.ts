import { ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';

/** Ce qui rapproche deux dossiers (Fusions, règle 1). */
export type Indice =
  | { genre: 'enfant'; prenom: string; nom: string; neLe: Jour }
  | { genre: 'portable'; numero: string };

export interface DossierEnPaire {
  id: number;
  nom: string;
  commune: string | null;
  adultes: string[];
  enfants: string[];
}

export interface Paire {
  premiere: DossierEnPaire;
  seconde: DossierEnPaire;
  indices: Indice[];
}

/** Ce que l'agent vérifie, en une ligne. */
export function direIndice(indice: Indice): string {
  return indice.genre === 'enfant'
    ? `${indice.prenom} ${indice.nom}, naissance le ${ecrireJourEnChiffres(indice.neLe)}, est dans les deux`
    : `Deux adultes ont le même portable, ${indice.numero}`;
}
