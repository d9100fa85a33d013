import type { Db } from '../../platform/db.ts';
import { type Jour, lePlusTard } from '../../platform/jours.ts';
import { deduireDesHabitudes } from '../regles/habitudes.ts';
import type { SemaineType } from '../regles/semaine.ts';
import { listerHabitudes } from '../requetes/grille.ts';
import { chercherSemaine } from '../requetes/semaines.ts';
import { type Grille, seulementDeLaGrille } from './lire-grille.ts';

/** D'où vient ce que la grille montre coché. */
export type Source = 'enregistree' | 'deduite' | 'an_dernier' | 'vide';

export interface SemaineProposee extends SemaineType {
  source: Source;
}

/**
 * La semaine à montrer (règle 3) : celle de l'année ; sinon ce que les réservations en disent ; sinon
 * celle de l'an dernier, ou ce que ses réservations en disaient. Un à quatre ordres.
 */
export async function proposerSemaine(
  db: Db,
  familles: readonly number[],
  grille: Grille,
): Promise<SemaineProposee> {
  const { bornes, annee } = grille;
  const enregistree = await chercherSemaine(db, familles, annee);
  if (enregistree) {
    const du = lePlusTard(enregistree.du, bornes.du);
    return { ...garder(grille, enregistree), ...bornes, du, source: 'enregistree' };
  }
  const deduite = await deduire(db, grille, bornes);
  if (deduite.cases.length > 0) return { ...deduite, ...bornes, source: 'deduite' };
  const anDernier = await semaineDe(db, familles, grille, anneeDAvant(annee));
  const source = anDernier.cases.length > 0 ? 'an_dernier' : 'vide';
  return { ...anDernier, ...bornes, source };
}

async function semaineDe(
  db: Db,
  familles: readonly number[],
  grille: Grille,
  annee: string,
): Promise<Pick<SemaineType, 'cycle' | 'cases'>> {
  const ecrite = await chercherSemaine(db, familles, annee);
  if (ecrite) return garder(grille, ecrite);
  return deduire(db, grille, { du: `${annee.slice(0, 4)}-09-01`, au: `${annee.slice(5)}-08-31` });
}

async function deduire(
  db: Db,
  grille: Grille,
  entre: { du: Jour; au: Jour },
): Promise<Pick<SemaineType, 'cycle' | 'cases'>> {
  const habitudes = await listerHabitudes(
    db,
    grille.enfants.map((e) => e.id),
    grille.lignes.map((l) => l.prestationId),
    entre,
  );
  return garder(grille, { cycle: 'chaque_semaine', cases: deduireDesHabitudes(habitudes) });
}

function garder(grille: Grille, { cycle, cases }: Pick<SemaineType, 'cycle' | 'cases'>) {
  return { cycle, cases: seulementDeLaGrille(grille, cases) };
}

/** « 2026-2027 » → « 2025-2026 » */
export function anneeDAvant(annee: string): string {
  const debut = Number(annee.slice(0, 4));
  return `${debut - 1}-${debut}`;
}
