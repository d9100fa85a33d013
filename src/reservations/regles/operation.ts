import { ecrireJour, type Jour } from '../../platform/jours.ts';
import type { EtatVivant, Raison } from './types.ts';

/** « Annuler l'opération » reste possible dix minutes (Semaine type, règle 9). */
export const DELAI_POUR_DEFAIRE_MS = 10 * 60_000;

export type IssueDOperation = EtatVivant | 'retiree' | 'ecartee';

/** Des jours d'un même enfant et d'une même prestation, qui ont eu le même sort. */
export interface LigneDOperation {
  enfantId: number;
  enfant: string;
  activite: string;
  prestation: string;
  issue: IssueDOperation;
  /** Pourquoi ces jours sont écartés ; vide sinon. */
  phrase: string;
  raison: Raison | null;
  jours: Jour[];
}

/** Ce que le reçu atteste : qui, quand, quels jours. Figé et signé. */
export interface ContenuDOperation {
  par: string;
  /** ISO 8601, en temps universel. */
  le: string;
  lignes: LigneDOperation[];
}

export type JourDOperation = Omit<LigneDOperation, 'jours'> & { jour: Jour };

/** Range les jours d'une opération par enfant, activité, prestation et sort, dans l'ordre donné. */
export function rangerLesJours(jours: readonly JourDOperation[]): LigneDOperation[] {
  const groupes = Map.groupBy(jours, (j) =>
    [j.enfantId, j.activite, j.prestation, j.issue, j.phrase].join('\u0000'),
  );
  return [...groupes.values()].flatMap((siens) => {
    const [premier] = siens;
    if (!premier) return [];
    const { jour: _, ...commun } = premier;
    return [{ ...commun, jours: siens.map((j) => j.jour).sort() }];
  });
}

export type DecisionDefaire =
  | { possible: true; jusqua: Date }
  | { possible: false; phrase: string };

export function peutDefaire(
  operation: { faiteLe: Date; defaiteLe: Date | null },
  maintenant: Date,
): DecisionDefaire {
  if (operation.defaiteLe !== null)
    return { possible: false, phrase: 'Cette opération est déjà annulée.' };
  const jusqua = new Date(operation.faiteLe.getTime() + DELAI_POUR_DEFAIRE_MS);
  return maintenant < jusqua
    ? { possible: true, jusqua }
    : {
        possible: false,
        phrase:
          'Les dix minutes sont passées : annulez jour par jour depuis « Inscriptions », ou changez la semaine type.',
      };
}

const MOTS: Record<IssueDOperation, (n: number) => string> = {
  validee: (n) => `${n} réservé${n > 1 ? 's' : ''}`,
  demandee: (n) => `${n} en attente de réponse`,
  en_liste_attente: (n) => `${n} sur liste d’attente`,
  retiree: (n) => `${n} retiré${n > 1 ? 's' : ''}`,
  ecartee: (n) => `${n} écarté${n > 1 ? 's' : ''}`,
};

/** « 36 réservés, 4 retirés » ; « rien » si l'opération ne change rien. */
export function direBilan(lignes: readonly LigneDOperation[]): string {
  const issues = ['validee', 'demandee', 'en_liste_attente', 'retiree', 'ecartee'] as const;
  const parts = issues.flatMap((issue) => {
    const n = compterJours(lignes, issue);
    return n > 0 ? [MOTS[issue](n)] : [];
  });
  return parts.join(', ') || 'rien';
}

export function compterJours(lignes: readonly LigneDOperation[], issue: IssueDOperation): number {
  return lignes.reduce((n, l) => (l.issue === issue ? n + l.jours.length : n), 0);
}

/** « lundi 4 janvier, mardi 5 janvier » ; au-delà de six, « 144 jours, du lundi 30 novembre au … ». */
export function direJours(jours: readonly Jour[]): string {
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (!premier || !dernier) return '';
  if (jours.length <= 6) return jours.map((j) => ecrireJour(j)).join(', ');
  return `${jours.length} jours, du ${ecrireJour(premier)} au ${ecrireJour(dernier, { annee: true })}`;
}

/** Le titre de chaque sort, dans l'ordre où l'on veut les lire. */
export const TITRES: Record<IssueDOperation, string> = {
  validee: 'Réservé',
  demandee: 'En attente de réponse',
  en_liste_attente: 'Sur liste d’attente',
  retiree: 'Retiré',
  ecartee: 'Non retenu',
};
