/** « lundi 3 mai » ouvre une phrase : « Lundi 3 mai ». */
export function majuscule(texte: string): string {
  return texte.charAt(0).toUpperCase() + texte.slice(1);
}

/** En minuscules, sans accent ni ligature : pour comparer, jamais pour écrire. */
export function sansAccent(texte: string): string {
  return texte
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
}
