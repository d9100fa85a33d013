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
/**
 * Liens demandés (oubli, activation) par un visiteur, dans l'heure : large, une école entière peut
 * s'activer derrière une seule adresse (Comptes, règle 10).
 */
export const LIENS_PAR_VISITEUR = 50;
const SANS_PREUVE_SECONDES = 60;

interface Seuils {
  preuveDes: number;
  /** Du plus sévère au plus léger. */
  paliers: readonly { echecs: number; secondes: number }[];
}

const COMPTE: Seuils = {
  preuveDes: 3,
  paliers: [
    { echecs: 15, secondes: 15 * 60 },
    { echecs: 10, secondes: 5 * 60 },
    { echecs: 5, secondes: 30 },
  ],
};
/**
 * Un visiteur peut être une mairie, une école, tout un quartier derrière une seule adresse : dix
 * fois plus d'essais, et jamais plus de trente secondes, pour ne pas punir le voisin.
 */
const VISITEUR: Seuils = { preuveDes: 30, paliers: [{ echecs: 50, secondes: 30 }] };

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
    attendre(compte, COMPTE, maintenant),
    attendre(visiteur, VISITEUR, maintenant),
  );
  if (attente > 0) return { issue: 'attendre', secondes: attente };
  if (preuve) return { issue: 'ouverte' };
  const sansPreuve = Math.max(
    exiger(compte, COMPTE, maintenant),
    exiger(visiteur, VISITEUR, maintenant),
  );
  return sansPreuve > 0 ? { issue: 'preuve', secondes: sansPreuve } : { issue: 'ouverte' };
}

function ecoule(echecs: Echecs, maintenant: Date): number {
  return (maintenant.getTime() - echecs.dernierLe.getTime()) / 1000;
}

function attendre(echecs: Echecs | null, seuils: Seuils, maintenant: Date): number {
  const palier = echecs && seuils.paliers.find((p) => echecs.nombre >= p.echecs);
  return echecs && palier ? reste(palier.secondes, ecoule(echecs, maintenant)) : 0;
}

function exiger(echecs: Echecs | null, seuils: Seuils, maintenant: Date): number {
  if (!echecs || echecs.nombre < seuils.preuveDes) return 0;
  return reste(SANS_PREUVE_SECONDES, ecoule(echecs, maintenant));
}

/** Écrit à l'endroit : une date invalide fait attendre. */
function reste(secondes: number, passees: number): number {
  return passees >= secondes ? 0 : Math.ceil(secondes - (passees || 0));
}

/** Les échecs qui comptent encore, ou null. */
export function echecsRetenus(echecs: Echecs | null, maintenant: Date): Echecs | null {
  return echecs && ecoule(echecs, maintenant) < OUBLI_MINUTES * 60 ? echecs : null;
}

/** « 30 secondes », « 15 minutes », avec l'espace insécable. */
export function direAttente(secondes: number): string {
  if (secondes < 90) return `${secondes}\u00a0seconde${secondes > 1 ? 's' : ''}`;
  return `${Math.ceil(secondes / 60)}\u00a0minutes`;
}
