import { type Critere, EN_COURT } from '../../activites/regles/attente.ts';
import { ecrireInstant, type Fuseau } from '../../platform/instants.ts';

/** Quelqu'un qui attend, et ce qui décide de son rang. */
export interface Attente {
  id: number;
  /** Ordre d'arrivée : jamais deux fois le même. */
  ordre: number;
  /** Depuis quand il attend ; croît avec `ordre`. */
  depuisLe: Date;
  /** Les critères de son activité, du premier au dernier, et ceux qu'il remplit. */
  criteres: readonly Critere[];
  remplis: readonly Critere[];
}

/**
 * La file dans l'ordre (Liste d'attente, règles 1 et 2) : le premier critère l'emporte sur tous les
 * suivants réunis, et à égalité de critères, le premier arrivé. La vue `file_d_attente` compte de même.
 */
export function ordonnerLaFile<A extends Attente>(
  attentes: readonly A[],
): (A & { rang: number })[] {
  return [...attentes]
    .sort((a, b) => comparerPriorites(a, b) || a.ordre - b.ordre)
    .map((a, i) => ({ ...a, rang: i + 1 }));
}

type Priorite = Pick<Attente, 'criteres' | 'remplis'>;

/** Négatif : `a` passe d'abord. Deux activités qui partagent une salle se comparent critère à critère. */
export function comparerPriorites(a: Priorite, b: Priorite): number {
  const longueur = Math.max(a.criteres.length, b.criteres.length);
  for (let i = 0; i < longueur; i++) {
    const ecart = Number(remplit(b, i)) - Number(remplit(a, i));
    if (ecart !== 0) return ecart;
  }
  return 0;
}

function remplit({ criteres, remplis }: Priorite, i: number): boolean {
  const critere = criteres[i];
  return critere !== undefined && remplis.includes(critere);
}

/** « habite la commune » ; « sans priorité » si l'activité en connaît ; rien si elle n'en a pas. */
export function direPriorites({ criteres, remplis }: Priorite): string {
  if (criteres.length === 0) return '';
  const siens = criteres.filter((c) => remplis.includes(c));
  return siens.length === 0 ? 'sans priorité' : siens.map((c) => EN_COURT[c]).join(', ');
}

/** « 2e : habite la commune, demande du lundi 3 mai à 10 h 12 ». */
export function direRangEtRaison(
  a: Omit<Attente, 'id' | 'ordre'> & { rang: number },
  fuseau: Fuseau,
) {
  const arrivee = `demande du ${ecrireInstant(a.depuisLe, fuseau)}`;
  const raisons = [direPriorites(a), arrivee].filter((r) => r !== '');
  return `${direOrdinal(a.rang)} : ${raisons.join(', ')}`;
}

export function direOrdinal(rang: number): string {
  return rang === 1 ? '1er' : `${rang}e`;
}
