import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** Les jauges où compte une prestation de l'activité. */
export async function listerJauges(
  db: Db,
  activiteId: number,
): Promise<{ id: number; nom: string }[]> {
  const { rows } = await sql<{ id: number; nom: string }>`
    select distinct j.id, j.nom from jauges j join jauges_prestations jp on jp.jauge_id = j.id
      join prestations p on p.id = jp.prestation_id
    where p.activite_id = ${activiteId} order by j.nom, j.id`.execute(db);
  return rows;
}

export interface PeriodeAInserer {
  nom: string;
  du: Jour;
  au: Jour;
  ouvreLe: Date;
  fermeLe: Date;
}

export async function insererPeriode(
  tx: Tx,
  activiteId: number,
  p: PeriodeAInserer,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
    values (${activiteId}, ${p.nom}, ${p.du}::date, ${p.au}::date, ${p.ouvreLe}, ${p.fermeLe})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('La période n’a pas été écrite.');
  return ligne.id;
}

/** Rend null si la jauge disait déjà cela. */
export async function changerCapacite(
  tx: Tx,
  jaugeId: number,
  capacite: number | null,
): Promise<{ nom: string; activites: number[] } | null> {
  const { rows } = await sql<{ nom: string; activites: number[] }>`
    update jauges j set capacite = ${capacite}
    where j.id = ${jaugeId} and j.capacite is distinct from ${capacite}::int
    returning j.nom, array(select distinct p.activite_id from jauges_prestations l
      join prestations p on p.id = l.prestation_id where l.jauge_id = j.id) as activites`.execute(
    tx,
  );
  return rows[0] ?? null;
}
