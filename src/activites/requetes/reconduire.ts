import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { Intervalle, Rythme } from '../calendrier/calendrier.ts';
import type { Territoire } from '../calendrier/feries.ts';
import type { DelaiConnu, PeriodeConnue, VacancesPubliees } from '../regles/reconduction.ts';

export interface PeriodeLue {
  id: number;
  nom: string;
  du: Jour;
  au: Jour;
  ouvreLe: Date;
  fermeLe: Date;
}

export interface ActiviteAReconduire {
  id: number;
  nom: string;
  structureId: number;
  structure: string;
  rythme: Rythme;
  joursSemaine: JourDeLaSemaine[];
  ouverteAuxFamilles: boolean;
  territoire: Territoire;
  /** Celles qui commencent dans l'année que l'on reconduit. */
  periodes: PeriodeLue[];
  /** Toutes celles de l'activité. */
  connues: PeriodeConnue[];
  delais: DelaiConnu[];
  prestationsSansTarif: number;
}

interface Ligne extends Omit<ActiviteAReconduire, 'periodes'> {
  periodes: (Omit<PeriodeLue, 'ouvreLe' | 'fermeLe'> & { ouvreLe: string; fermeLe: string })[];
}

/** Les activités de ces structures (null : toutes) qui ont une période dans l'année, en un ordre. */
export async function listerActivitesAReconduire(
  db: Db,
  structures: readonly number[] | null,
  annee: { du: Jour; au: Jour },
): Promise<ActiviteAReconduire[]> {
  const { rows } = await sql<Ligne>`
    select a.id, a.nom, a.structure_id as "structureId", s.nom as structure, a.rythme,
      a.jours_semaine as "joursSemaine", a.ouverte_aux_familles as "ouverteAuxFamilles", c.territoire,
      p.periodes,
      (select jsonb_agg(jsonb_build_object('id', x.id, 'nom', x.nom, 'du', x.du, 'au', x.au,
        'reconduit', x.reconduit) order by x.du) from periodes x where x.activite_id = a.id)
        as connues,
      (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'prestationId', d.prestation_id,
        'pour', d.pour, 'du', d.du, 'au', d.au)), '[]') from delais d where d.activite_id = a.id)
        as delais,
      (select count(*)::int from prestations t where t.activite_id = a.id
        and t.retiree_le is null and not exists (
        select from grilles g where g.prestation_id = t.id and g.publiee_le is not null))
        as "prestationsSansTarif"
    from activites a join structures s on s.id = a.structure_id and s.fermee_le is null
      cross join collectivites c
      cross join lateral (
        select jsonb_agg(jsonb_build_object('id', x.id, 'nom', x.nom, 'du', x.du, 'au', x.au,
          'ouvreLe', x.ouvre_le, 'fermeLe', x.ferme_le) order by x.du) as periodes
        from periodes x where x.activite_id = a.id
          and x.du between ${annee.du}::date and ${annee.au}::date) p
    where p.periodes is not null and (${structures as number[] | null}::int[] is null
      or a.structure_id = any (${structures as number[] | null}::int[]))
    order by s.nom, a.ordre, a.nom, a.id`.execute(db);
  return rows.map((ligne) => ({
    ...ligne,
    periodes: ligne.periodes.map((p) => ({
      ...p,
      ouvreLe: new Date(p.ouvreLe),
      fermeLe: new Date(p.fermeLe),
    })),
  }));
}

/** Un seul agent à la fois reconduit ces activités ; par numéro. Les familles réservent pendant ce temps. */
export async function verrouillerActivites(
  tx: Tx,
  structures: readonly number[] | null,
): Promise<void> {
  await sql`
    select from activites where ${structures as number[] | null}::int[] is null
      or structure_id = any (${structures as number[] | null}::int[])
    order by id for no key update`.execute(tx);
}

/** Toutes les vacances publiées de la zone. */
export async function listerVacancesPubliees(db: Db, zone: string): Promise<VacancesPubliees[]> {
  const { rows } = await sql<VacancesPubliees>`
    select annee_scolaire as "anneeScolaire", nom, du, reprise from vacances_scolaires
    where zone = ${zone} order by du`.execute(db);
  return rows;
}

export type FermetureSituee = Intervalle & {
  structureId: number | null;
  activiteId: number | null;
};

/** Les fermetures qui touchent ces jours, où qu'elles soient. */
export async function listerFermeturesSituees(
  db: Db,
  { du, au }: { du: Jour; au: Jour },
): Promise<FermetureSituee[]> {
  const { rows } = await sql<FermetureSituee>`
    select structure_id as "structureId", activite_id as "activiteId", motif as nom, du,
      au + 1 as reprise
    from fermetures where du <= ${au}::date and au >= ${du}::date`.execute(db);
  return rows;
}

