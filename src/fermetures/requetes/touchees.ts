import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Comptee } from '../regles/resume.ts';
import type { Sort } from '../regles/sorts.ts';
import type { Touchee } from '../regles/types.ts';

/** Une réservation couverte, avec de quoi la tenir et en parler. */
export interface ReservationTouchee extends Touchee {
  demandeId: number;
  familleId: number;
  prenom: string;
  prestationId: number;
  activiteId: number;
  prestation: string;
  groupeId: number | null;
  motif: string | null;
}

const deLaDeclaration = (declarationId: number) => sql`
    from declarations_jours j
      join reservations r on r.prestation_id = j.prestation_id and r.jour = j.jour
        and r.etat in ('demandee', 'en_liste_attente', 'validee')
      join prestations p on p.id = r.prestation_id
      join enfants e on e.id = r.enfant_id
      left join pointages po on po.enfant_id = r.enfant_id and po.prestation_id = r.prestation_id
        and po.jour = r.jour
    where j.declaration_id = ${declarationId}
      and (not exists (select from declarations_classes where declaration_id = ${declarationId})
        or exists (select from declarations_classes c join scolarites s on s.classe_id = c.classe_id
          where c.declaration_id = ${declarationId} and s.enfant_id = r.enfant_id
            and s.annee_scolaire = annee_scolaire_du(r.jour)))`;

/** Les réservations vivantes que couvre la déclaration (Fermetures, règle 1), jour après jour. */
export async function listerTouchees(db: Db, declarationId: number): Promise<ReservationTouchee[]> {
  const { rows } = await sql<ReservationTouchee>`
    select r.id, r.demande_id as "demandeId", r.enfant_id as "enfantId", e.famille_id as "familleId",
      e.prenom, r.prestation_id as "prestationId", p.activite_id as "activiteId",
      p.nom as prestation, r.groupe_id as "groupeId", r.jour, r.etat, r.motif,
      coalesce(po.etat = 'present', false) as venue
    ${deLaDeclaration(declarationId)}
    order by r.jour, p.ordre, r.id`.execute(db);
  return rows;
}

export async function compterTouchees(db: Db, declarationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${deLaDeclaration(declarationId)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface SortEcrit extends Pick<Sort, 'sort' | 'facturee'> {
  reservation: ReservationTouchee;
}

/** Garde ce que chaque réservation était, et ce qu'elle devient. */
export async function insererSorts(
  tx: Tx,
  declarationId: number,
  sorts: readonly SortEcrit[],
): Promise<void> {
  await sql`
    insert into declarations_reservations
      (declaration_id, reservation_id, sort, facturee, etat_avant, motif_avant)
    select ${declarationId}, t.* from unnest(${sorts.map((s) => s.reservation.id)}::int[],
      ${sorts.map((s) => s.sort)}::text[], ${sorts.map((s) => s.facturee)}::boolean[],
      ${sorts.map((s) => s.reservation.etat)}::text[], ${sorts.map((s) => s.reservation.motif)}::text[]) as t`.execute(
    tx,
  );
}

/** Ce qu'un retrait peut remettre. */
export interface Annulee {
  id: number;
  demandeId: number;
  prenom: string;
  enfantId: number;
  familleId: number;
  prestationId: number;
  groupeId: number | null;
  jour: string;
  etat: Touchee['etat'];
  motif: string | null;
}

/**
 * Les réservations que la déclaration a annulées et que rien n'a touchées depuis : annulées au même
 * instant, sans autre réservation vivante de l'enfant à la même case (Fermetures, règle 8).
 */
export async function listerAnnulees(db: Db, declarationId: number): Promise<Annulee[]> {
  const { rows } = await sql<Annulee>`
    select r.id, r.demande_id as "demandeId", e.prenom, r.enfant_id as "enfantId",
      e.famille_id as "familleId", r.prestation_id as "prestationId", r.groupe_id as "groupeId", r.jour,
      x.etat_avant as etat, x.motif_avant as motif
    from declarations_reservations x
      join declarations d on d.id = x.declaration_id
      join reservations r on r.id = x.reservation_id and r.etat = 'annulee_par_centre'
        and r.annulee_le = d.confirmee_le
      join enfants e on e.id = r.enfant_id
    where x.declaration_id = ${declarationId} and x.sort = 'annulee'
      and not exists (select from reservations v where v.enfant_id = r.enfant_id
        and v.prestation_id = r.prestation_id and v.jour = r.jour
        and v.etat in ('demandee', 'en_liste_attente', 'validee'))
    order by r.id`.execute(db);
  return rows;
}

export async function marquerRetablies(
  tx: Tx,
  declarationId: number,
  ids: readonly number[],
): Promise<void> {
  await sql`
    update declarations_reservations set retablie = true
    where declaration_id = ${declarationId} and reservation_id = any(${ids}::int[])`.execute(tx);
}

/** Ce que la déclaration a touché, une fois confirmée. */
export async function listerComptees(db: Db, declarationId: number): Promise<Comptee[]> {
  const { rows } = await sql<Comptee>`
    select r.enfant_id as "enfantId", e.famille_id as "familleId",
      r.prestation_id as "prestationId", r.jour, x.etat_avant as "etatAvant", x.sort, x.facturee
    from declarations_reservations x join reservations r on r.id = x.reservation_id
      join enfants e on e.id = r.enfant_id
    where x.declaration_id = ${declarationId} order by r.jour, r.id`.execute(db);
  return rows;
}

export async function compterSorts(db: Db, declarationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from declarations_reservations
    where declaration_id = ${declarationId}`.execute(db);
  return rows[0]?.n ?? 0;
}
