import type { Ctx } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import type { Actualite } from '../regles/actualite.ts';
import { listerEnLigne } from '../requetes/actualites.ts';

const MONTREES = 5;

/** Ce que montrent aujourd'hui les pages d'accueil, en un ordre. */
export function lireActualites({
  db,
  clock,
  commune,
}: Pick<Ctx, 'db' | 'clock' | 'commune'>): Promise<(Actualite & { id: number })[]> {
  return listerEnLigne(db, jourLocal(clock.now(), commune.fuseau), MONTREES);
}
