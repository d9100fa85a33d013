import { motsDeRecherche } from './famille.ts';

/** Ce qu'un agent a tapé, et par où le chercher ; vide : rien à chercher par là. */
export interface Recherche {
  /** Chaque mot commence un nom ou un prénom. */
  mots: string[];
  /** Le début d'un numéro, chiffres seuls. */
  telephone: string;
  /** Le début d'une adresse électronique ou d'un identifiant, en minuscules. */
  acces: string;
}

const CHIFFRES_AU_MOINS = 4;
const LETTRES_AU_MOINS = 3;

/**
 * Comprend ce qui est tapé (Familles, règle 20) : « dup leo » cherche des noms, « 06 12 34 » un
 * téléphone, « claire@ » une adresse, « claire.martin » un identifiant. « +33 6… » devient « 06… ».
 */
export function comprendre(texte: string): Recherche {
  const brut = texte.replace(/\0/g, '').trim().toLowerCase();
  const compact = brut.replace(/[\s.\-/()]/g, '').replace(/^(?:\+|00)33/, '0');
  const telephone = /^\d+$/.test(compact) && compact.length >= CHIFFRES_AU_MOINS ? compact : '';
  const acces = !/\s/.test(brut) && brut.length >= LETTRES_AU_MOINS && telephone === '' ? brut : '';
  // Une adresse entière découpée en mots trouverait toutes les « claire » : elle ne se cherche qu'entière.
  const mots = telephone !== '' || brut.includes('@') ? [] : motsDeRecherche(brut);
  return { mots, telephone, acces };
}

export function chercheQuelqueChose({ mots, telephone, acces }: Recherche): boolean {
  return mots.length > 0 || telephone !== '' || acces !== '';
}
