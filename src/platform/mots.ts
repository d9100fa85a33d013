/** « lundi 3 mai » ouvre une phrase : « Lundi 3 mai ». */
export function majuscule(texte: string): string {
  return texte.charAt(0).toUpperCase() + texte.slice(1);
}
