import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Attente } from '../regles/file.ts';
import type { LienJauge } from '../regles/jauges.ts';
import type { PlacesDuJour } from '../regles/places.ts';

/**
 * Les liens entre prestations et jauges, jusqu'à deux pas de ces prestations : leurs jauges, ce qui
 * y prend aussi, et les jauges de ceux-là. C'est tout ce qu'une place rendue peut toucher.
 */
export async function listerLiensJauges(
  db: Db,
  prestations: readonly number[],
): Promise<LienJauge[]> {
  const { rows } = await sql<LienJauge>`
    select l.jauge_id as "jaugeId", l.prestation_id as "prestationId", l.groupe_id as "groupeId"
    from jauges_prestations l
    where l.prestation_id in (
      select voisine.prestation_id from jauges_prestations mienne
      join jauges_prestations voisine using (jauge_id)
      where mienne.prestation_id = any(${prestations}::int[]))`.execute(db);
  return rows;
}

/** Verrouille les places, toujours dans le même ordre : deux demandes ne peuvent pas s'attendre l'une l'autre. */
export async function verrouillerPlaces(
  tx: Tx,
  jauges: readonly number[],
  jours: readonly Jour[],
): Promise<PlacesDuJour[]> {
  if (jauges.length === 0 || jours.length === 0) return [];
  const { rows } = await sql<PlacesDuJour>`
    select jauge_id as "jaugeId", jour, places, prises from places
    where jauge_id = any(${jauges}::int[]) and jour = any(${jours}::date[])
    order by jauge_id, jour
    for update`.execute(tx);
  return rows;
}

/** Les mêmes, sans verrou : pour montrer, jamais pour décider. */
export async function lirePlaces(
  db: Db,
  jauges: readonly number[],
  du: Jour,
  au: Jour,
): Promise<PlacesDuJour[]> {
  if (jauges.length === 0) return [];
  const { rows } = await sql<PlacesDuJour>`
    select jauge_id as "jaugeId", jour, places, prises from places
    where jauge_id = any(${jauges}::int[]) and jour between ${du} and ${au}`.execute(db);
  return rows;
}

/** Quelqu'un de la file, tel que la base le connaît. */
export interface EnFile extends Attente {
  jour: Jour;
  prestationId: number;
  groupeId: number | null;
}

/** La file de ces prestations, ces jours-là, à mettre dans l'ordre par `ordonnerLaFile`. */
export async function listerFile(
  db: Db,
  prestations: readonly number[],
  jours: readonly Jour[],
): Promise<EnFile[]> {
  if (prestations.length === 0 || jours.length === 0) return [];
  const { rows } = await sql<EnFile>`
    select id, jour, prestation_id as "prestationId", groupe_id as "groupeId",
      ordre_attente as ordre, depuis_le as "depuisLe", criteres, remplis
    from file_d_attente
    where prestation_id = any(${prestations}::int[]) and jour = any(${jours}::date[])`.execute(db);
  return rows;
}
