import {
  ecrireInstant,
  type Fuseau,
  type Heure,
  heureLocale,
  instantLocal,
  jourLocal,
} from '../../platform/instants.ts';
import { ajouterJours } from '../../platform/jours.ts';

/** La nuit, rien ne part et rien n'expire (Liste d'attente, règle 9). */
const SOIR: Heure = '21:00';
const MATIN: Heure = '08:00';
/** Une échéance qui tombe la nuit attend que l'on ait lu ses courriels. */
const REPRISE: Heure = '10:00';
/** Moins d'une heure pour répondre n'est pas une proposition. */
const AU_MOINS_MS = 3_600_000;
const HEURE_MS = 3_600_000;

/** Entre 21 h et 8 h, dans le fuseau de la collectivité. */
export function estLaNuit(instant: Date, fuseau: Fuseau): boolean {
  const heure = heureLocale(instant, fuseau);
  return heure >= SOIR || heure < MATIN;
}

/** Le prochain matin à cette heure, si l'instant est la nuit ; sinon l'instant. */
function passerLaNuit(instant: Date, heure: Heure, fuseau: Fuseau): Date {
  if (!estLaNuit(instant, fuseau)) return instant;
  const jour = jourLocal(instant, fuseau);
  const matin = heureLocale(instant, fuseau) < MATIN ? jour : ajouterJours(jour, 1);
  return instantLocal(matin, heure, fuseau);
}

/** Le soir d'avant, si l'instant est la nuit ; sinon l'instant. */
function avantLaNuit(instant: Date, fuseau: Fuseau): Date {
  if (!estLaNuit(instant, fuseau)) return instant;
  const jour = jourLocal(instant, fuseau);
  const soir = heureLocale(instant, fuseau) < MATIN ? ajouterJours(jour, -1) : jour;
  return instantLocal(soir, SOIR, fuseau);
}

export interface Echeance {
  /** La lettre part. */
  annonceLe: Date;
  /** La place est rendue si personne n'a répondu. */
  expireLe: Date;
}

/**
 * Quand part la lettre d'une offre, et jusqu'à quand elle tient ; null : il ne reste pas une heure
 * pour répondre avant `limite`, un agent appelle (Liste d'attente, règles 8 et 9).
 */
export function deciderEcheance(
  maintenant: Date,
  { heures, limite, fuseau }: { heures: number; limite: Date; fuseau: Fuseau },
): Echeance | null {
  const annonceLe = passerLaNuit(maintenant, MATIN, fuseau);
  const voulue = passerLaNuit(new Date(annonceLe.getTime() + heures * HEURE_MS), REPRISE, fuseau);
  const expireLe = voulue <= limite ? voulue : avantLaNuit(limite, fuseau);
  return expireLe.getTime() - annonceLe.getTime() >= AU_MOINS_MS ? { annonceLe, expireLe } : null;
}

export const ISSUES = ['acceptee', 'laissee', 'expiree', 'retiree'] as const;
export type Issue = (typeof ISSUES)[number];

export type Reponse = 'accepter' | 'laisser';

export type DecisionReponse =
  | { issue: 'possible' }
  /** La même phrase pour tous les liens qui ne servent plus : elle dit ce qui s'est passé. */
  | { issue: 'trop_tard'; phrase: string };

/** Peut-on encore répondre à cette offre ? Positif jusqu'à l'échéance comprise. */
export function deciderReponse(
  offre: { issue: Issue | null; expireLe: Date },
  maintenant: Date,
  fuseau: Fuseau,
): DecisionReponse {
  if (offre.issue === null && maintenant <= offre.expireLe) return { issue: 'possible' };
  switch (offre.issue) {
    case 'acceptee':
      return { issue: 'trop_tard', phrase: 'Vous avez accepté cette place : elle est à vous.' };
    case 'laissee':
      return { issue: 'trop_tard', phrase: 'Vous avez laissé cette place à une autre famille.' };
    case 'retiree':
      return {
        issue: 'trop_tard',
        phrase: 'Cette proposition ne tient plus : la demande a changé depuis.',
      };
    case 'expiree':
    case null:
      return {
        issue: 'trop_tard',
        phrase: `Il fallait répondre avant le ${ecrireInstant(offre.expireLe, fuseau)} : la place est proposée à une autre famille.`,
      };
  }
}
