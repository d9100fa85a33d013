import { sql } from 'kysely';
import { joursFeriesEntre, type Territoire } from '../../activites/calendrier/feries.ts';
import type { DelaiDate, FaitsDelai } from '../../activites/delais/regles.ts';
import { schemaDelaiDate } from '../../activites/delais/schema.ts';
import { delaisConnusLe } from '../../activites/delais/versions.ts';
import type { ModeAttente } from '../../activites/regles/attente.ts';
import type { Db } from '../../platform/db.ts';
import { ajouterJours, type Jour } from '../../platform/jours.ts';
import type { Attente } from '../regles/file.ts';
import type { EtatReservation, Origine } from '../regles/types.ts';
import { prioritesDeR, rangDeR } from './rang.ts';

/** Une réservation avec les mots qu'il faut pour en parler. */
export interface ReservationDecrite {
  id: number;
  demandeId: number;
  enfantId: number;
  familleId: number;
  enfant: string;
  activiteId: number;
  activite: string;
  structureId: number;
  prestationId: number;
  prestation: string;
  groupeId: number | null;
  jour: Jour;
  etat: EtatReservation;
  origine: Origine;
  motif: string | null;
  /** Une place lui est proposée, qu'elle tient déjà ; et par quelle offre. */
  placeOfferte: boolean;
  offreId: number | null;
}

const description = sql`
  r.id, r.demande_id as "demandeId", r.enfant_id as "enfantId", e.famille_id as "familleId",
  e.prenom || ' ' || e.nom as enfant, a.id as "activiteId", a.nom as activite, a.structure_id as "structureId",
  r.prestation_id as "prestationId", p.nom as prestation, r.groupe_id as "groupeId", r.jour, r.etat, r.origine, r.motif,
  r.place_offerte as "placeOfferte", r.offre_id as "offreId"
  from reservations r
  join enfants e on e.id = r.enfant_id
  join prestations p on p.id = r.prestation_id
  join activites a on a.id = p.activite_id`;

