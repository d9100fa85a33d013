import type { Jour } from '../../platform/jours.ts';

/** Ce que compte une case du mur : des places, un jour. */
export interface CaseDuMur {
  jour: Jour;
  /** Faux : rien n'ouvre ce jour-là. */
  ouvert: boolean;
  /** null : sans limite. */
  places: number | null;
  /** Réservations validées. */
  validees: number;
  /** Places proposées, tenues pour qui n'a pas répondu. */
  proposees: number;
  attendent: number;
}

export type EtatDeCase = 'ferme' | 'sans_limite' | 'libre' | 'presque' | 'complet' | 'sur_capacite';

/** En mots, à côté de la couleur : la couleur seule ne dit rien à tout le monde. */
export const ETATS_DE_CASE: Record<EtatDeCase, string> = {
  ferme: 'fermé',
  sans_limite: 'sans limite',
  libre: 'libre',
  presque: 'presque complet',
  complet: 'complet',
  sur_capacite: 'au-delà de la capacité',
};

/** Presque complet : il reste une place sur dix, ou une seule. */
const PRESQUE = 0.1;

/** Où en est cette case. `capacite` : ce que la salle et l'équipe accueillent ; null : pas déclarée. */
export function etatDeLaCase(c: Omit<CaseDuMur, 'jour'>, capacite: number | null): EtatDeCase {
  if (!c.ouvert) return 'ferme';
  if (c.places === null) return 'sans_limite';
  if (capacite !== null && c.places > capacite) return 'sur_capacite';
  const libres = placesLibres(c) ?? 0;
  if (libres <= 0) return 'complet';
  return libres <= Math.max(1, c.places * PRESQUE) ? 'presque' : 'libre';
}

/** Ce qui peut encore se réserver ; null : sans limite. */
export function placesLibres(c: Omit<CaseDuMur, 'jour'>): number | null {
  return c.places === null ? null : c.places - c.validees - c.proposees;
}

/** « 12 / 15 » : les validées sur les places ; « 12 » sans limite. */
export function direCompte(c: Omit<CaseDuMur, 'jour'>): string {
  return c.places === null ? String(c.validees) : `${c.validees}\u00a0/\u00a0${c.places}`;
}

/** « 1 proposée », « 3 attendent » : ce qui s'ajoute aux validées. */
export function direSuites(c: Omit<CaseDuMur, 'jour'>): string[] {
  const s = (n: number) => (n > 1 ? 's' : '');
  return [
    ...(c.proposees > 0 ? [`${c.proposees} proposée${s(c.proposees)}`] : []),
    ...(c.attendent > 0 ? [`${c.attendent} attend${c.attendent > 1 ? 'ent' : ''}`] : []),
  ];
}

/** Faut-il dire pourquoi ? Au-delà de la capacité, c'est une décision (Liste d'attente, règle 15). */
export function exigeUnMotifDePlaces(places: number, capacite: number | null): boolean {
  return capacite !== null && places > capacite;
}
