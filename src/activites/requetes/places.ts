import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

// Une réservation validée, ou à qui l'on propose une place, en prend une, et une seule, dans chaque jauge qui compte sa
// prestation pour son groupe (ou pour tous) ; les autres états n'en prennent pas.
export const placesAttendues = sql`
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
