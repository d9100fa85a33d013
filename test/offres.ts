import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';

/** Une offre, telle que la base la dit. */
export interface OffreEnBase {
  id: number;
  issue: string | null;
  faiteLe: Date;
  expireLe: Date;
  enfants: number[];
}

export async function lireOffres(db: Db): Promise<OffreEnBase[]> {
  const { rows } = await sql<OffreEnBase>`
    select o.id, o.issue, o.faite_le as "faiteLe", o.expire_le as "expireLe",
      array_agg(r.enfant_id order by r.enfant_id) as enfants
    from offres_de_place o join reservations r on r.offre_id = o.id
    group by o.id order by o.id`.execute(db);
  return rows;
}

/** Les jetons des liens « J'accepte » envoyés, du plus ancien au plus récent. */
export async function lireJetons(db: Db): Promise<string[]> {
  const { rows } = await sql<{ texte: string }>`
    select texte from courriels where texte like '%/place/%' order by id`.execute(db);
  return rows.map(({ texte }) => /\/place\/([\w-]+)\/accepter/.exec(texte)?.[1] ?? '');
}

/** Ce qui ne doit jamais arriver aux places ; vide si tout va bien. */
export async function listerAnomalies(db: Db): Promise<string[]> {
  const { rows } = await sql<{ anomalie: string }>`
    select 'plus de prises que de places, jauge ' || jauge_id || ' le ' || jour as anomalie
    from places where prises > places
    union all
    select 'offre ouverte sans réservation qui tienne une place, ' || o.id
    from offres_de_place o where o.issue is null
      and not exists (select from reservations r where r.offre_id = o.id and r.place_offerte)
    union all
    select 'place tenue par une offre close, réservation ' || r.id
    from reservations r join offres_de_place o on o.id = r.offre_id
    where r.place_offerte and o.issue is not null`.execute(db);
  return rows.map((r) => r.anomalie);
}
