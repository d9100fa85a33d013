/** Après des connexions manquées : Comptes, règles 3 à 5. Jamais de blocage définitif. */

export interface Echecs {
  nombre: number;
  dernierLe: Date;
}

export type Porte =
  | { issue: 'ouverte' }
  /** Une preuve de travail, ou, sans JavaScript, une minute d'attente. */
  | { issue: 'preuve'; secondes: number }
  | { issue: 'attendre'; secondes: number };

/** Les échecs s'oublient après une heure de calme. */
export const OUBLI_MINUTES = 60;
const SANS_PREUVE_SECONDES = 60;

/** Seuils pour un compte ; un visiteur (une box, une mairie, une école) en a dix fois plus. */
const PALIERS = [
  { echecs: 15, secondes: 15 * 60 },
  { echecs: 10, secondes: 5 * 60 },
  { echecs: 5, secondes: 30 },
] as const;
const PREUVE_DES = 3;
const FACTEUR_VISITEUR = 10;

/**
 * Peut-on essayer ? `preuve` : une preuve de travail valable accompagne l'essai.
 * Le plus sévère, du compte ou du visiteur, l'emporte.
 */
export function ouvrirLaPorte(
  compte: Echecs | null,
  visiteur: Echecs | null,
  preuve: boolean,
  maintenant: Date,
): Porte {
  const attente = Math.max(
    attendre(compte, 1, maintenant),
    attendre(visiteur, FACTEUR_VISITEUR, maintenant),
  );
  if (attente > 0) return { issue: 'attendre', secondes: attente };
  if (preuve) return { issue: 'ouverte' };
  const sansPreuve = Math.max(
    exiger(compte, 1, maintenant),
    exiger(visiteur, FACTEUR_VISITEUR, maintenant),
  );
  return sansPreuve > 0 ? { issue: 'preuve', secondes: sansPreuve } : { issue: 'ouverte' };
}

function ecoule(echecs: Echecs, maintenant: Date): number {
  return (maintenant.getTime() - echecs.dernierLe.getTime()) / 1000;
}

function attendre(echecs: Echecs | null, facteur: number, maintenant: Date): number {
  const palier = echecs && PALIERS.find((p) => echecs.nombre >= p.echecs * facteur);
  return echecs && palier
    ? Math.max(0, Math.ceil(palier.secondes - ecoule(echecs, maintenant)))
    : 0;
}

function exiger(echecs: Echecs | null, facteur: number, maintenant: Date): number {
  if (!echecs || echecs.nombre < PREUVE_DES * facteur) return 0;
  return Math.max(0, Math.ceil(SANS_PREUVE_SECONDES - ecoule(echecs, maintenant)));
}
