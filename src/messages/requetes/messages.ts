import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Etat } from '../regles/conversation.ts';

export interface MessageDuParent {
  id: number;
  objet: string;
  texte: string;
  structure: string | null;
  recuLe: Date;
  etat: Etat;
  traiteLe: Date | null;
}

/** Les messages de cet adulte, le plus récent d'abord. L'autre parent ne les lit pas. */
export async function listerMessagesDuParent(
  db: Db,
  responsableId: number,
  limite: number,
): Promise<MessageDuParent[]> {
  const { rows } = await sql<MessageDuParent>`
    select m.id, m.objet, m.texte, s.nom as structure, m.recu_le as "recuLe", m.etat,
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
       where m.responsable_id = r.id and m.recu_le >= ${depuis})
      + (select count(*) from echanges x join messages m on m.id = x.message_id
         where m.responsable_id = r.id and x.de = 'famille' and x.ecrit_le >= ${depuis})
        as "dejaEnvoyes"
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
