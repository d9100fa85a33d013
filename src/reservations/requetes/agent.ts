import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatReservation } from '../regles/types.ts';
import { rangDeR } from './rang.ts';

/** Les structures d'un agent ; null : toutes. */
export type Structures = readonly number[] | null;

const visible = (structures: Structures) =>
  sql`(${structures === null} or a.structure_id = any(${structures ?? []}::int[]))`;

export interface DemandeNommee {
  id: number;
  enfant: string;
  activite: string;
}

/** Qui et quoi, pour ces demandes que l'agent voit, la plus ancienne d'abord. */
export async function nommerDemandes(
  db: Db,
  demandes: readonly number[],
  structures: Structures,
): Promise<DemandeNommee[]> {
  const { rows } = await sql<DemandeNommee>`
    select d.id, e.prenom || ' ' || e.nom as enfant, a.nom as activite
    from demandes d join enfants e on e.id = d.enfant_id join activites a on a.id = d.activite_id
    where d.id = any(${demandes}::int[]) and ${visible(structures)}
    order by d.recue_le, d.id`.execute(db);
  return rows;
}

export async function compterFile(
  db: Db,
  structures: Structures,
): Promise<{ activiteId: number; activite: string; demandes: number }[]> {
  const { rows } = await sql<{ activiteId: number; activite: string; demandes: number }>`
    select a.id as "activiteId", a.nom as activite, count(*)::int as demandes
    from demandes d join activites a on a.id = d.activite_id
    where d.traitee_le is null and ${visible(structures)} group by a.id, a.nom, a.ordre order by a.ordre, a.nom`.execute(
    db,
  );
  return rows;
}

/** Vrai si cette demande est d'une structure de l'agent. */
export async function estVisible(
  db: Db,
  demandeId: number,
  structures: Structures,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from demandes d join activites a on a.id = d.activite_id
    where d.id = ${demandeId} and ${visible(structures)}`.execute(db);
  return rows.length > 0;
}

export interface JourADecider {
  id: number;
  demandeId: number;
  enfantId: number;
  prestationId: number;
  prestation: string;
  groupeId: number | null;
  jour: Jour;
  etat: EtatReservation;
  motif: string | null;
  placeOfferte: boolean;
  rang: number | null;
  /** Places libres, la plus petite de ses jauges ; null : sans limite. */
  libres: number | null;
  /** Autres demandes en attente pour ce même jour et cette même prestation. */
  concurrentes: number;
}

/** Les jours d'une demande, avec les places et les autres demandes du même jour. */
export async function listerJoursADecider(db: Db, demandeId: number): Promise<JourADecider[]> {
  const { rows } = await sql<JourADecider>`
    select r.id, r.demande_id as "demandeId", r.enfant_id as "enfantId", r.prestation_id as "prestationId", p.nom as prestation,
      r.groupe_id as "groupeId", r.jour, r.etat, r.motif, r.place_offerte as "placeOfferte",
      ${rangDeR} as rang,
      (select min(pl.places - pl.prises) from jauges_prestations l
        join places pl on pl.jauge_id = l.jauge_id and pl.jour = r.jour
        where l.prestation_id = r.prestation_id and (l.groupe_id is null or l.groupe_id = r.groupe_id)) as libres,
      (select count(*)::int from reservations x where x.prestation_id = r.prestation_id and x.jour = r.jour
        and x.etat = 'demandee' and x.id <> r.id) as concurrentes
    from reservations r join prestations p on p.id = r.prestation_id
    where r.demande_id = ${demandeId} order by r.jour, p.ordre, r.id`.execute(db);
  return rows;
}

/** Les réservations vivantes de ces demandes, pour une décision groupée. */
export async function listerReservationsDemandees(
  db: Db,
  demandes: readonly number[],
  structures: Structures,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from reservations r join demandes d on d.id = r.demande_id join activites a on a.id = d.activite_id
    where d.id = any(${demandes}::int[]) and r.etat = 'demandee' and ${visible(structures)}
    order by d.recue_le, r.id`.execute(db);
  return rows.map((r) => r.id);
}

export interface Decidable {
  id: number;
  demandeId: number;
  enfantId: number;
  prestationId: number;
  groupeId: number | null;
  jour: Jour;
  etat: EtatReservation;
  placeOfferte: boolean;
}

/** Les réservations que cet agent peut décider, dans l'ordre d'arrivée. */
export async function listerDecidables(
  db: Db,
  ids: readonly number[],
  structures: Structures,
): Promise<Decidable[]> {
  const { rows } = await sql<Decidable>`
    select r.id, r.demande_id as "demandeId", r.enfant_id as "enfantId", r.prestation_id as "prestationId",
      r.groupe_id as "groupeId", r.jour, r.etat,
      r.place_offerte as "placeOfferte"
    from reservations r join demandes d on d.id = r.demande_id join activites a on a.id = d.activite_id
    where r.id = any(${ids}::int[]) and ${visible(structures)}
    order by d.recue_le, r.id`.execute(db);
  return rows;
}

/** Verrouille ces enfants, par numéro : avant toute place. */
export async function verrouillerEnfants(tx: Tx, enfants: readonly number[]): Promise<void> {
  await sql`select 1 from enfants where id = any(${enfants}::int[]) order by id for no key update`.execute(
    tx,
  );
}

/** Clôt les demandes où plus rien n'attend d'agent ; rend celles qui viennent de l'être. */
export async function cloreDemandesTraitees(
  tx: Tx,
  demandes: readonly number[],
  le: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update demandes d set traitee_le = ${le}, annoncee_le = ${le}
    where id = any(${demandes}::int[]) and traitee_le is null
      and not exists (select 1 from reservations r where r.demande_id = d.id and r.etat = 'demandee')
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

/** Vrai si un agent a décidé au moins un jour de cette demande. */
export async function aUneReponse(tx: Tx, demandeId: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from reservations where demande_id = ${demandeId}
      and (decidee_par is not null or etat = 'annulee_par_centre') limit 1`.execute(tx);
  return rows.length > 0;
}
