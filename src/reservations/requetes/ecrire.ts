import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatReservation, EtatVivant, Origine } from '../regles/types.ts';

export interface JourEcarte {
  prestation: string;
  jour: Jour;
  raison: string;
  phrase: string;
}

export interface NouvelleDemande {
  enfantId: number;
  activiteId: number;
  periodeId: number;
  compteId: number;
  origine: Origine;
  /** L'agent qui l'a remplie pour la famille ; null : la famille elle-même. */
  saisiePar: number | null;
  cleUnique: string;
  /** De ce qui est demandé : la même clé pour autre chose n'est pas un renvoi. */
  empreinte: string;
  recueLe: Date;
}

/**
 * Enregistre la demande ; null : ce formulaire l'a déjà fait (double-clic, retour arrière, réseau).
 * Elle naît traitée : `conclureDemande` reprend celle qui attend un agent, sous le verrou des places.
 */
export async function insererDemande(tx: Tx, d: NouvelleDemande): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, saisie_par, cle_unique, empreinte,
      recue_le, traitee_le)
    values (${d.enfantId}, ${d.activiteId}, ${d.periodeId}, ${d.compteId}, ${d.origine}, ${d.saisiePar}, ${d.cleUnique}, ${d.empreinte},
      ${d.recueLe}, ${d.recueLe})
    on conflict (cle_unique) do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** La demande que ce formulaire a déjà faite, si elle est bien de ce compte. */
export async function chercherDemandeDeLaCle(
  tx: Tx,
  cleUnique: string,
  compteId: number,
): Promise<{ id: number; empreinte: string | null } | null> {
  const { rows } = await sql<{ id: number; empreinte: string | null }>`
    select id, empreinte from demandes where cle_unique = ${cleUnique} and compte_id = ${compteId}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/**
 * Sérialise ce qui touche un même enfant : deux onglets, deux parents. Vrai s'il est de ces familles.
 * Toujours avant le verrou des places.
 */
export async function verrouillerEnfant(
  tx: Tx,
  enfantId: number,
  familles: readonly number[],
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from enfants where id = ${enfantId} and famille_id = any(${familles}::int[])
    for no key update`.execute(tx);
  return rows.length > 0;
}

export interface NouvelleReservation {
  demandeId: number;
  enfantId: number;
  prestationId: number;
  groupeId: number | null;
  jour: Jour;
  etat: EtatVivant;
  /** Fait après la date limite : une majoration peut s'appliquer (Tarifs). */
  horsDelai: boolean;
}

/** Ce que ces réservations ont en commun. `parSemaine` : une semaine type les pose. */
export interface Provenance {
  origine: Origine;
  le: Date;
  motif: string | null;
  parSemaine: boolean;
}

/** Écrit tous les jours d'un geste en un ordre. L'ordre d'arrivée se donne ici, sous le verrou des places. */
export async function insererReservations(
  tx: Tx,
  { origine, le, motif, parSemaine }: Provenance,
  reservations: readonly NouvelleReservation[],
): Promise<void> {
  await sql`
    insert into reservations
      (demande_id, enfant_id, prestation_id, groupe_id, jour, etat, origine, creee_le, decidee_le, ordre_attente, hors_delai, motif, par_semaine)
    select t.demande_id, t.enfant_id, t.prestation_id, t.groupe_id, t.jour, t.etat, ${origine},
      ${le}, case when t.etat = 'validee' then ${le}::timestamptz end,
      case when t.etat = 'en_liste_attente' then nextval('ordre_d_arrivee') end, t.hors_delai, ${motif}, ${parSemaine}
    from unnest(${reservations.map((r) => r.demandeId)}::int[], ${reservations.map((r) => r.enfantId)}::int[],
      ${reservations.map((r) => r.prestationId)}::int[], ${reservations.map((r) => r.groupeId)}::int[],
      ${reservations.map((r) => r.jour)}::date[], ${reservations.map((r) => r.etat)}::text[],
      ${reservations.map((r) => r.horsDelai)}::boolean[])
      as t(demande_id, enfant_id, prestation_id, groupe_id, jour, etat, hors_delai)`.execute(tx);
}

/** Vrai une seule fois par demande : l'accusé de réception part. */
export async function retenirAccuse(tx: Tx, demandeId: number, le: Date): Promise<boolean> {
  const { rows } = await sql`
    update demandes set accusee_le = ${le} where id = ${demandeId} and accusee_le is null
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Ce qui a été écarté, et si un agent doit encore décider (`traiteeLe` nul). */
export async function conclureDemande(
  tx: Tx,
  demandeId: number,
  conclusion: { ecartes: readonly JourEcarte[]; traiteeLe: Date | null },
): Promise<void> {
  await sql`
    update demandes set jours_ecartes = ${JSON.stringify(conclusion.ecartes)}::jsonb, traitee_le = ${conclusion.traiteeLe}
    where id = ${demandeId}`.execute(tx);
}

/** Change l'état de réservations déjà verrouillées par leur enfant et leurs places. */
export async function changerEtat(
  tx: Tx,
  ids: readonly number[],
  vers: { etat: EtatReservation; le: Date; par: number | null; motif: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  const annulation = vers.etat === 'annulee_par_famille' || vers.etat === 'annulee_par_centre';
  await sql`
    update reservations set etat = ${vers.etat}, motif = coalesce(${vers.motif}, motif),
      annulee_le = case when ${annulation} then ${vers.le}::timestamptz else annulee_le end,
      annulee_par = case when ${annulation} then ${vers.par}::int else annulee_par end,
      decidee_le = case when ${annulation} then decidee_le else ${vers.le}::timestamptz end,
      decidee_par = case when ${annulation} then decidee_par else ${vers.par}::int end,
      ordre_attente = case when ${vers.etat} = 'en_liste_attente'
        then coalesce(ordre_attente, nextval('ordre_d_arrivee')) else ordre_attente end
    where id = any(${ids}::int[])`.execute(tx);
}
