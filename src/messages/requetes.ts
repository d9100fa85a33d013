import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
export type StructuresVues = readonly number[] | null;

export interface MessageDuParent {
  id: number;
  objet: string;
  texte: string;
  structure: string | null;
  recuLe: Date;
  traiteLe: Date | null;
}

/** Les messages de cet adulte, le plus récent d'abord. L'autre parent ne les lit pas. */
export async function listerMessagesDuParent(
  db: Db,
  responsableId: number,
  limite: number,
): Promise<MessageDuParent[]> {
  const { rows } = await sql<MessageDuParent>`
    select m.id, m.objet, m.texte, s.nom as structure, m.recu_le as "recuLe",
      m.traite_le as "traiteLe"
    from messages m left join structures s on s.id = m.structure_id
    where m.responsable_id = ${responsableId}
    order by m.recu_le desc, m.id desc limit ${limite}`.execute(db);
  return rows;
}

export interface Choix {
  structures: { id: number; nom: string }[];
  familles: { id: number; nom: string }[];
  enfant: string | null;
}

/** De quoi remplir le formulaire : structures, familles de l'adulte, enfant dont il parle. */
export async function lireChoix(
  db: Db,
  familles: readonly number[],
  enfantId: number | null,
): Promise<Choix> {
  const { rows } = await sql<Choix>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'nom', nom) order by nom), '[]')
       from structures where fermee_le is null) as structures,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'nom', nom) order by nom), '[]')
       from familles where id = any(${familles})) as familles,
      (select prenom || ' ' || nom from enfants
       where id = ${enfantId}::int and famille_id = any(${familles})) as enfant`.execute(db);
  const [ligne] = rows;
  return ligne ?? { structures: [], familles: [], enfant: null };
}

export interface Expediteur {
  civilite: string;
  prenom: string;
  nom: string;
  courriel: string | null;
  telephone: string;
  famille: string;
  dejaEnvoyes: number;
}

/** Retient l'adulte : deux envois du même formulaire passent l'un après l'autre. */
export async function verrouillerExpediteur(
  tx: Tx,
  responsableId: number,
  familleId: number,
  depuis: Date,
): Promise<Expediteur | null> {
  await sql`select id from responsables where id = ${responsableId} for update`.execute(tx);
  const { rows } = await sql<Expediteur>`
    select r.civilite, r.prenom, r.nom, c.courriel::text as courriel,
      coalesce(nullif(r.portable, ''), r.telephone) as telephone,
      f.nom as famille,
      (select count(*) from messages m
       where m.responsable_id = r.id and m.recu_le >= ${depuis}) as "dejaEnvoyes"
    from responsables r join comptes c on c.id = r.compte_id
    join rattachements ra on ra.responsable_id = r.id
    join familles f on f.id = ra.famille_id
    where r.id = ${responsableId} and f.id = ${familleId}`.execute(tx);
  return rows[0] ?? null;
}

/** Le message déjà parti avec cette clé, si c'est bien cet adulte qui l'a écrit. */
export async function chercherParCle(
  tx: Tx,
  cle: string,
  responsableId: number,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from messages
    where cle_unique = ${cle} and responsable_id = ${responsableId}`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function chercherStructure(
  tx: Tx,
  id: number,
): Promise<{ nom: string; courriel: string } | null> {
  const { rows } = await sql<{ nom: string; courriel: string }>`
    select nom, courriel from structures where id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export async function insererMessage(
  tx: Tx,
  m: {
    familleId: number;
    responsableId: number;
    structureId: number | null;
    objet: string;
    texte: string;
    cle: string;
    le: Date;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into messages
      (famille_id, responsable_id, structure_id, objet, texte, cle_unique, recu_le)
    values (${m.familleId}, ${m.responsableId}, ${m.structureId}, ${m.objet}, ${m.texte},
      ${m.cle}, ${m.le})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le message inséré n’a pas rendu son numéro.');
  return ligne.id;
}

export interface MessageRecu extends MessageDuParent {
  expediteur: string;
  courriel: string | null;
  telephone: string;
  familleId: number;
  famille: string;
  /** L'agent peut ouvrir la fiche de la famille : un enfant a une demande dans ses structures. */
  familleVisible: boolean;
}

const CHAMPS = (structures: StructuresVues): RawBuilder<MessageRecu> => sql<MessageRecu>`
  m.id, m.objet, m.texte, s.nom as structure, m.recu_le as "recuLe", m.traite_le as "traiteLe",
  r.prenom || ' ' || r.nom as expediteur, c.courriel::text as courriel,
  coalesce(nullif(r.portable, ''), r.telephone) as telephone,
  m.famille_id as "familleId", f.nom as famille,
  (${structures}::int[] is null or exists (
    select 1 from enfants e join demandes d on d.enfant_id = e.id
    join activites a on a.id = d.activite_id
    where e.famille_id = m.famille_id and a.structure_id = any(${structures}::int[])
  )) as "familleVisible"`;

const ORIGINE = sql`
  messages m join responsables r on r.id = m.responsable_id join comptes c on c.id = r.compte_id
  join familles f on f.id = m.famille_id left join structures s on s.id = m.structure_id`;

/** Un message sans structure (« Je ne sais pas ») n'est à personne : chacun le voit et le traite. */
const vuPar = (structures: StructuresVues) =>
  sql<boolean>`(${structures}::int[] is null or m.structure_id is null
    or m.structure_id = any(${structures}::int[]))`;

/** À traiter : le plus ancien d'abord, il attend depuis plus longtemps ; traités : l'inverse. */
export async function listerMessagesRecus(
  db: Db,
  structures: StructuresVues,
  page: { traites: boolean; limite: number; saut: number },
): Promise<MessageRecu[]> {
  const ordre = page.traites
    ? sql`m.traite_le is not null order by m.traite_le desc, m.id desc`
    : sql`m.traite_le is null order by m.recu_le, m.id`;
  const { rows } = await sql<MessageRecu>`
    select ${CHAMPS(structures)} from ${ORIGINE} where ${vuPar(structures)} and ${ordre}
    limit ${page.limite} offset ${page.saut}`.execute(db);
  return rows;
}

export async function compterMessagesRecus(
  db: Db,
  structures: StructuresVues,
): Promise<{ aTraiter: number; traites: number }> {
  const { rows } = await sql<{ aTraiter: number; traites: number }>`
    select count(*) filter (where m.traite_le is null) as "aTraiter",
      count(m.traite_le) as traites
    from messages m where ${vuPar(structures)}`.execute(db);
  return rows[0] ?? { aTraiter: 0, traites: 0 };
}

export async function chercherMessageRecu(
  db: Db,
  structures: StructuresVues,
  id: number,
): Promise<MessageRecu | null> {
  const { rows } = await sql<MessageRecu>`
    select ${CHAMPS(structures)} from ${ORIGINE}
    where m.id = ${id} and ${vuPar(structures)}`.execute(db);
  return rows[0] ?? null;
}

/** Vrai si ce message attendait encore : le second clic ne traite rien. */
export async function marquerTraite(tx: Tx, id: number, le: Date): Promise<boolean> {
  const { rows } = await sql`
    update messages set traite_le = ${le} where id = ${id} and traite_le is null
    returning id`.execute(tx);
  return rows.length === 1;
}
