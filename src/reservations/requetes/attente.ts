import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Attente } from '../regles/calendrier-saisie.ts';

/** Combien attendent, par jour, prestation et groupe : pour montrer un rang, jamais pour décider. */
export async function compterAttente(
  db: Db,
  prestations: readonly number[],
  du: Jour,
  au: Jour,
): Promise<Attente[]> {
  if (prestations.length === 0) return [];
  const { rows } = await sql<Attente>`
    select jour, prestation_id as "prestationId", groupe_id as "groupeId", count(*)::int as nombre
    from reservations
    where etat = 'en_liste_attente' and prestation_id = any(${prestations}::int[])
      and jour between ${du} and ${au}
    group by jour, prestation_id, groupe_id
    order by jour, min(ordre_attente)`.execute(db);
  return rows;
}
