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

/** Une ligne `f` de `file_d_attente` : la prestation ouvre ce jour-là, et rien ne l'a fermée depuis. */
export const estOuvert = sql<boolean>`(
  exists (select from ouvertures o where o.prestation_id = f.prestation_id and o.jour = f.jour)
  and not exists (
    select from fermetures x join activites a on a.id = f.activite_id
    where f.jour between x.du and x.au and (x.activite_id = a.id or (x.activite_id is null
      and (x.structure_id is null or x.structure_id = a.structure_id))))
  and not exists (
    select from jours_declares x
    where x.prestation_id = f.prestation_id and x.jour = f.jour and x.decision = 'annuler'
      and (x.classe_id is null or exists (select from scolarites s where s.enfant_id = f.enfant_id
        and s.classe_id = x.classe_id and s.annee_scolaire = annee_scolaire_du(x.jour)))))`;

/** Quelqu'un de la file, tel que la base le connaît. */
export interface EnFile extends Attente {
  jour: Jour;
  prestationId: number;
  groupeId: number | null;
  /** Sa fratrie, si l'activité veut qu'elle entre ensemble ; et combien sont passés devant elle. */
  bloc: string | null;
  passages: number;
  /** Le jour ouvre toujours : une place d'un jour fermé n'est à personne. */
  ouvert: boolean;
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
      ordre_attente as ordre, depuis_le as "depuisLe", criteres, remplis, bloc, passages,
      ${estOuvert} as ouvert
    from file_d_attente f
    where prestation_id = any(${prestations}::int[]) and jour = any(${jours}::date[])`.execute(db);
  return rows;
}
