import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { Intervalle, Rythme } from '../calendrier/calendrier.ts';
import type { Territoire } from '../calendrier/feries.ts';
import type { VacancesScolaires } from '../vacances-scolaires.ts';

/** Une période et ce qu'il faut de l'activité et de la collectivité pour dire ses jours. */
export interface PeriodeAOuvrir {
  activiteId: number;
  structureId: number;
  du: Jour;
  au: Jour;
  rythme: Rythme;
  joursSemaine: JourDeLaSemaine[];
  zone: string;
  territoire: Territoire;
}

/** @throws Introuvable */
export async function trouverPeriodeAOuvrir(tx: Tx, periodeId: number): Promise<PeriodeAOuvrir> {
  const { rows } = await sql<PeriodeAOuvrir>`
    select p.activite_id as "activiteId", a.structure_id as "structureId", p.du, p.au, a.rythme,
      a.jours_semaine as "joursSemaine", c.zone_scolaire as zone, c.territoire
    from periodes p join activites a on a.id = p.activite_id cross join collectivites c
    where p.id = ${periodeId}`.execute(tx);
  const [periode] = rows;
  if (!periode) throw new Introuvable();
  return periode;
}

/** Les vacances de la zone qui touchent ces jours. */
export async function listerVacances(
  db: Db,
  { zone, du, au }: { zone: string; du: Jour; au: Jour },
): Promise<Intervalle[]> {
  const { rows } = await sql<Intervalle>`
    select nom, du, reprise from vacances_scolaires
    where zone = ${zone} and du <= ${au}::date and (reprise is null or reprise > ${du}::date)
    order by du`.execute(db);
  return rows;
}

/** Les fermetures qui touchent l'activité ces jours-là : les siennes, celles de sa structure,
 * celles de toute la collectivité. */
export async function listerFermetures(
  db: Db,
  {
    structureId,
    activiteId,
    du,
    au,
  }: { structureId: number; activiteId: number; du: Jour; au: Jour },
): Promise<Intervalle[]> {
  const { rows } = await sql<Intervalle>`
    select motif as nom, du, au + 1 as reprise from fermetures
    where (structure_id is null or structure_id = ${structureId})
      and (activite_id is null or activite_id = ${activiteId})
      and du <= ${au}::date and au >= ${du}::date
    order by du`.execute(db);
  return rows;
}

/** Les jours que l'activité ouvre par exception, avec leur motif. */
export async function listerExceptions(
  db: Db,
  { activiteId, du, au }: { activiteId: number; du: Jour; au: Jour },
): Promise<Map<Jour, string>> {
  const { rows } = await sql<{ jour: Jour; motif: string }>`
    select jour, motif from ouvertures_exceptionnelles
    where activite_id = ${activiteId} and jour between ${du}::date and ${au}::date`.execute(db);
  return new Map(rows.map(({ jour, motif }) => [jour, motif]));
}

/**
 * Ouvre chacun de ces jours chaque prestation de l'activité qui n'est pas retirée. Rend le nombre
 * d'ajouts.
 */
export async function insererOuvertures(
  tx: Tx,
  periodeId: number,
  jours: readonly Jour[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into ouvertures (prestation_id, jour, periode_id)
    select pr.id, j.jour, p.id
    from periodes p join prestations pr on pr.activite_id = p.activite_id
      cross join unnest(${[...jours]}::date[]) as j (jour)
    where p.id = ${periodeId} and coalesce(j.jour < pr.retiree_le, true)
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Retire, à partir de `des`, les ouvertures des autres jours ou d'une prestation retirée, sauf celles où un enfant est attendu ou demandé. */
export async function retirerOuvertures(
  tx: Tx,
  periodeId: number,
  joursOuverts: readonly Jour[],
  des: Jour,
): Promise<{ retirees: number; gardees: number }> {
  const { rows } = await sql<{ retirees: number; gardees: number }>`
    with fermees as (
      select o.prestation_id, o.jour, exists (
        select from reservations r where r.prestation_id = o.prestation_id and r.jour = o.jour
          and r.etat in ('demandee', 'en_liste_attente', 'validee')) as attendue
      from ouvertures o join prestations p on p.id = o.prestation_id
      where o.periode_id = ${periodeId} and o.jour >= ${des}::date
        and (o.jour <> all (${[...joursOuverts]}::date[]) or o.jour >= p.retiree_le)
    ), retirees as (
      delete from ouvertures o using fermees f
      where o.prestation_id = f.prestation_id and o.jour = f.jour and not f.attendue
      returning 1
    )
    select (select count(*) from retirees)::int as retirees,
      (select count(*) from fermees where attendue)::int as gardees`.execute(tx);
  return rows[0] ?? { retirees: 0, gardees: 0 };
}

/** Écrit les vacances : une date corrigée à la source remplace l'ancienne. */
export async function enregistrerVacances(
  tx: Tx,
  vacances: readonly VacancesScolaires[],
): Promise<void> {
  await sql`
    insert into vacances_scolaires (zone, annee_scolaire, nom, du, reprise)
    select * from unnest(${vacances.map((v) => v.zone)}::text[],
      ${vacances.map((v) => v.anneeScolaire)}::text[], ${vacances.map((v) => v.nom)}::text[],
      ${vacances.map((v) => v.du)}::date[], ${vacances.map((v) => v.reprise)}::date[])
    on conflict (zone, annee_scolaire, nom)
      do update set du = excluded.du, reprise = excluded.reprise`.execute(tx);
}
