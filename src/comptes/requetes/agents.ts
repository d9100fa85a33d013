import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Role } from '../regles/droits.ts';

export interface AgentLu {
  id: number;
  compteId: number;
  prenom: string;
  nom: string;
  courriel: string | null;
  role: Role;
  /** null : toutes. */
  structures: { id: number; nom: string }[] | null;
  /** null : invité, il n'a pas encore choisi son mot de passe. */
  activeLe: Date | null;
  suspenduLe: Date | null;
  /** Quand il a posé sa double authentification. */
  doubleLe: Date | null;
  /** Sa dernière connexion, d'après le journal. */
  connecteLe: Date | null;
}

const agents = sql`
  select a.id, a.compte_id as "compteId", a.prenom, a.nom, c.courriel::text as courriel, a.role,
    (select jsonb_agg(jsonb_build_object('id', s.id, 'nom', s.nom) order by s.nom)
      from agents_structures x join structures s on s.id = x.structure_id
      where x.agent_id = a.id) as structures,
    c.active_le as "activeLe", a.suspendu_le as "suspenduLe",
    (select d.pose_le from doubles_authentifications d where d.compte_id = c.id) as "doubleLe",
    (select max(j.le) from journal j
      where j.sujets @> array['compte:' || c.id] and j.verbe = 'connecter') as "connecteLe"
  from agents a join comptes c on c.id = a.compte_id`;

/** Les agents en service d'abord, par nom. */
export async function listerAgents(db: Db): Promise<AgentLu[]> {
  const { rows } = await sql<AgentLu>`
    ${agents} order by a.suspendu_le is not null, a.nom, a.prenom, a.id`.execute(db);
  return rows;
}

export async function chercherAgent(db: Db, id: number): Promise<AgentLu | null> {
  const { rows } = await sql<AgentLu>`${agents} where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function chercherAgentParCourriel(db: Db, courriel: string): Promise<AgentLu | null> {
  const { rows } = await sql<AgentLu>`
    ${agents} where c.courriel = ${courriel}::citext`.execute(db);
  return rows[0] ?? null;
}

export interface StructureAChoisir {
  id: number;
  nom: string;
}

/** Les structures ouvertes, et celles, fermées depuis, qu'un agent garde encore. */
export async function listerStructuresAChoisir(
  db: Db,
  gardees: readonly number[],
): Promise<StructureAChoisir[]> {
  const { rows } = await sql<StructureAChoisir>`
    select id, nom from structures
    where fermee_le is null or id = any(${gardees}::int[]) order by nom, id`.execute(db);
  return rows;
}

/**
 * Retient tous les administrateurs, et cet agent : deux qui se destituent au même instant se suivent,
 * et le second voit ce que le premier a fait. Toujours par numéro.
 */
export async function verrouillerAdministrateurs(tx: Tx, agentId: number): Promise<void> {
  await sql`
    select id from agents where role = 'administrateur' or id = ${agentId}
    order by id for no key update`.execute(tx);
}

/** Ceux qui peuvent se connecter et tout administrer, sauf lui. À lire sous le verrou. */
export async function compterAutresAdministrateurs(tx: Tx, agentId: number): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*)::int as nombre from agents a join comptes c on c.id = a.compte_id
    where a.id <> ${agentId} and a.role = 'administrateur' and a.suspendu_le is null
      and c.active_le is not null and c.ferme_le is null
      and not exists (select from agents_structures x where x.agent_id = a.id)`.execute(tx);
  return rows[0]?.nombre ?? 0;
}

export async function insererAgent(
  tx: Tx,
  a: { prenom: string; nom: string; courriel: string; role: Role; le: Date },
): Promise<{ compteId: number; agentId: number }> {
  const { rows } = await sql<{ compteId: number; agentId: number }>`
    with c as (
      insert into comptes (identifiant, courriel, cree_le)
      values (${a.courriel}, ${a.courriel}, ${a.le}) returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, ${a.prenom}, ${a.nom}, ${a.role}, ${a.le} from c
    returning compte_id as "compteId", id as "agentId"`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’agent n’a pas été créé.');
  return ligne;
}

export async function changerRole(tx: Tx, agentId: number, role: Role): Promise<void> {
  await sql`update agents set role = ${role} where id = ${agentId}`.execute(tx);
}

export async function remplacerStructures(
  tx: Tx,
  agentId: number,
  structures: readonly number[] | null,
): Promise<void> {
  await sql`
    delete from agents_structures where agent_id = ${agentId}
      and structure_id <> all(${structures ?? []}::int[])`.execute(tx);
  await sql`
    insert into agents_structures (agent_id, structure_id)
    select ${agentId}, id from structures where id = any(${structures ?? []}::int[])
    on conflict do nothing`.execute(tx);
}

export async function noterSuspension(tx: Tx, agentId: number, le: Date | null): Promise<void> {
  await sql`update agents set suspendu_le = ${le} where id = ${agentId}`.execute(tx);
}
