import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { direFerme, direLesJours } from '../regles/jours.ts';
import { listerPrestationsAttendues } from '../requetes/jours.ts';

/** Les prestations fermées ce jour-là, et ce qui s'en dit : « fermé : grève ». */
export async function listerFermees(
  db: Db,
  structures: readonly number[] | null,
  jour: Jour,
): Promise<ReadonlyMap<number, string>> {
  const prestations = await listerPrestationsAttendues(db, structures, { du: jour, au: jour });
  return new Map(
    prestations.flatMap(({ prestationId, faits }) =>
      direLesJours(faits).flatMap((j) =>
        j.etat === 'ferme' ? [[prestationId, direFerme(j.raison)] as const] : [],
      ),
    ),
  );
}
