import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Collegue, Situation } from '../regles/conversation.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
export type StructuresVues = readonly number[] | null;

export interface Conversation extends Situation {
  id: number;
  objet: string;
  texte: string;
  structureId: number | null;
  structure: string | null;
  recuLe: Date;
  traiteLe: Date | null;
  /** Le nom de l'agent qui s'en occupe. */
  agent: string | null;
  responsableId: number;
  expediteur: string;
  prenom: string;
  courriel: string | null;
  telephone: string;
  familleId: number;
  famille: string;
  /** L'agent peut ouvrir la fiche de la famille : un enfant a une demande dans ses structures. */
  familleVisible: boolean;
}

const CHAMPS = (structures: StructuresVues): RawBuilder<Conversation> => sql<Conversation>`
  m.id, m.objet, m.texte, m.structure_id as "structureId", s.nom as structure,
  m.recu_le as "recuLe", m.traite_le as "traiteLe", m.etat, ag.id as "agentId",
  ag.prenom || ' ' || ag.nom as agent, m.responsable_id as "responsableId",
  r.prenom || ' ' || r.nom as expediteur, r.prenom, c.courriel::text as courriel,
  coalesce(nullif(r.portable, ''), r.telephone) as telephone,
  m.famille_id as "familleId", f.nom as famille,
  (${structures}::int[] is null or exists (
    select 1 from enfants e join demandes d on d.enfant_id = e.id
    join activites a on a.id = d.activite_id
    where e.famille_id = m.famille_id and a.structure_id = any(${structures}::int[])
  )) as "familleVisible"`;

/** Un agent suspendu ne s'occupe plus de rien : ce qu'il avait n'est plus à personne. */
const AVEC_AGENT = sql`
  messages m left join agents ag on ag.id = m.agent_id and ag.suspendu_le is null`;

const ORIGINE = sql`
  ${AVEC_AGENT} join responsables r on r.id = m.responsable_id join comptes c on c.id = r.compte_id
  join familles f on f.id = m.famille_id left join structures s on s.id = m.structure_id`;

/** Un message sans structure (« Je ne sais pas ») n'est à personne : chacun le voit et le traite. */
const vuPar = (structures: StructuresVues) =>
  sql<boolean>`(${structures}::int[] is null or m.structure_id is null
    or m.structure_id = any(${structures}::int[]))`;

export const VUES = ['a_traiter', 'miens', 'non_attribues', 'en_attente', 'closes'] as const;
export type Vue = (typeof VUES)[number];

const OUVERTE = sql<boolean>`m.etat in ('a_traiter', 'en_cours')`;
const DANS_LA_VUE: Readonly<Record<Vue, (agentId: number) => RawBuilder<boolean>>> = {
  a_traiter: () => OUVERTE,
  miens: (agentId) => sql<boolean>`m.etat <> 'close' and ag.id = ${agentId}`,
  non_attribues: () => sql<boolean>`${OUVERTE} and ag.id is null`,
  en_attente: () => sql<boolean>`m.etat = 'en_attente'`,
  closes: () => sql<boolean>`m.etat = 'close'`,
};

export interface Lecteur {
  agentId: number;
  structures: StructuresVues;
}

/** Celle qui attend depuis le plus longtemps d'abord ; closes, la dernière d'abord. */
export async function listerConversations(
  db: Db,
  { agentId, structures }: Lecteur,
  page: { vue: Vue; limite: number; saut: number },
): Promise<Conversation[]> {
  const ordre =
    page.vue === 'closes'
      ? sql`m.traite_le desc, m.id desc`
      : sql`coalesce(m.attend_depuis_le, m.recu_le), m.id`;
  const { rows } = await sql<Conversation>`
    select ${CHAMPS(structures)} from ${ORIGINE}
    where ${vuPar(structures)} and ${DANS_LA_VUE[page.vue](agentId)}
    order by ${ordre} limit ${page.limite} offset ${page.saut}`.execute(db);
  return rows;
}

