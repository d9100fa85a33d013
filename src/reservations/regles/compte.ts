/**
 * « 12 cases cochées, dont 2 à confirmer » : sur liste d'attente, ou hors délai. À part, et sans
 * import : le serveur l'écrit, le script du calendrier le tient à jour avec les mêmes mots.
 */
export function direCompte(cochees: number, aConfirmer: number): string {
  if (cochees === 0) return 'Aucune case cochée';
  const s = cochees > 1 ? 's' : '';
  const suite = aConfirmer > 0 ? `, dont ${aConfirmer} à confirmer` : '';
  return `${cochees} case${s} cochée${s}${suite}`;
}
