import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { RythmeRegle } from '../regles/rythme.ts';

export async function enregistrerRythme(tx: Tx, id: number, r: RythmeRegle): Promise<void> {
  await sql`
    update activites set rythme = ${r.rythme}, jours_semaine = ${[...r.joursSemaine]}::int[],
      jours_min_semaine = ${r.joursMin?.nombre ?? null}, jours_min_du = ${r.joursMin?.du ?? null}
    where id = ${id}`.execute(tx);
}

/** Les enfants qu'une réservation vivante attend ce jour-là. */
export async function compterInscritsDuJour(
  tx: Tx,
  activiteId: number,
  jour: Jour,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct r.enfant_id)::int as n
    from reservations r join prestations p on p.id = r.prestation_id
    where p.activite_id = ${activiteId} and r.jour = ${jour}::date
      and r.etat in ('demandee', 'en_liste_attente', 'validee')`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function ouvreCeJour(tx: Tx, activiteId: number, jour: Jour): Promise<boolean> {
  const { rows } = await sql`
    select from ouvertures o join prestations p on p.id = o.prestation_id
    where p.activite_id = ${activiteId} and o.jour = ${jour}::date limit 1`.execute(tx);
  return rows.length > 0;
}

/** Rend faux si ce jour était déjà ouvert par exception. */
export async function insererException(
  tx: Tx,
  activiteId: number,
  jour: Jour,
  motif: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into ouvertures_exceptionnelles (activite_id, jour, motif)
    values (${activiteId}, ${jour}::date, ${motif})
    on conflict (activite_id, jour) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Rend faux si ce jour n'était pas ouvert par exception. */
export async function effacerException(tx: Tx, activiteId: number, jour: Jour): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from ouvertures_exceptionnelles
    where activite_id = ${activiteId} and jour = ${jour}::date`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Rend faux si l'activité fermait déjà ce jour-là. */
export async function insererFermeture(
  tx: Tx,
  activiteId: number,
  jour: Jour,
  motif: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into fermetures (activite_id, du, au, motif)
    select ${activiteId}::int, ${jour}::date, ${jour}::date, ${motif}::text
    where not exists (select from fermetures
      where activite_id = ${activiteId} and ${jour}::date between du and au)`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Lève la fermeture de ce seul jour. Rend faux s'il n'y en a pas. */
export async function effacerFermeture(tx: Tx, activiteId: number, jour: Jour): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from fermetures
    where activite_id = ${activiteId} and du = ${jour}::date and au = ${jour}::date`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Combien d'enfants sont inscrits, chaque jour où il y en a. */
export async function listerInscritsParJour(
  db: Db,
  activiteId: number,
  { du, au }: { du: Jour; au: Jour },
): Promise<Map<Jour, number>> {
  const { rows } = await sql<{ jour: Jour; n: number }>`
    select r.jour, count(distinct r.enfant_id)::int as n
    from reservations r join prestations p on p.id = r.prestation_id
    where p.activite_id = ${activiteId} and r.jour between ${du}::date and ${au}::date
      and r.etat in ('demandee', 'en_liste_attente', 'validee')
    group by r.jour`.execute(db);
  return new Map(rows.map(({ jour, n }) => [jour, n]));
}

/** Un jour que l'activité ouvre ou ferme contre son calendrier. */
export interface JourParticulier {
  jour: Jour;
  ouvert: boolean;
  motif: string;
}

/** Les siens, à partir de ce jour : une fermeture plus longue, ou de la structure, se déclare. */
export async function listerJoursParticuliers(
  db: Db,
  activiteId: number,
  du: Jour,
): Promise<JourParticulier[]> {
  const { rows } = await sql<JourParticulier>`
    select jour, true as ouvert, motif from ouvertures_exceptionnelles
    where activite_id = ${activiteId} and jour >= ${du}::date
    union all
    select du, false, motif from fermetures
    where activite_id = ${activiteId} and du = au and du >= ${du}::date
    order by 1`.execute(db);
  return rows;
}
