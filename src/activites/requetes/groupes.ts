import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { GroupeSaisi } from '../regles/groupes.ts';

export interface Groupe extends GroupeSaisi {
  id: number;
  /** Des réservations le nomment : il ne s'efface plus. */
  sert: boolean;
  /** Une jauge qui ne compte que lui, s'il y en a une : l'effacer lui ferait tout compter de travers. */
  jauge: string | null;
}

export async function listerGroupes(db: Db, activiteId: number): Promise<Groupe[]> {
  const { rows } = await sql<Groupe>`
    select g.id, g.nom, g.cycle, g.age_min as "ageMin", g.age_max as "ageMax", g.ordre,
      exists (select from reservations r join prestations p on p.id = r.prestation_id
        where p.activite_id = g.activite_id and r.groupe_id = g.id) as sert,
      (select min(j.nom) from jauges_prestations l join jauges j on j.id = l.jauge_id
        where l.groupe_id = g.id) as jauge
    from groupes g where g.activite_id = ${activiteId} order by g.ordre, g.id`.execute(db);
  return rows;
}

export async function insererGroupe(tx: Tx, activiteId: number, g: GroupeSaisi): Promise<void> {
  await sql`
    insert into groupes (activite_id, nom, cycle, age_min, age_max, ordre)
    values (${activiteId}, ${g.nom}, ${g.cycle}, ${g.ageMin}, ${g.ageMax}, ${g.ordre})`.execute(tx);
}

export async function enregistrerGroupe(tx: Tx, id: number, g: GroupeSaisi): Promise<void> {
  await sql`
    update groupes set nom = ${g.nom}, cycle = ${g.cycle}, age_min = ${g.ageMin},
      age_max = ${g.ageMax}, ordre = ${g.ordre} where id = ${id}`.execute(tx);
}

export async function effacerGroupe(tx: Tx, id: number): Promise<void> {
  await sql`delete from groupes where id = ${id}`.execute(tx);
}
