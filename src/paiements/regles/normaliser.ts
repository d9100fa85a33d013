/** Un euro : en dessous, PayFiP refuse (M3). */
export const MINIMUM_CENTIMES = 100;

/** L'objet montré au Trésor : lettres sans accent, chiffres, espaces ; cent caractères. */
export function normaliserObjet(texte: string): string {
  return texte
    .replace(/œ/g, 'oe')
    .replace(/Œ/g, 'OE')
    .replace(/æ/g, 'ae')
    .replace(/Æ/g, 'AE')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[-–—_/'’]/g, ' ')
    .replace(/[^A-Za-z0-9\s]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100)
    .trim();
}

/**
 * La référence qui se lit sur les relevés du Trésor : régie, exercice, facture (ou panier), tentative.
 * Jamais deux fois la même : la tentative la termine.
 */
export function ecrireReference(r: {
  codeRegie: string;
  exercice: number;
  /** Numéro de la facture ; null : plusieurs factures ensemble. */
  numero: number | null;
  rang: number;
}): string {
  const quoi = r.numero === null ? 'B' : `F${String(r.numero).padStart(6, '0')}`;
  return `${r.codeRegie}${r.exercice}${quoi}T${r.rang}`;
}

/** Une adresse que PayFiP accepte : de 6 à 80 caractères, une arobase, un point dans le domaine. */
export function courrielAccepte(saisie: string): boolean {
  return saisie.length >= 6 && saisie.length <= 80 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(saisie);
}
