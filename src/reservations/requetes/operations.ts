import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { EtatReservation, EtatVivant } from '../regles/types.ts';
import type { JourEcarte } from './ecrire.ts';

/** Ce qu'une famille a confirmé d'un seul geste. */
export interface OperationLue {
  id: number;
  compteId: number;
  faiteLe: Date;
  /** Le texte signé : un `ContenuDOperation` en JSON. */
  contenu: string;
  signature: string;
  accuseeLe: Date | null;
  defaiteLe: Date | null;
  familles: number[];
}

const colonnes = sql`
  o.id, o.compte_id as "compteId", o.faite_le as "faiteLe", o.contenu, o.signature,
  o.accusee_le as "accuseeLe", o.defaite_le as "defaiteLe",
  (select array_agg(famille_id) from operations_familles f where f.operation_id = o.id) as familles`;

/** Une opération qui touche une de ces familles ; null sinon. */
export async function chercherOperation(
  db: Db,
  id: number,
  familles: readonly number[],
): Promise<OperationLue | null> {
  const { rows } = await sql<OperationLue>`
    select ${colonnes} from operations o where o.id = ${id} and exists (
      select from operations_familles f where f.operation_id = o.id
        and f.famille_id = any(${familles}::int[]))`.execute(db);
  return rows[0] ?? null;
}

/** Les dernières opérations de ces familles, la plus récente d'abord. */
export async function listerOperations(
  db: Db,
  familles: readonly number[],
  limite: number,
): Promise<{ id: number; faiteLe: Date; defaiteLe: Date | null }[]> {
  const { rows } = await sql<{ id: number; faiteLe: Date; defaiteLe: Date | null }>`
    select o.id, o.faite_le as "faiteLe", o.defaite_le as "defaiteLe" from operations o
    where o.id in (select operation_id from operations_familles
      where famille_id = any(${familles}::int[])
      order by operation_id desc limit ${limite})
    order by o.id desc limit ${limite}`.execute(db);
  return rows;
}

/** L'opération que ce formulaire a déjà faite, si elle est bien de ce compte. */
export async function chercherOperationDeLaCle(
  tx: Tx,
  cleUnique: string,
  compteId: number,
): Promise<{ id: number; empreinte: string } | null> {
  const { rows } = await sql<{ id: number; empreinte: string }>`
    select id, empreinte from operations
    where cle_unique = ${cleUnique} and compte_id = ${compteId}`.execute(tx);
  return rows[0] ?? null;
}

export interface NouvelleOperation {
  compteId: number;
  familles: readonly number[];
  cleUnique: string;
  empreinte: string;
  faiteLe: Date;
  contenu: string;
  signature: string;
  /** Les réservations faites à la main qu'elle reprend. */
  reprises: readonly number[];
}

