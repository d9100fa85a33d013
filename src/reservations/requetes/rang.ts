import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/**
 * Rang montré à la famille, pour une ligne `r` de reservations : combien, arrivés avant, attendent
 * une place que celle-ci attend aussi. null hors de la liste d'attente (Places, règle 8).
 */
export const rangDeR = sql<number | null>`
  case when r.etat = 'en_liste_attente' then (
    select (1 + count(*))::int from reservations a
    where a.etat = 'en_liste_attente' and a.jour = r.jour and a.ordre_attente < r.ordre_attente
      and (a.prestation_id = r.prestation_id or exists (
        select 1 from jauges_prestations la
        join jauges_prestations lr on lr.jauge_id = la.jauge_id
        where la.prestation_id = a.prestation_id and (la.groupe_id is null or la.groupe_id = a.groupe_id)
          and lr.prestation_id = r.prestation_id and (lr.groupe_id is null or lr.groupe_id = r.groupe_id))))
  end`;

/** Le rang sur la liste d'attente d'une réservation déjà trouvée par sa famille. */
export async function chercherRang(db: Db, reservationId: number): Promise<number | null> {
  const { rows } = await sql<{ rang: number | null }>`
    select ${rangDeR} as rang from reservations r where r.id = ${reservationId}`.execute(db);
  return rows[0]?.rang ?? null;
}
