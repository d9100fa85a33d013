import type { JourDeLaSemaine } from '../../platform/jours.ts';
import type { CaseDeSemaine } from './semaine.ts';

/** Ce qu'un enfant a réservé d'une prestation, un jour de la semaine, et combien de fois elle ouvrait. */
export interface Habitude {
  enfantId: number;
  prestationId: number;
  jour: JourDeLaSemaine;
  reserves: number;
  ouverts: number;
}

/** Une fois sur deux au moins, sur quatre semaines au moins : c'est une habitude (règle 3). */
export function deduireDesHabitudes(habitudes: readonly Habitude[]): CaseDeSemaine[] {
  return habitudes
    .filter(({ reserves, ouverts }) => ouverts >= 4 && reserves * 2 >= ouverts)
    .map(({ enfantId, prestationId, jour }) => ({
      enfantId,
      prestationId,
      jour,
      semaines: 'toutes',
    }));
}
