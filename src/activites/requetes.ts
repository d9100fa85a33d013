import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import { Introuvable } from '../platform/errors.ts';
import type { Jour, JourDeLaSemaine } from '../platform/jours.ts';
import type { Intervalle, Rythme } from './calendrier/calendrier.ts';
import type { Territoire } from './calendrier/feries.ts';
import type { DelaiDate } from './delais/regles.ts';
import { schemaDelaiDate } from './delais/schema.ts';
import type { VacancesScolaires } from './vacances-scolaires.ts';

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

/** Ouvre chaque prestation de l'activité chacun de ces jours. Rend le nombre d'ajouts. */
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
    where p.id = ${periodeId}
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Retire les ouvertures des autres jours, sauf celles où un enfant est attendu ou demandé. */
export async function retirerOuvertures(
  tx: Tx,
  periodeId: number,
  joursOuverts: readonly Jour[],
): Promise<{ retirees: number; gardees: number }> {
  const { rows } = await sql<{ retirees: number; gardees: number }>`
    with fermees as (
      select o.prestation_id, o.jour, exists (
        select from reservations r where r.prestation_id = o.prestation_id and r.jour = o.jour
          and r.etat in ('demandee', 'en_liste_attente', 'validee')) as attendue
      from ouvertures o
      where o.periode_id = ${periodeId} and o.jour <> all (${[...joursOuverts]}::date[])
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

export type Delai = DelaiDate & { id: number };

/** Les délais de l'activité, relus par leur schéma : une règle mal écrite ne décide rien. */
export async function listerDelais(db: Db, activiteId: number): Promise<Delai[]> {
  const { rows } = await sql<{ id: number; delai: unknown }>`
    select id, jsonb_build_object('pour', pour, 'prestationId', prestation_id, 'du', du, 'au', au,
      'regle', regle, 'tardif', tardif) as delai
    from delais where activite_id = ${activiteId} order by du, id`.execute(db);
  return rows.map(({ id, delai }) => {
    const lu = schemaDelaiDate.safeParse(delai);
    if (!lu.success) throw new Error(`Le délai ${id} est mal écrit.`, { cause: lu.error });
    return { id, ...lu.data };
  });
}

// Une réservation validée, ou à qui l'on propose une place, en prend une, et une seule, dans chaque jauge qui compte sa
// prestation pour son groupe (ou pour tous) ; les autres états n'en prennent pas.
const placesAttendues = sql`
  select jp.jauge_id, r.jour, count(distinct r.id)::int as prises
  from reservations r join jauges_prestations jp
    on jp.prestation_id = r.prestation_id and (jp.groupe_id is null or jp.groupe_id = r.groupe_id)
  where r.etat = 'validee' or r.place_offerte
  group by jp.jauge_id, r.jour`;

/** Verrouille, dans l'ordre des jours, les places de la jauge, et rend celles déjà prises ;
 * là où aucune limite n'existait, elles sont comptées. */
export async function verrouillerPlaces(
  tx: Tx,
  { jaugeId, du, au }: { jaugeId: number; du: Jour; au: Jour },
): Promise<{ jour: Jour; prises: number }[]> {
  await sql`
    select from places where jauge_id = ${jaugeId} and jour between ${du}::date and ${au}::date
    order by jour for update`.execute(tx);
  const { rows } = await sql<{ jour: Jour; prises: number }>`
    with attendues as (${placesAttendues}), jours as (
      select distinct o.jour from ouvertures o
        join jauges_prestations jp on jp.prestation_id = o.prestation_id
      where jp.jauge_id = ${jaugeId} and o.jour between ${du}::date and ${au}::date)
    select j.jour, coalesce(p.prises, a.prises, 0) as prises
    from jours j left join places p on p.jauge_id = ${jaugeId} and p.jour = j.jour
      left join attendues a on a.jauge_id = ${jaugeId} and a.jour = j.jour
    order by j.jour`.execute(tx);
  return rows;
}

export async function enregistrerPlaces(
  tx: Tx,
  jaugeId: number,
  places: number,
  jours: readonly { jour: Jour; prises: number }[],
): Promise<void> {
  await sql`
    insert into places (jauge_id, jour, places, prises)
    select ${jaugeId}::int, jour, ${places}::int, prises
    from unnest(${jours.map((j) => j.jour)}::date[], ${jours.map((j) => j.prises)}::int[])
      as j (jour, prises)
    on conflict (jauge_id, jour) do update set places = excluded.places`.execute(tx);
}

/** Un compteur de places qui ne dit pas ce que disent les réservations. */
export interface EcartDeCompteur {
  jaugeId: number;
  jauge: string;
  jour: Jour;
  prises: number;
  attendues: number;
}

/** Recompte tout depuis les réservations. Rien à rendre : les compteurs sont justes. */
export async function verifierCompteurs(db: Db): Promise<EcartDeCompteur[]> {
  const { rows } = await sql<EcartDeCompteur>`
    with attendues as (${placesAttendues})
    select p.jauge_id as "jaugeId", j.nom as jauge, p.jour, p.prises,
      coalesce(a.prises, 0) as attendues
    from places p join jauges j on j.id = p.jauge_id
      left join attendues a on a.jauge_id = p.jauge_id and a.jour = p.jour
    where p.prises <> coalesce(a.prises, 0)
    order by p.jauge_id, p.jour`.execute(db);
  return rows;
}

/** Remet les compteurs à ce que disent les réservations. */
export async function recompterPlaces(tx: Tx): Promise<void> {
  await sql`
    with attendues as (${placesAttendues})
    update places p set prises = coalesce(a.prises, 0)
    from places q left join attendues a on a.jauge_id = q.jauge_id and a.jour = q.jour
    where p.jauge_id = q.jauge_id and p.jour = q.jour and p.prises <> coalesce(a.prises, 0)
  `.execute(tx);
}

/** Déplace les compteurs ; la base refuse qu'ils dépassent les places ou passent sous zéro. */
export async function deplacerCompteurs(
  tx: Tx,
  prises: readonly { jaugeId: number; jour: Jour; ecart: number }[],
): Promise<void> {
  if (prises.length === 0) return;
  await sql`
    update places p set prises = p.prises + t.ecart
    from unnest(${prises.map((p) => p.jaugeId)}::int[], ${prises.map((p) => p.jour)}::date[],
      ${prises.map((p) => p.ecart)}::int[]) as t(jauge_id, jour, ecart)
    where p.jauge_id = t.jauge_id and p.jour = t.jour`.execute(tx);
}

/** Ajoute des places à des jauges déjà verrouillées : une décision, que son auteur note au journal. */
export async function releverPlaces(
  tx: Tx,
  rallonges: readonly { jaugeId: number; jour: Jour; ecart: number }[],
): Promise<void> {
  if (rallonges.length === 0) return;
  await sql`
    update places p set places = p.places + t.ecart
    from unnest(${rallonges.map((r) => r.jaugeId)}::int[], ${rallonges.map((r) => r.jour)}::date[],
      ${rallonges.map((r) => r.ecart)}::int[]) as t(jauge_id, jour, ecart)
    where p.jauge_id = t.jauge_id and p.jour = t.jour`.execute(tx);
}
