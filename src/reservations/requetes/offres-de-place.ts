import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Echeance, Issue } from '../regles/offre-de-place.ts';

/** Une place proposée à une famille, et les réservations qu'elle tient. */
export interface OffreDePlace {
  id: number;
  faiteLe: Date;
  expireLe: Date;
  annonceeLe: Date | null;
  issue: Issue | null;
  jour: Jour;
  activite: string;
  prestation: string;
  structureId: number;
  familleId: number;
  enfants: { id: number; prenom: string; reservationId: number }[];
}

const description = sql`
  select o.id, o.faite_le as "faiteLe", o.expire_le as "expireLe", o.annoncee_le as "annonceeLe",
    o.issue, min(r.jour)::date as jour, min(a.nom) as activite, min(p.nom) as prestation,
    min(a.structure_id) as "structureId", min(e.famille_id) as "familleId",
    jsonb_agg(jsonb_build_object('id', e.id, 'prenom', e.prenom, 'reservationId', r.id)
      order by e.ne_le, e.id) as enfants
  from offres_de_place o
    join reservations r on r.offre_id = o.id and (r.place_offerte or o.issue is not null)
    join enfants e on e.id = r.enfant_id
    join prestations p on p.id = r.prestation_id
    join activites a on a.id = p.activite_id`;

/** L'offre de ce lien, ouverte ou close ; null : lien inconnu. */
export async function chercherOffreDuLien(db: Db, empreinte: Buffer): Promise<OffreDePlace | null> {
  const { rows } = await sql<OffreDePlace>`
    ${description} where o.empreinte = ${empreinte} group by o.id`.execute(db);
  return rows[0] ?? null;
}

/** L'offre d'une de ces familles, ouverte ou close. */
export async function chercherOffreDeFamille(
  db: Db,
  id: number,
  familles: readonly number[],
): Promise<OffreDePlace | null> {
  const { rows } = await sql<OffreDePlace>`
    ${description} where o.id = ${id} group by o.id
    having bool_and(e.famille_id = any(${familles}::int[]))`.execute(db);
  return rows[0] ?? null;
}

export async function chercherOffre(db: Db, id: number): Promise<OffreDePlace | null> {
  const { rows } = await sql<OffreDePlace>`
    ${description} where o.id = ${id} group by o.id`.execute(db);
  return rows[0] ?? null;
}

/** Les offres qui attendent une réponse de ces familles, la plus pressée d'abord. */
export async function listerOffresOuvertes(
  db: Db,
  familles: readonly number[],
  maintenant: Date,
): Promise<OffreDePlace[]> {
  const { rows } = await sql<OffreDePlace>`
    ${description} where o.issue is null and o.expire_le >= ${maintenant}
      and e.famille_id = any(${familles}::int[])
    group by o.id order by o.expire_le, o.id`.execute(db);
  return rows;
}

/** Écrit une offre et les places qu'elle tient ; les compteurs sont à l'appelant. */
export async function insererOffre(
  tx: Tx,
  reservations: readonly number[],
  offre: Echeance & { faiteLe: Date; par: number | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with o as (
      insert into offres_de_place (faite_le, faite_par, annoncer_le, expire_le)
      values (${offre.faiteLe}, ${offre.par}, ${offre.annonceLe}, ${offre.expireLe}) returning id)
    update reservations r set offre_id = o.id, place_offerte = true from o
    where r.id = any(${reservations}::int[]) returning o.id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’offre n’a pas été écrite.');
  return ligne.id;
}

/** Vrai une seule fois par offre : sa lettre part avec ce lien. */
export async function retenirAnnonce(
  tx: Tx,
  id: number,
  empreinte: Buffer,
  le: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update offres_de_place set empreinte = ${empreinte}, annoncee_le = ${le}
    where id = ${id} and annoncee_le is null and issue is null returning 1`.execute(tx);
  return rows.length > 0;
}

/** Referme l'offre si elle est encore ouverte. À faire avant de changer l'état de ses réservations. */
export async function fermerOffre(tx: Tx, id: number, issue: Issue, le: Date): Promise<boolean> {
  const { rows } = await sql`
    update offres_de_place set issue = ${issue}, close_le = ${le}
    where id = ${id} and issue is null returning 1`.execute(tx);
  return rows.length > 0;
}

/** Les offres passées sans réponse, et celles dont la lettre doit partir. */
export async function listerOffresAFaire(
  db: Db,
  maintenant: Date,
): Promise<{ expirees: number[]; aAnnoncer: number[] }> {
  const { rows } = await sql<{ id: number; expiree: boolean }>`
    select id, expire_le < ${maintenant} as expiree from offres_de_place
    where issue is null and (expire_le < ${maintenant}
      or (annoncee_le is null and annoncer_le <= ${maintenant})) order by id`.execute(db);
  return {
    expirees: rows.flatMap((r) => (r.expiree ? [r.id] : [])),
    aAnnoncer: rows.flatMap((r) => (r.expiree ? [] : [r.id])),
  };
}

/** Où écrire : les adultes qui ont fait ces demandes. */
export async function listerDestinataires(
  db: Db,
  offreId: number,
): Promise<{ courriel: string; prenom: string | null; demandeId: number }[]> {
  const { rows } = await sql<{ courriel: string; prenom: string | null; demandeId: number }>`
    select distinct on (c.id) c.courriel::text as courriel, re.prenom, d.id as "demandeId"
    from reservations r join demandes d on d.id = r.demande_id join comptes c on c.id = d.compte_id
      left join responsables re on re.compte_id = c.id
    where r.offre_id = ${offreId} and c.courriel is not null order by c.id, d.id`.execute(db);
  return rows;
}

/** Compte une famille de plus passée devant ces fratries. */
export async function noterPassages(
  tx: Tx,
  reservations: readonly { id: number; passages: number }[],
): Promise<void> {
  if (reservations.length === 0) return;
  await sql`
    update reservations r set passages = r.passages + t.passages
    from unnest(${reservations.map((r) => r.id)}::int[],
      ${reservations.map((r) => r.passages)}::int[]) as t (id, passages)
    where r.id = t.id`.execute(tx);
}

/** Les prestations et les jours à venir où quelqu'un attend une place que la file donne d'elle-même. */
export async function listerJoursAServir(
  db: Db,
  aujourdhui: Jour,
): Promise<{ prestationId: number; jour: Jour }[]> {
  const { rows } = await sql<{ prestationId: number; jour: Jour }>`
    select distinct f.prestation_id as "prestationId", f.jour
    from file_d_attente f join activites a on a.id = f.activite_id
    where f.jour > ${aujourdhui} and a.liste_attente in ('automatique', 'offre')
      and not exists (
        select from jauges_prestations l join places p on p.jauge_id = l.jauge_id and p.jour = f.jour
        where l.prestation_id = f.prestation_id
          and (l.groupe_id is null or l.groupe_id = f.groupe_id) and p.prises >= p.places)
    order by f.jour, f.prestation_id`.execute(db);
  return rows;
}