export async function compterConversations(
  db: Db,
  { agentId, structures }: Lecteur,
): Promise<Record<Vue, number>> {
  const compte = (vue: Vue) =>
    sql`count(*) filter (where ${DANS_LA_VUE[vue](agentId)})::int as ${sql.ref(vue)}`;
  const { rows } = await sql<Record<Vue, number>>`
    select ${sql.join(VUES.map(compte))} from ${AVEC_AGENT}
    where ${vuPar(structures)}`.execute(db);
  return rows[0] ?? { a_traiter: 0, miens: 0, non_attribues: 0, en_attente: 0, closes: 0 };
}

export async function chercherConversation(
  db: Db,
  structures: StructuresVues,
  id: number,
): Promise<Conversation | null> {
  const { rows } = await sql<Conversation>`
    select ${CHAMPS(structures)} from ${ORIGINE}
    where m.id = ${id} and ${vuPar(structures)}`.execute(db);
  return rows[0] ?? null;
}

/** Un seul à la fois y écrit : le second voit ce que le premier a mis. */
export async function verrouillerConversation(tx: Tx, id: number): Promise<void> {
  await sql`select id from messages where id = ${id} for no key update`.execute(tx);
}

export interface Echange {
  id: number;
  de: 'famille' | 'services';
  compteId: number;
  auteur: string;
  texte: string;
  ecritLe: Date;
}

/** Ce qui s'est écrit après le premier texte, dans l'ordre. */
export async function listerEchanges(db: Db, messageId: number): Promise<Echange[]> {
  const { rows } = await sql<Echange>`
    select id, de, compte_id as "compteId", auteur, texte, ecrit_le as "ecritLe"
    from echanges where message_id = ${messageId} order by id`.execute(db);
  return rows;
}

/** Ce formulaire a-t-il déjà servi, par cette personne, dans cette conversation ? */
export async function aDejaEcrit(
  tx: Tx,
  e: { messageId: number; cle: string; compteId: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from echanges where cle_unique = ${e.cle} and message_id = ${e.messageId}
      and compte_id = ${e.compteId}`.execute(tx);
  return rows.length > 0;
}

export async function insererEchange(
  tx: Tx,
  e: Omit<Echange, 'id' | 'ecritLe'> & { messageId: number; cle: string; le: Date },
): Promise<void> {
  await sql`
    insert into echanges (message_id, de, compte_id, auteur, texte, cle_unique, ecrit_le)
    values (${e.messageId}, ${e.de}, ${e.compteId}, ${e.auteur}, ${e.texte}, ${e.cle}, ${e.le})
    `.execute(tx);
}

/** `attendDepuisLe` : seulement quand la famille recommence à attendre. */
export async function enregistrerSituation(
  tx: Tx,
  id: number,
  s: Situation & { le: Date; attendDepuisLe?: Date | undefined },
): Promise<void> {
  await sql`
    update messages set etat = ${s.etat}, agent_id = ${s.agentId},
      traite_le = case when ${s.etat}::text = 'close' then coalesce(traite_le, ${s.le}) end,
      attend_depuis_le = coalesce(${s.attendDepuisLe ?? null}::timestamptz, attend_depuis_le)
    where id = ${id}`.execute(tx);
}

/** Les agents en poste, et de quoi leur écrire. */
export async function listerCollegues(db: Db): Promise<(Collegue & { courriel: string | null })[]> {
  const { rows } = await sql<Collegue & { courriel: string | null }>`
    select a.id, a.prenom || ' ' || a.nom as nom, a.role, c.courriel::text as courriel,
      (select array_agg(x.structure_id) from agents_structures x where x.agent_id = a.id)
        as structures
    from agents a join comptes c on c.id = a.compte_id
    where a.suspendu_le is null and c.ferme_le is null order by a.nom, a.prenom, a.id`.execute(db);
  return rows;
}

/** La conversation d'un adulte, pour lui ; jamais celle de l'autre parent. */
export async function chercherConversationDuParent(
  db: Db,
  responsableId: number,
  id: number,
): Promise<Pick<
  Conversation,
  'id' | 'objet' | 'texte' | 'structure' | 'recuLe' | 'etat' | 'familleId'
> | null> {
  const { rows } = await sql<Conversation>`
    select m.id, m.objet, m.texte, s.nom as structure, m.recu_le as "recuLe", m.etat,
      m.famille_id as "familleId"
    from messages m left join structures s on s.id = m.structure_id
    where m.id = ${id} and m.responsable_id = ${responsableId}`.execute(db);
  return rows[0] ?? null;
}
