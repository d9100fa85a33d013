import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Admission } from '../regles/admission.ts';

export interface QuiPeutVenir {
  admission: Admission;
  /** Tout ce que connaît la collectivité. */
  ecoles: { id: number; nom: string }[];
  communes: { codeInsee: string; nom: string }[];
}

export async function lireQuiPeutVenir(db: Db, activiteId: number): Promise<QuiPeutVenir> {
  const { rows } = await sql<QuiPeutVenir>`
    select json_build_object('ageMin', a.age_min, 'ageMax', a.age_max,
        'ecoles', array(select ecole_id from activites_ecoles where activite_id = a.id order by 1),
        'communes', array(select code_insee from activites_communes where activite_id = a.id
          order by 1)) as admission,
      (select coalesce(json_agg(json_build_object('id', id, 'nom', nom) order by nom), '[]')
        from ecoles) as ecoles,
      (select coalesce(json_agg(json_build_object('codeInsee', code_insee, 'nom', nom)
        order by nom), '[]') from communes) as communes
    from activites a where a.id = ${activiteId}`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’activité n’existe plus.');
  return ligne;
}

export async function enregistrerAdmission(tx: Tx, id: number, a: Admission): Promise<void> {
  await sql`update activites set age_min = ${a.ageMin}, age_max = ${a.ageMax} where id = ${id}`.execute(
    tx,
  );
  await sql`delete from activites_ecoles where activite_id = ${id}`.execute(tx);
  await sql`delete from activites_communes where activite_id = ${id}`.execute(tx);
  await sql`
    insert into activites_ecoles (activite_id, ecole_id)
    select ${id}::int, unnest(${[...a.ecoles]}::int[])`.execute(tx);
  await sql`
    insert into activites_communes (activite_id, code_insee)
    select ${id}::int, unnest(${[...a.communes]}::text[])`.execute(tx);
}
