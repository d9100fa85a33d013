import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

/** Où la cuisine d'une activité reçoit ses effectifs. */
export interface Cuisine {
  courriels: string[];
  heureAdditif: string;
  /** Les prestations qu'elle sert. */
  prestations: number[];
}

export const HEURE_ADDITIF_PAR_DEFAUT = '09:00';

export interface ActiviteServie {
  id: number;
  nom: string;
  structureId: number;
  structure: string;
  prestations: { id: number; nom: string }[];
  cuisine: Cuisine;
}

/** L'activité et sa cuisine ; sans réglage, ce qui vaut d'office. */
export async function chercherActiviteServie(db: Db, id: number): Promise<ActiviteServie | null> {
  const { rows } = await sql<ActiviteServie>`
    select a.id, a.nom, a.structure_id as "structureId", s.nom as structure,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'nom', p.nom)
        order by p.ordre, p.id), '[]') from prestations p where p.activite_id = a.id) as prestations,
      jsonb_build_object('courriels', coalesce(to_jsonb(c.courriels), '[]'),
        'heureAdditif', coalesce(to_char(c.heure_additif, 'HH24:MI'), ${HEURE_ADDITIF_PAR_DEFAUT}),
        'prestations', (select coalesce(jsonb_agg(ps.prestation_id order by ps.prestation_id), '[]')
          from prestations_servies ps where ps.activite_id = a.id)) as cuisine
    from activites a join structures s on s.id = a.structure_id
      left join cuisines c on c.activite_id = a.id
    where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Les adresses d'une cuisine ; aucune : personne n'est prévenu. */
export async function listerCourriels(db: Db, activiteId: number): Promise<string[]> {
  const { rows } = await sql<{ courriels: string[] }>`
    select courriels from cuisines where activite_id = ${activiteId}`.execute(db);
  return rows[0]?.courriels ?? [];
}

/** Un seul agent à la fois règle une cuisine. */
export async function verrouillerActivite(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql`select from activites where id = ${id} for no key update`.execute(tx);
  return rows.length > 0;
}

export async function enregistrerCuisine(tx: Tx, activiteId: number, c: Cuisine): Promise<void> {
  await sql`
    insert into cuisines (activite_id, courriels, heure_additif)
    values (${activiteId}, ${c.courriels}::text[], ${c.heureAdditif}::time)
    on conflict (activite_id) do update
      set courriels = excluded.courriels, heure_additif = excluded.heure_additif`.execute(tx);
  await sql`
    delete from cuisines_prestations
    where activite_id = ${activiteId} and prestation_id <> all(${c.prestations}::int[])`.execute(
    tx,
  );
  await sql`
    insert into cuisines_prestations (activite_id, prestation_id)
    select p.activite_id, p.id from prestations p
    where p.activite_id = ${activiteId} and p.id = any(${c.prestations}::int[])
    on conflict do nothing`.execute(tx);
}
