import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Structures } from './declarations.ts';

/** Ce qu'un agent peut cocher : ses structures, leurs activités, leurs prestations. */
export interface Lieu {
  id: number;
  nom: string;
  activites: { id: number; nom: string; prestations: { id: number; nom: string }[] }[];
}

export async function listerLieux(db: Db, structures: Structures): Promise<Lieu[]> {
  const { rows } = await sql<Lieu>`
    select s.id, s.nom, jsonb_agg(jsonb_build_object('id', a.id, 'nom', a.nom, 'prestations', (
        select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'nom', p.nom) order by p.ordre, p.id), '[]')
        from prestations p where p.activite_id = a.id)) order by a.ordre, a.nom) as activites
    from structures s join activites a on a.structure_id = s.id
    where ${structures}::int[] is null or s.id = any(${structures}::int[])
    group by s.id order by s.nom, s.id`.execute(db);
  return rows;
}

/** Les classes d'une année scolaire, par école. */
export interface EcoleEtClasses {
  id: number;
  nom: string;
  classes: { id: number; nom: string }[];
}

export async function listerClasses(db: Db, annee: string): Promise<EcoleEtClasses[]> {
  const { rows } = await sql<EcoleEtClasses>`
    select e.id, e.nom, jsonb_agg(jsonb_build_object('id', c.id, 'nom', c.nom) order by c.nom, c.id) as classes
    from ecoles e join classes c on c.ecole_id = e.id
    where (c.premiere_annee is null or c.premiere_annee <= ${annee})
      and (c.derniere_annee is null or c.derniere_annee >= ${annee})
    group by e.id order by e.nom, e.id`.execute(db);
  return rows;
}
