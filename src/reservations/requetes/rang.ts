import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Attente } from '../regles/file.ts';

/**
 * Rang montré à la famille, pour une ligne `r` de reservations : combien passent avant elle, qui
 * attendent une place qu'elle attend aussi. null hors de la liste d'attente. L'ordre est celui de
 * `ordonnerLaFile` (Liste d'attente, règle 1) ; sans critère, il n'y a que l'arrivée à comparer.
 */
export const rangDeR = sql<number | null>`
  case when r.etat = 'en_liste_attente' and not r.place_offerte then (
    select (1 + count(*))::int from file_d_attente a
      cross join (select criteres, points from file_d_attente where id = r.id offset 0) moi
    where a.jour = r.jour and a.id <> r.id
      and (a.prestation_id = r.prestation_id or exists (
        select 1 from jauges_prestations la
        join jauges_prestations lr on lr.jauge_id = la.jauge_id
        where la.prestation_id = a.prestation_id and (la.groupe_id is null or la.groupe_id = a.groupe_id)
          and lr.prestation_id = r.prestation_id and (lr.groupe_id is null or lr.groupe_id = r.groupe_id)))
      and case when a.criteres = '{}' and moi.criteres = '{}' then a.ordre_attente < r.ordre_attente
        else (a.points, -a.ordre_attente) > (moi.points, -r.ordre_attente) end)
  end`;

/** Les critères que remplit une ligne `r` de reservations, dans l'ordre de son activité ; null hors de la liste. */
export const prioritesDeR = sql<Pick<Attente, 'criteres' | 'remplis'> | null>`(
  select jsonb_build_object('criteres', f.criteres, 'remplis', f.remplis)
  from file_d_attente f where f.id = r.id)`;

/** La place sur la liste d'attente d'une réservation déjà trouvée par sa famille, et pourquoi. */
export async function chercherRang(
  db: Db,
  reservationId: number,
): Promise<(Omit<Attente, 'id' | 'ordre'> & { rang: number }) | null> {
  const { rows } = await sql<Omit<Attente, 'id' | 'ordre'> & { rang: number }>`
    select ${rangDeR} as rang, f.depuis_le as "depuisLe", f.criteres, f.remplis
    from reservations r join file_d_attente f on f.id = r.id
    where r.id = ${reservationId}`.execute(db);
  return rows[0] ?? null;
}
