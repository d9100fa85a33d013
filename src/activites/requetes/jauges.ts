import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { LienDeJauge } from '../regles/jauges.ts';
import { placesAttendues } from './places.ts';

export interface Jauge {
  id: number;
  nom: string;
  capacite: number | null;
  /** Les liens avec les prestations de cette activité. */
  liens: LienDeJauge[];
  /** Les autres activités qui y prennent des places. */
  partageeAvec: { id: number; nom: string }[];
}

/** Les jauges de la structure : celles de l'activité d'abord. */
export async function listerJaugesDeLaStructure(
  db: Db,
  { id, structureId }: { id: number; structureId: number },
): Promise<Jauge[]> {
  const { rows } = await sql<Jauge>`
    select j.id, j.nom, j.capacite,
      (select coalesce(json_agg(json_build_object('prestationId', l.prestation_id,
          'groupeId', l.groupe_id) order by p.ordre, p.id, l.groupe_id), '[]')
        from jauges_prestations l join prestations p on p.id = l.prestation_id
        where l.jauge_id = j.id and p.activite_id = ${id}) as liens,
      (select coalesce(json_agg(json_build_object('id', x.id, 'nom', x.nom) order by x.nom), '[]')
        from (select distinct a.id, a.nom from jauges_prestations l
          join prestations p on p.id = l.prestation_id join activites a on a.id = p.activite_id
          where l.jauge_id = j.id and a.id <> ${id}) x) as "partageeAvec"
    from jauges j where j.structure_id = ${structureId} order by j.nom, j.id`.execute(db);
  return rows.toSorted((a, b) => Number(b.liens.length > 0) - Number(a.liens.length > 0));
}

export async function insererJauge(tx: Tx, structureId: number, nom: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into jauges (structure_id, nom) values (${structureId}, ${nom}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? 0;
}

export async function renommerJauge(tx: Tx, id: number, nom: string): Promise<void> {
  await sql`update jauges set nom = ${nom} where id = ${id}`.execute(tx);
}

/**
 * Plus personne ne lit ni ne change les liens d'ici la fin. Qui décide des places lit d'abord les
 * liens, puis verrouille les places : sans cela, il compterait dans une jauge qui ne le compte plus.
 */
export async function tenirLesLiens(tx: Tx): Promise<void> {
  await sql`lock table jauges_prestations in access exclusive mode`.execute(tx);
}

/** Remplace les liens de la jauge avec les prestations de cette activité ; les autres restent. */
export async function remplacerLiens(
  tx: Tx,
  jaugeId: number,
  activiteId: number,
  liens: readonly LienDeJauge[],
): Promise<void> {
  await sql`
    delete from jauges_prestations where jauge_id = ${jaugeId}
      and prestation_id in (select id from prestations where activite_id = ${activiteId})`.execute(
    tx,
  );
  await sql`
    insert into jauges_prestations (jauge_id, prestation_id, groupe_id)
    select ${jaugeId}::int, t.prestation, t.groupe
    from unnest(${liens.map((l) => l.prestationId)}::int[],
      ${liens.map((l) => l.groupeId)}::int[]) as t (prestation, groupe)`.execute(tx);
}

/** Le jour où ces liens compteraient plus de prises que de places, le pire d'abord ; null : aucun. */
export async function chercherDebordement(
  tx: Tx,
  jaugeId: number,
): Promise<{ jour: Jour; places: number; attendues: number } | null> {
  const { rows } = await sql<{ jour: Jour; places: number; attendues: number }>`
    with attendues as (${placesAttendues})
    select p.jour, p.places, a.prises as attendues
    from places p join attendues a on a.jauge_id = p.jauge_id and a.jour = p.jour
    where p.jauge_id = ${jaugeId} and a.prises > p.places
    order by a.prises - p.places desc, p.jour limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function effacerJauge(tx: Tx, id: number): Promise<void> {
  await sql`delete from jauges where id = ${id}`.execute(tx);
}

/** Les enfants qui attendent, à partir de ce jour, ce que ces liens comptaient et que rien ne compte plus. */
export async function compterAbandonnes(
  tx: Tx,
  liens: readonly LienDeJauge[],
  du: Jour,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct r.enfant_id)::int as n
    from reservations r
    join unnest(${liens.map((l) => l.prestationId)}::int[],
      ${liens.map((l) => l.groupeId)}::int[]) as t (prestation, groupe)
      on t.prestation = r.prestation_id and (t.groupe is null or t.groupe = r.groupe_id)
    where r.etat = 'en_liste_attente' and r.jour >= ${du}::date
      and not exists (select from jauges_prestations l where l.prestation_id = r.prestation_id
        and (l.groupe_id is null or l.groupe_id = r.groupe_id))`.execute(tx);
  return rows[0]?.n ?? 0;
}