/** Les jours ouverts par exception, déjà décidés pour ces jours-là : ceux de l'année d'avant ne se reprennent pas. */
export async function listerExceptionsSituees(
  db: Db,
  { du, au }: { du: Jour; au: Jour },
): Promise<{ activiteId: number; jour: Jour; motif: string }[]> {
  const { rows } = await sql<{ activiteId: number; jour: Jour; motif: string }>`
    select activite_id as "activiteId", jour, motif from ouvertures_exceptionnelles
    where jour between ${du}::date and ${au}::date`.execute(db);
  return rows;
}

export interface SuiteAEcrire {
  reconduit: number;
  activiteId: number;
  nom: string;
  du: Jour;
  au: Jour;
  ouvreLe: Date;
  fermeLe: Date;
  /** Les jours que le calendrier ouvre. */
  jours: readonly Jour[];
}

/**
 * Les périodes, leurs jours et leurs places, en trois ordres. Celle qui existe déjà, ou en chevauche une
 * autre, ne s'écrit pas. Rend celles qui sont écrites.
 */
export async function insererSuites(
  tx: Tx,
  suites: readonly SuiteAEcrire[],
): Promise<{ id: number; reconduit: number }[]> {
  const { rows } = await sql<{ id: number; reconduit: number }>`
    insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le, reconduit)
    select * from unnest(${suites.map((s) => s.activiteId)}::int[],
      ${suites.map((s) => s.nom)}::text[], ${suites.map((s) => s.du)}::date[],
      ${suites.map((s) => s.au)}::date[], ${suites.map((s) => s.ouvreLe)}::timestamptz[],
      ${suites.map((s) => s.fermeLe)}::timestamptz[], ${suites.map((s) => s.reconduit)}::int[])
    on conflict do nothing returning id, reconduit`.execute(tx);
  const jours = rows.flatMap(({ id, reconduit }) =>
    (suites.find((s) => s.reconduit === reconduit)?.jours ?? []).map((jour) => ({ id, jour })),
  );
  await sql`
    insert into ouvertures (prestation_id, jour, periode_id)
    select pr.id, t.jour, p.id
    from unnest(${jours.map((j) => j.id)}::int[], ${jours.map((j) => j.jour)}::date[])
        as t (id, jour)
      join periodes p on p.id = t.id join prestations pr on pr.activite_id = p.activite_id
    where coalesce(t.jour < pr.retiree_le, true)
    on conflict do nothing`.execute(tx);
  await insererPlacesDesSuites(
    tx,
    rows.map((r) => r.id),
  );
  return rows;
}

/** Par jauge et par jour de la semaine : les places les plus fréquentes, si la plupart étaient comptés. */
async function insererPlacesDesSuites(tx: Tx, periodes: readonly number[]): Promise<void> {
  await sql`
    with suites as (select id, reconduit from periodes where id = any (${periodes}::int[])),
    avant as (
      select s.id, l.jauge_id, extract(isodow from o.jour) as semaine,
        count(distinct o.jour) as ouverts, count(distinct p.jour) as comptes,
        mode() within group (order by p.places) as places
      from suites s join ouvertures o on o.periode_id = s.reconduit
        join jauges_prestations l on l.prestation_id = o.prestation_id
        left join places p on p.jauge_id = l.jauge_id and p.jour = o.jour
      group by 1, 2, 3)
    insert into places (jauge_id, jour, places)
    select distinct on (l.jauge_id, o.jour) l.jauge_id, o.jour, a.places
    from suites s join ouvertures o on o.periode_id = s.id
      join jauges_prestations l on l.prestation_id = o.prestation_id
      join avant a on a.id = s.id and a.jauge_id = l.jauge_id
        and a.semaine = extract(isodow from o.jour)
    where a.comptes * 2 > a.ouverts
    order by l.jauge_id, o.jour, a.places desc
    on conflict do nothing`.execute(tx);
}

/** Écrit de nouveau ces règles, à partir du jour où elles finissaient, jusqu'à la suivante s'il y en a une. */
export async function prolongerDelais(
  tx: Tx,
  delais: readonly { id: number; du: Jour }[],
  le: Date,
): Promise<void> {
  if (delais.length === 0) return;
  await sql`
    insert into delais overriding system value
    select x.* from unnest(${delais.map((d) => d.id)}::int[], ${delais.map((d) => d.du)}::date[])
        as t (id, du)
      join delais d on d.id = t.id
      cross join lateral jsonb_populate_record(d, jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('delais', 'id')), 'du', t.du, 'ecrit_le', ${le}::timestamptz,
        'au', (select min(n.du) from delais n where n.activite_id = d.activite_id
          and n.pour = d.pour and n.prestation_id is not distinct from d.prestation_id
          and n.du > t.du))) x`.execute(tx);
}