export async function insererOperation(tx: Tx, o: NouvelleOperation): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with o as (
      insert into operations (compte_id, cle_unique, empreinte, faite_le, contenu, signature, reprises)
      values (${o.compteId}, ${o.cleUnique}, ${o.empreinte}, ${o.faiteLe}, ${o.contenu}, ${o.signature},
        ${o.reprises})
      returning id),
    f as (insert into operations_familles (operation_id, famille_id)
      select o.id, famille from o, unnest(${o.familles}::int[]) famille)
    select id from o`.execute(tx);
  return rows[0]?.id ?? 0;
}

export interface DemandeDOperation {
  enfantId: number;
  activiteId: number;
  periodeId: number;
  cleUnique: string;
  ecartes: readonly JourEcarte[];
  /** Un agent doit encore décider. */
  aDecider: boolean;
}

/** Une demande par enfant et par période, en un ordre ; l'opération les accuse ensemble. */
export async function insererDemandes(
  tx: Tx,
  commun: { operationId: number; compteId: number; le: Date },
  demandes: readonly DemandeDOperation[],
): Promise<number[]> {
  const lignes = JSON.stringify(demandes);
  const { rows } = await sql<{ id: number; cle: string }>`
    insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le,
      traitee_le, accusee_le, jours_ecartes, operation_id)
    select d."enfantId", d."activiteId", d."periodeId", ${commun.compteId}, 'portail', d."cleUnique",
      ${commun.le}, case when not d."aDecider" then ${commun.le}::timestamptz end, ${commun.le},
      d.ecartes, ${commun.operationId}
    from jsonb_to_recordset(${lignes}::jsonb) as d ("enfantId" int, "activiteId" int, "periodeId" int,
      "cleUnique" uuid, ecartes jsonb, "aDecider" boolean)
    returning id, cle_unique as cle`.execute(tx);
  const numeros = new Map(rows.map((r) => [r.cle, r.id]));
  return demandes.map((d) => numeros.get(d.cleUnique) ?? 0);
}

/** Ce que l'opération retire, et ce que c'était. */
export async function noterRetraits(
  tx: Tx,
  operationId: number,
  retraits: readonly { id: number; etat: EtatReservation }[],
): Promise<void> {
  await sql`
    insert into retraits_d_operation (operation_id, reservation_id, etat_avant)
    select ${operationId}, id, etat
    from unnest(${retraits.map((r) => r.id)}::int[], ${retraits.map((r) => r.etat)}::text[])
      as t (id, etat)`.execute(tx);
}

/** La semaine type reprend à son compte des jours réservés à la main qu'elle veut aussi. */
export async function reprendreEnSemaine(tx: Tx, reservations: readonly number[]): Promise<void> {
  if (reservations.length === 0) return;
  await sql`
    update reservations set par_semaine = true where id = any(${reservations}::int[])`.execute(tx);
}

/** Défaite, l'opération rend à la main ce qu'elle avait repris. */
export async function rendreALaMain(tx: Tx, operationId: number): Promise<void> {
  await sql`
    update reservations r set par_semaine = false from operations o
    where o.id = ${operationId} and r.id = any(o.reprises)`.execute(tx);
}

/** Les réservations vivantes que l'opération a posées. */
export async function listerPosees(tx: Tx, operationId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from reservations r join demandes d on d.id = r.demande_id
    where d.operation_id = ${operationId} and r.etat in ('demandee', 'en_liste_attente', 'validee')
  `.execute(tx);
  return rows.map((r) => r.id);
}

/** Ce qu'elle a retiré et que rien n'a remplacé depuis, avec l'état d'alors. */
export async function listerRetirees(
  tx: Tx,
  operationId: number,
): Promise<{ id: number; etatAvant: EtatVivant }[]> {
  const { rows } = await sql<{ id: number; etatAvant: EtatVivant }>`
    select r.id, x.etat_avant as "etatAvant"
    from retraits_d_operation x join reservations r on r.id = x.reservation_id
    where x.operation_id = ${operationId} and r.etat = 'annulee_par_famille' and not exists (
      select from reservations v where v.enfant_id = r.enfant_id and v.jour = r.jour
        and v.prestation_id = r.prestation_id
        and v.etat in ('demandee', 'en_liste_attente', 'validee'))`.execute(tx);
  return rows;
}

/** Les enfants d'une opération, à verrouiller avant ses places. */
export async function listerEnfantsDeLOperation(tx: Tx, operationId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select enfant_id as id from demandes where operation_id = ${operationId}
    union
    select r.enfant_id from retraits_d_operation x join reservations r on r.id = x.reservation_id
    where x.operation_id = ${operationId}`.execute(tx);
  return rows.map((r) => r.id);
}

/** Vrai une seule fois : l'opération est défaite. */
export async function noterDefaite(
  tx: Tx,
  operationId: number,
  { le, par }: { le: Date; par: number },
): Promise<boolean> {
  const { rows } = await sql`
    update operations set defaite_le = ${le}, defaite_par = ${par}
    where id = ${operationId} and defaite_le is null returning id`.execute(tx);
  return rows.length > 0;
}

/** Vrai une seule fois par opération, et jamais si elle est déjà défaite : le reçu part. */
export async function retenirRecu(tx: Tx, operationId: number, le: Date): Promise<boolean> {
  const { rows } = await sql`
    update operations set accusee_le = ${le}
    where id = ${operationId} and accusee_le is null and defaite_le is null
    returning id`.execute(tx);
  return rows.length > 0;
}

/** De même pour dire qu'elle est annulée. */
export async function retenirRecuDefait(tx: Tx, operationId: number, le: Date): Promise<boolean> {
  const { rows } = await sql`
    update operations set defaite_accusee_le = ${le}
    where id = ${operationId} and defaite_le is not null and defaite_accusee_le is null
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Pour la lettre : le travail ne connaît que son numéro. */
export async function chercherOperationAAccuser(
  tx: Tx,
  operationId: number,
): Promise<OperationLue | null> {
  const { rows } = await sql<OperationLue>`
    select ${colonnes} from operations o where o.id = ${operationId}`.execute(tx);
  return rows[0] ?? null;
}
