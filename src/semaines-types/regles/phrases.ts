import type { Jour } from '../../platform/jours.ts';
import type { GenreDException } from './comparer.ts';

/** Un jour de l'aperçu qui ne se passe pas comme la semaine type le voudrait. */
export interface JourAPart {
  jour: Jour;
  enfant: string;
  prestation: string;
  /** « n° 2 » ; vide le plus souvent. */
  precision: string;
}

export interface GroupeAPart {
  titre: string;
  quoiFaire: string;
  jours: JourAPart[];
}

const jours = (n: number) => `${n} jour${n > 1 ? 's' : ''}`;

/** « 3 jours complets : liste d'attente, n° 2 à 5 » */
export function titreComplets(n: number, rangs: readonly number[]): string {
  const [petit, grand] = [Math.min(...rangs), Math.max(...rangs)];
  const rang =
    rangs.length === 0
      ? ''
      : petit === grand
        ? `, n°\u00a0${petit}`
        : `, n°\u00a0${petit} à ${grand}`;
  return `${jours(n)} complet${n > 1 ? 's' : ''} : liste d’attente${rang}`;
}

export function titreADecider(n: number): string {
  return `${jours(n)} que le centre doit confirmer`;
}

export function titreEcartes(n: number, phrase: string): string {
  return `${jours(n)} : ${phrase}`;
}

export function titreRetenus(n: number, phrase: string): string {
  return `${jours(n)} à garder : ${phrase}`;
}

export const COMPLETS_QUOI_FAIRE =
  'En réservant, vous prenez rang : une place libérée vous sera donnée ou proposée. Rien n’est dû d’ici là.';
export const A_DECIDER_QUOI_FAIRE = 'Vous recevrez un courriel quand le centre aura répondu.';
export const RETENUS_QUOI_FAIRE =
  'Ces jours restent réservés. Si l’enfant ne vient pas, prévenez le centre.';

const EXCEPTIONS: Record<GenreDException, { titre: (n: number) => string; quoiFaire: string }> = {
  absent: {
    titre: (n) =>
      `${jours(n)} laissé${n > 1 ? 's' : ''} libre${n > 1 ? 's' : ''} : vous l’aviez annulé`,
    quoiFaire: 'Vous changez d’avis ? Réservez ce jour depuis le calendrier.',
  },
  refusee: {
    titre: (n) => `${jours(n)} refusé${n > 1 ? 's' : ''} par le centre`,
    quoiFaire: 'La semaine type ne redemande pas ce qui a été refusé. Écrivez au centre si besoin.',
  },
  annulee_par_centre: {
    titre: (n) => `${jours(n)} annulé${n > 1 ? 's' : ''} par le centre`,
    quoiFaire: 'La semaine type ne redemande pas ces jours. Écrivez au centre si besoin.',
  },
  en_plus: {
    titre: (n) => `${jours(n)} réservé${n > 1 ? 's' : ''} à part, gardé${n > 1 ? 's' : ''}`,
    quoiFaire: 'Pour en retirer un, annulez-le depuis « Inscriptions ».',
  },
};

export function direException(genre: GenreDException, n: number): Omit<GroupeAPart, 'jours'> {
  const { titre, quoiFaire: suite } = EXCEPTIONS[genre];
  return { titre: titre(n), quoiFaire: suite };
}

/** « +36 jours, −4 » avec le vrai signe moins ; « rien ne change » s'il n'y a ni l'un ni l'autre. */
export function direDifference(plus: number, moins: number): string {
  const [premier, ...suite] = [plus > 0 ? `+${plus}` : '', moins > 0 ? `−${moins}` : ''].filter(
    Boolean,
  );
  if (!premier) return 'rien ne change';
  const mot = Math.abs(plus || moins) > 1 ? 'jours' : 'jour';
  return [`${premier} ${mot}`, ...suite].join(', ');
}