/** Une réservation de ces familles, ou null. */
export async function chercherReservation(
  db: Db,
  id: number,
  familles: readonly number[],
): Promise<ReservationDecrite | null> {
  const { rows } = await sql<ReservationDecrite>`
    select ${description} where r.id = ${id} and e.famille_id = any(${familles}::int[])`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Des réservations déjà trouvées par leur propriétaire, dans l'ordre des jours. */
export async function decrireReservations(
  db: Db,
  ids: readonly number[],
): Promise<ReservationDecrite[]> {
  const { rows } = await sql<ReservationDecrite>`
    select ${description} where r.id = any(${ids}::int[]) order by r.jour, p.ordre, r.id`.execute(
    db,
  );
  return rows;
}

export interface DelaisDeReservation {
  listeAttente: ModeAttente;
  /** Combien de temps une place proposée attend une réponse. */
  offreHeures: number;
  delais: DelaiDate[];
  faits: FaitsDelai;
}

interface LigneDelais {
  ids: number[];
  creees_le: Date[];
  liste_attente: DelaisDeReservation['listeAttente'];
  offre_heures: number;
  delais: { ecritLe: string | null; delai: unknown }[];
  periode_du: Jour;
  premier: Jour;
  dernier: Jour;
  fuseau: string;
  territoire: Territoire;
  jours_ouverts: Jour[];
}

const RECUL_JOURS = 60;

/** Les délais de ces réservations et leurs faits ; un seul ordre, groupé par activité et période. */
export async function chercherDelaisDe(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, DelaisDeReservation>> {
  const { rows } = await sql<LigneDelais>`
    select vues.*, a.liste_attente, a.offre_heures, pe.du as periode_du, col.fuseau, col.territoire,
      (select coalesce(jsonb_agg(jsonb_build_object('ecritLe', d.ecrit_le, 'delai', jsonb_build_object(
        'pour', d.pour, 'prestationId', d.prestation_id, 'du', d.du, 'au', d.au, 'regle', d.regle,
        'tardif', d.tardif))), '[]') from delais d where d.activite_id = a.id) as delais,
      (select coalesce(jsonb_agg(distinct o.jour), '[]') from ouvertures o
        where o.prestation_id in (select id from prestations where activite_id = a.id)
          and o.jour between vues.premier - ${RECUL_JOURS}::int and vues.dernier) as jours_ouverts
    from (
      select array_agg(r.id order by r.id) as ids, array_agg(r.creee_le order by r.id) as creees_le, d.activite_id, d.periode_id, min(r.jour) as premier, max(r.jour) as dernier
      from reservations r join demandes d on d.id = r.demande_id
      where r.id = any(${ids}::int[]) group by d.activite_id, d.periode_id) vues
    join activites a on a.id = vues.activite_id
    join periodes pe on pe.id = vues.periode_id
    cross join collectivites col`.execute(db);
  const parReservation = new Map<number, DelaisDeReservation>();
  for (const ligne of rows) {
    const ecrits = ligne.delais.map(({ ecritLe, delai }) => ({
      ecritLe: ecritLe === null ? null : new Date(ecritLe),
      delai: schemaDelaiDate.parse(delai),
    }));
    const commun = {
      listeAttente: ligne.liste_attente,
      offreHeures: ligne.offre_heures,
      faits: {
        fuseau: ligne.fuseau,
        feries: joursFeriesEntre(
          ajouterJours(ligne.premier, -RECUL_JOURS),
          ligne.dernier,
          ligne.territoire,
        ),
        joursOuverts: ligne.jours_ouverts.sort(),
        periode: { du: ligne.periode_du },
      },
    };
    // Délais, règle 18 : chaque jour garde les règles connues quand il a été réservé.
    for (const [rang, id] of ligne.ids.entries()) {
      const delais = delaisConnusLe(ecrits, ligne.creees_le[rang] ?? new Date(0));
      parReservation.set(id, { ...commun, delais });
    }
  }
  return parReservation;
}

/** Les adresses où écrire à propos d'une demande : qui l'a faite, et la structure. */
export interface DemandeDecrite {
  id: number;
  familleId: number;
  enfantId: number;
  enfant: string;
  activite: string;
  structure: { nom: string; courriel: string };
  periode: string;
  prenomDemandeur: string | null;
  courrielDemandeur: string | null;
  /** L'agent qui l'a remplie pour la famille ; null : la famille elle-même. */
  saisiePar: string | null;
  recueLe: Date;
  traiteeLe: Date | null;
  joursEcartes: { prestation: string; jour: Jour; raison: string; phrase: string }[];
}

/** `familles` null : l'appelant a déjà trouvé la demande par son propriétaire (courriels, agents). */
export async function chercherDemande(
  db: Db,
  id: number,
  familles: readonly number[] | null,
): Promise<DemandeDecrite | null> {
  const { rows } = await sql<DemandeDecrite>`
    select d.id, e.famille_id as "familleId", e.id as "enfantId", e.prenom || ' ' || e.nom as enfant, a.nom as activite,
      jsonb_build_object('nom', s.nom, 'courriel', s.courriel) as structure, p.nom as periode,
      re.prenom as "prenomDemandeur", c.courriel::text as "courrielDemandeur",
      ag.prenom || ' ' || ag.nom as "saisiePar",
      d.recue_le as "recueLe", d.traitee_le as "traiteeLe", d.jours_ecartes as "joursEcartes"
    from demandes d
    join enfants e on e.id = d.enfant_id
    join activites a on a.id = d.activite_id
    join structures s on s.id = a.structure_id
    join periodes p on p.id = d.periode_id
    join comptes c on c.id = d.compte_id
    left join responsables re on re.compte_id = c.id
    left join agents ag on ag.compte_id = d.saisie_par
    where d.id = ${id} and (${familles === null} or e.famille_id = any(${familles ?? []}::int[]))`.execute(
    db,
  );
  return rows[0] ?? null;
}

export interface JourDeDemande {
  id: number;
  prestation: string;
  prestationId: number;
  activiteId: number;
  jour: Jour;
  etat: EtatReservation;
  motif: string | null;
  rang: number | null;
  /** Ce qui lui donne son rang ; null hors de la liste d'attente. */
  priorites: Pick<Attente, 'criteres' | 'remplis'> | null;
  placeOfferte: boolean;
}

/** Les jours d'une demande, avec leur rang sur la liste d'attente. */
export async function listerJoursDeDemande(db: Db, demandeId: number): Promise<JourDeDemande[]> {
  const { rows } = await sql<JourDeDemande>`
    select r.id, p.nom as prestation, p.id as "prestationId",
      p.activite_id as "activiteId", r.jour, r.etat, r.motif,
      ${rangDeR} as rang, ${prioritesDeR} as priorites, r.place_offerte as "placeOfferte"
    from reservations r join prestations p on p.id = r.prestation_id
    where r.demande_id = ${demandeId} order by r.jour, p.ordre, r.id`.execute(db);
  return rows;
}
