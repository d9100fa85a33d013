import { ageAu, ajouterMois, ecartJours, type Jour } from '../../platform/jours.ts';

/** L'âge comme on le dit : « 7 ans », « 1 an », « 8 mois » avant le premier anniversaire. */
export function direAge(neLe: Jour, jour: Jour): string {
  const ans = ageAu(neLe, jour);
  if (ans >= 1) return ans === 1 ? '1 an' : `${ans} ans`;
  if (ecartJours(neLe, jour) < 0) return 'à naître';
  let mois = 0;
  while (ecartJours(ajouterMois(neLe, mois + 1), jour) >= 0) mois++;
  return mois === 0 ? 'moins d’un mois' : `${mois} mois`;
}

/** « 2026-2027 » donne « 2027-2028 ». */
export function anneeSuivante(annee: string): string {
  const debut = Number(annee.slice(0, 4)) + 1;
  return `${debut}-${debut + 1}`;
}

const MOTS_AU_PLUS = 5;

/**
 * Les mots d'une recherche, sans accent ni majuscule : « Lœïc O’Brien » donne loeic, o, brien.
 * La fonction `mots_de_recherche` de la base en fait autant des noms : un test les compare.
 */
export function motsDeRecherche(texte: string): string[] {
  const simple = texte
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[øłđ]/g, (lettre) => ({ ø: 'o', ł: 'l' })[lettre] ?? 'd');
  const mots = simple.split(/[^a-z0-9]+/).filter(Boolean);
  return [...new Set(mots)].slice(0, MOTS_AU_PLUS);
}

/** La commune écrite par l'adulte n'est pas celle que les services ont retenue pour la famille. */
export function communeAVerifier(declaree: string, retenue: string | null): boolean {
  if (declaree === '') return false;
  if (retenue === null) return true;
  return nomDeCommune(declaree) !== nomDeCommune(retenue);
}

export function nomDeCommune(nom: string): string {
  return nom
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .split(/[^a-z0-9]+/)
    .map((mot) => (mot === 'st' ? 'saint' : mot === 'ste' ? 'sainte' : mot))
    .join(' ')
    .trim();
}
