import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { RaisonDeLecture } from '../regles/lecture.ts';
import type { PersonneAutorisee } from '../regles/personnes.ts';

export interface EnfantAccueilli {
  id: number;
  familleId: number;
  prenom: string;
  nom: string;
  neLe: Jour;
  /** Les parents, et de quoi les joindre. */
  parents: { nom: string; telephone: string }[];
  /** Où il est inscrit ou venu, entre ces deux jours. */
  venues: { structureId: number; jour: Jour }[];
}

interface Fenetre {
  du: Jour;
  au: Jour;
}

/** Une réservation validée, ou un pointage « présent » : venu sans réserver, il compte aussi. */
const venuesDe = ({ du, au }: Fenetre) => sql<EnfantAccueilli['venues']>`
  (select coalesce(jsonb_agg(jsonb_build_object('structureId', a.structure_id, 'jour', v.jour)), '[]')
    from (
      select prestation_id, jour from reservations
      where enfant_id = e.id and etat = 'validee' and jour between ${du} and ${au}
      union
      select prestation_id, jour from pointages
      where enfant_id = e.id and etat = 'present' and jour between ${du} and ${au}) v
    join prestations p on p.id = v.prestation_id join activites a on a.id = p.activite_id)`;

/** Les venues de plusieurs enfants, chacun les siennes. */
export async function listerVenues(
  db: Db,
  enfants: readonly number[],
  fenetre: Fenetre,
): Promise<{ id: number; venues: EnfantAccueilli['venues'] }[]> {
  const { rows } = await sql<{ id: number; venues: EnfantAccueilli['venues'] }>`
    select e.id, ${venuesDe(fenetre)} as venues from enfants e
    where e.id = any(${enfants}::int[])`.execute(db);
  return rows;
}

export async function chercherEnfantAccueilli(
  db: Db,
  enfantId: number,
  fenetre: Fenetre,
): Promise<EnfantAccueilli | null> {
  const { rows } = await sql<EnfantAccueilli>`
    select e.id, e.famille_id as "familleId", e.prenom, e.nom, e.ne_le as "neLe",
      (select coalesce(jsonb_agg(jsonb_build_object('nom', r.prenom || ' ' || r.nom,
          'telephone', coalesce(nullif(r.portable, ''), r.telephone)) order by r.id), '[]')
        from rattachements ra join responsables r on r.id = ra.responsable_id
        where ra.famille_id = e.famille_id) as parents,
      ${venuesDe(fenetre)} as venues
    from enfants e where e.id = ${enfantId}`.execute(db);
  return rows[0] ?? null;
}

export async function insererLecture(
  tx: Tx,
  l: { enfantId: number; agentId: number; role: string; raison: RaisonDeLecture; le: Date },
): Promise<void> {
  await sql`
    insert into lectures_sante (enfant_id, agent_id, role, raison, lue_le)
    values (${l.enfantId}, ${l.agentId}, ${l.role}, ${l.raison}, ${l.le})`.execute(tx);
}

export interface LectureMontree {
  id: number;
  prenom: string;
  role: string;
  raison: RaisonDeLecture;
  lueLe: Date;
}

/** Les dernières lectures, la plus récente d'abord : un prénom et un rôle suffisent à une famille. */
export async function listerLectures(
  db: Db,
  enfantId: number,
  limite: number,
): Promise<LectureMontree[]> {
  const { rows } = await sql<LectureMontree>`
    select l.id, a.prenom, l.role, l.raison, l.lue_le as "lueLe"
    from lectures_sante l join agents a on a.id = l.agent_id
    where l.enfant_id = ${enfantId} order by l.lue_le desc, l.id desc limit ${limite}`.execute(db);
  return rows;
}

/** Ce qu'une liste du jour montre d'un enfant sans ouvrir sa fiche. */
export interface Repere {
  enfantId: number;
  pai: boolean;
  /** null : la famille n'a pas répondu. */
  departSeul: boolean | null;
  personnes: Pick<PersonneAutorisee, 'nom' | 'lien' | 'telephone' | 'vientChercher'>[];
}

export async function listerReperes(db: Db, enfants: readonly number[]): Promise<Repere[]> {
  if (enfants.length === 0) return [];
  const { rows } = await sql<Repere>`
    select e.id as "enfantId", coalesce(f.pai, false) as pai, au.accordee as "departSeul",
      (select coalesce(jsonb_agg(jsonb_build_object('nom', p.nom, 'lien', p.lien,
          'telephone', p.telephone, 'vientChercher', p.vient_chercher) order by p.id), '[]')
        from personnes_autorisees p where p.enfant_id = e.id and p.retiree_le is null) as personnes
    from enfants e left join fiches_sanitaires f on f.enfant_id = e.id
    left join autorisations au on au.enfant_id = e.id and au.genre = 'depart_seul'
    where e.id = any(${enfants}::int[])`.execute(db);
  return rows;
}
