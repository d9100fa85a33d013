import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { CaseDuMur } from '../regles/remplissage.ts';
import type { Structures } from './agent.ts';

/** Une ligne du mur : une jauge, ou une prestation sans jauge. */
export interface LigneDuMur {
  /** null : sans jauge, rien n'y limite les places. */
  jaugeId: number | null;
  structure: string;
  nom: string;
  /** Les groupes d'âge qui y prennent leurs places ; vide : tous. */
  groupes: string[];
  activites: string[];
  capacite: number | null;
  cases: CaseDuMur[];
}

/**
 * Le mur, en un ordre : par structure et par jauge, ce qui est validé, proposé, attendu, et les
 * places, jour par jour. `jaugeId` : une seule jauge.
 */
export async function lireLeMur(
  db: Db,
  structures: Structures,
  bornes: { du: Jour; au: Jour; structureId?: number | null; jaugeId?: number | null },
): Promise<LigneDuMur[]> {
  const { du, au, structureId = null, jaugeId = null } = bornes;
  const { rows } = await sql<LigneDuMur>`
    with visibles as (
      select s.id, s.nom from structures s
      where (${structures}::int[] is null or s.id = any(${structures}::int[]))
        and (${structureId}::int is null or s.id = ${structureId})),
    -- Qui prend où : une jauge et ce qui y prend ; ou, sans jauge, la prestation elle-même.
    liens as (
      select l.jauge_id, l.prestation_id, l.groupe_id, null::int as seule
      from jauges_prestations l
      union all
      select null, p.id, null, p.id from prestations p
      where not exists (select from jauges_prestations l where l.prestation_id = p.id)
      union all
      -- Un groupe que nulle jauge ne compte, quand d'autres en ont une.
      select null, p.id, g.id, p.id
      from prestations p join groupes g on g.activite_id = p.activite_id
      where exists (select from jauges_prestations l where l.prestation_id = p.id)
        and not exists (select from jauges_prestations l where l.prestation_id = p.id
          and (l.groupe_id is null or l.groupe_id = g.id))),
    lignes as (
      select l.jauge_id, l.seule, v.nom as structure,
        coalesce(j.nom, min(a.nom || ', ' || p.nom)) as nom, j.capacite,
        array_remove(array_agg(distinct g.nom), null) as groupes,
        array_agg(distinct a.nom) as activites, min(a.ordre) as ordre
      from liens l join prestations p on p.id = l.prestation_id
        join activites a on a.id = p.activite_id
        left join jauges j on j.id = l.jauge_id
        join visibles v on v.id = coalesce(j.structure_id, a.structure_id)
        left join groupes g on g.id = l.groupe_id
      where ${jaugeId}::int is null or l.jauge_id = ${jaugeId}
      group by l.jauge_id, l.seule, v.nom, j.nom, j.capacite),
    ouverts as (
      select distinct l.jauge_id, l.seule, o.jour from liens l
        join ouvertures o on o.prestation_id = l.prestation_id
      where o.jour between ${du} and ${au} and not exists (
        select from jours_declares d where d.prestation_id = o.prestation_id and d.jour = o.jour
          and d.decision = 'annuler' and d.classe_id is null)),
    comptes as (
      select l.jauge_id, l.seule, r.jour,
        count(distinct r.id) filter (where r.etat = 'validee')::int as validees,
        count(distinct r.id) filter (where r.place_offerte)::int as proposees,
        count(distinct r.id) filter (where r.etat = 'en_liste_attente' and not r.place_offerte)::int
          as attendent
      from reservations r join liens l on l.prestation_id = r.prestation_id
        and (l.groupe_id is null or l.groupe_id = r.groupe_id)
      where r.jour between ${du} and ${au} and r.etat in ('validee', 'en_liste_attente')
      group by l.jauge_id, l.seule, r.jour)
    select g.jauge_id as "jaugeId", g.structure, g.nom, g.groupes, g.activites, g.capacite,
      (select jsonb_agg(jsonb_build_object('jour', d.jour, 'ouvert', o.jour is not null,
          'places', pl.places, 'validees', coalesce(c.validees, 0),
          'proposees', coalesce(c.proposees, 0), 'attendent', coalesce(c.attendent, 0))
          order by d.jour)
        from (select generate_series(${du}::date, ${au}::date, '1 day')::date as jour) d
          left join ouverts o on o.jour = d.jour and o.jauge_id is not distinct from g.jauge_id
            and o.seule is not distinct from g.seule
          left join places pl on pl.jauge_id = g.jauge_id and pl.jour = d.jour
          left join comptes c on c.jour = d.jour and c.jauge_id is not distinct from g.jauge_id
            and c.seule is not distinct from g.seule) as cases
    from lignes g
    order by g.structure, g.ordre, g.nom, g.jauge_id`.execute(db);
  return rows;
}

export interface Jauge {
  id: number;
  nom: string;
  structureId: number;
  structure: string;
  capacite: number | null;
  prestations: number[];
  activites: number[];
}

/** Une jauge d'une structure de l'agent, ou null. */
export async function chercherJauge(
  db: Db,
  id: number,
  structures: Structures,
): Promise<Jauge | null> {
  const { rows } = await sql<Jauge>`
    select j.id, j.nom, j.structure_id as "structureId", s.nom as structure, j.capacite,
      coalesce(array_agg(distinct p.id) filter (where p.id is not null), '{}') as prestations,
      coalesce(array_agg(distinct p.activite_id) filter (where p.id is not null), '{}') as activites
    from jauges j join structures s on s.id = j.structure_id
      left join jauges_prestations l on l.jauge_id = j.id
      left join prestations p on p.id = l.prestation_id
    where j.id = ${id}
      and (${structures}::int[] is null or j.structure_id = any(${structures}::int[]))
    group by j.id, s.nom`.execute(db);
  return rows[0] ?? null;
}

/** Les structures que voit l'agent. */
export async function listerStructuresVues(
  db: Db,
  structures: Structures,
): Promise<{ id: number; nom: string }[]> {
  const { rows } = await sql<{ id: number; nom: string }>`
    select id, nom from structures
    where ${structures}::int[] is null or id = any(${structures}::int[]) order by nom`.execute(db);
  return rows;
}
