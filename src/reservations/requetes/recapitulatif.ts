import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatReservation, Origine } from '../regles/types.ts';
import { rangDeR } from './rang.ts';

/** Une réservation telle que les pages des familles la montrent. */
export interface ReservationMontree {
  id: number;
  enfantId: number;
  prenom: string;
  activiteId: number;
  activite: string;
  genre: string;
  prestationId: number;
  prestation: string;
  jour: Jour;
  etat: EtatReservation;
  origine: Origine;
  rang: number | null;
  placeOfferte: boolean;
}

export interface FiltreReservations {
  du: Jour;
  au: Jour;
  /** null : tous. */
  enfants?: readonly number[] | null;
  activites?: readonly number[] | null;
  origines?: readonly Origine[] | null;
  vivantes?: boolean;
  /** Les structures d'un agent ; null : toutes. */
  structures?: readonly number[] | null;
}

/** Les réservations des enfants de ces familles, dans l'ordre des jours, en un ordre SQL. */
export async function listerReservationsEntre(
  db: Db,
  familles: readonly number[],
  filtre: FiltreReservations,
): Promise<ReservationMontree[]> {
  const { du, au, enfants = null, activites = null, origines = null, vivantes = false } = filtre;
  const { structures = null } = filtre;
  const { rows } = await sql<ReservationMontree>`
    select r.id, e.id as "enfantId", e.prenom, a.id as "activiteId", a.nom as activite, a.genre,
      p.id as "prestationId", p.nom as prestation, r.jour, r.etat, r.origine,
      ${rangDeR} as rang, r.place_offerte as "placeOfferte"
    from reservations r
    join enfants e on e.id = r.enfant_id
    join prestations p on p.id = r.prestation_id
    join activites a on a.id = p.activite_id
    where e.famille_id = any(${familles}::int[]) and r.jour between ${du} and ${au}
      and (${enfants}::int[] is null or e.id = any(${enfants}::int[]))
      and (${activites}::int[] is null or a.id = any(${activites}::int[]))
      and (${origines}::text[] is null or r.origine = any(${origines}::text[]))
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
      and (not ${vivantes}::boolean or r.etat in ('demandee', 'en_liste_attente', 'validee'))
    order by r.jour, e.ne_le, p.heure_debut, p.ordre, r.id`.execute(db);
  return rows;
}

export interface Choisissable {
  id: number;
  nom: string;
}

/** Les enfants de ces familles, et les activités où ils ont, ou ont eu, une réservation. */
export async function listerFiltres(
  db: Db,
  familles: readonly number[],
): Promise<{ enfants: Choisissable[]; activites: Choisissable[] }> {
  const { rows } = await sql<{ enfants: Choisissable[]; activites: Choisissable[] }>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'nom', e.prenom || ' ' || e.nom)
          order by e.ne_le, e.id), '[]')
        from enfants e where e.famille_id = any(${familles}::int[])) as enfants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'nom', a.nom) order by a.ordre, a.nom), '[]')
        from activites a where a.id in (
          select p.activite_id from reservations r
          join prestations p on p.id = r.prestation_id
          join enfants e on e.id = r.enfant_id
          where e.famille_id = any(${familles}::int[]))) as activites`.execute(db);
  return rows[0] ?? { enfants: [], activites: [] };
}

/** Ce qu'une famille attend encore, demande par demande. */
export interface EnSuspens {
  demandeId: number;
  prenom: string;
  activite: string;
  etat: 'demandee' | 'en_liste_attente';
  nombre: number;
  premier: Jour;
  dernier: Jour;
}

export async function listerEnSuspens(
  db: Db,
  familles: readonly number[],
  aujourdhui: Jour,
): Promise<EnSuspens[]> {
  const { rows } = await sql<EnSuspens>`
    select r.demande_id as "demandeId", e.prenom, a.nom as activite, r.etat,
      count(*)::int as nombre, min(r.jour) as premier, max(r.jour) as dernier
    from reservations r
    join enfants e on e.id = r.enfant_id
    join prestations p on p.id = r.prestation_id
    join activites a on a.id = p.activite_id
    where e.famille_id = any(${familles}::int[]) and r.jour >= ${aujourdhui}
      and r.etat in ('demandee', 'en_liste_attente')
    group by r.demande_id, e.prenom, a.nom, r.etat
    order by min(r.jour), r.demande_id, r.etat`.execute(db);
  return rows;
}
