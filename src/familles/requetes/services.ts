import { sql } from 'kysely';
import type { LigneJournal } from '../../journal/regles.ts';
import type { Etat } from '../../messages/regles/conversation.ts';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
export type StructuresVues = readonly number[] | null;

/** L'agent voit la famille dont un enfant a une demande dans ses structures (toute réservation
 * tient à une demande). */
export const visible = (structures: StructuresVues) => sql<boolean>`
  (f.fusionnee_dans is null and (${structures}::int[] is null or exists (
    select 1 from enfants e join demandes d on d.enfant_id = e.id
    join activites a on a.id = d.activite_id
    where e.famille_id = f.id and a.structure_id = any(${structures}::int[]))))`;

export interface AdresseChangee {
  familleId: number;
  nom: string;
  le: Date;
}

/** Les familles dont une adresse a changé en ligne depuis ce jour, la plus récente d'abord. */
export async function listerAdressesChangees(
  db: Db,
  structures: StructuresVues,
  depuis: Date,
): Promise<AdresseChangee[]> {
  const { rows } = await sql<AdresseChangee>`
    select f.id as "familleId", f.nom, max(j.le) as le
    from journal j cross join unnest(j.sujets) s (sujet)
    join familles f on f.id = substring(s.sujet from '^famille:([0-9]{1,9})$')::int
    where j.verbe = 'changer_adresse' and j.le >= ${depuis} and ${visible(structures)}
    group by f.id, f.nom order by max(j.le) desc, f.id limit 20`.execute(db);
  return rows;
}

export interface DossierFamille {
  id: number;
  nom: string;
  archiveeLe: Date | null;
  communeRetenue: string | null;
  responsables: {
    id: number;
    nom: string;
    qualite: string;
    courriel: string | null;
    telephone: string;
    portable: string;
    adresse: string;
    codePostal: string;
    commune: string;
    factureElectronique: boolean;
  }[];
  enfants: { id: number; nom: string; neLe: Jour; classe: string | null }[];
  /** Ceux que seule une autre structure connaît : leur nombre, jamais leur nom. */
  enfantsAilleurs: number;
}

/** Le dossier que lit un agent, ou null s'il n'existe pas ou n'est pas de ses structures. */
export async function chercherDossier(
  db: Db,
  structures: StructuresVues,
  familleId: number,
  annee: string,
): Promise<DossierFamille | null> {
  const { rows } = await sql<DossierFamille>`
    select f.id, f.nom, f.archivee_le as "archiveeLe", co.nom as "communeRetenue",
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', r.id, 'nom', btrim(r.civilite || ' ' || r.prenom || ' ' || r.nom),
          'qualite', ra.qualite, 'courriel', c.courriel::text, 'telephone', r.telephone,
          'portable', r.portable, 'adresse', r.adresse, 'codePostal', r.code_postal,
          'commune', r.commune, 'factureElectronique', r.facture_electronique)
          order by ra.depuis_le, r.id), '[]')
       from rattachements ra join responsables r on r.id = ra.responsable_id
       join comptes c on c.id = r.compte_id where ra.famille_id = f.id) as responsables,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'nom', e.prenom || ' ' || e.nom,
          'neLe', e.ne_le, 'classe', (
            select ec.nom || ', ' || cl.nom from scolarites s
            join classes cl on cl.id = s.classe_id join ecoles ec on ec.id = cl.ecole_id
            where s.enfant_id = e.id and s.annee_scolaire = ${annee}))
          order by e.ne_le, e.id), '[]')
       from enfants e where e.famille_id = f.id and enfant_connu(e.id, ${structures}::int[])) as enfants,
      (select count(*)::int from enfants e where e.famille_id = f.id
        and not enfant_connu(e.id, ${structures}::int[])) as "enfantsAilleurs"
    from familles f left join communes co on co.code_insee = f.code_insee
    where f.id = ${familleId} and ${visible(structures)}`.execute(db);
  return rows[0] ?? null;
}

export interface DemandeDuDossier {
  id: number;
  enfant: string;
  activite: string;
  periode: string;
  recueLe: Date;
  traiteeLe: Date | null;
  jours: number;
}

export async function listerDernieresDemandes(
  db: Db,
  structures: StructuresVues,
  familleId: number,
  limite: number,
): Promise<DemandeDuDossier[]> {
  const { rows } = await sql<DemandeDuDossier>`
    select d.id, e.prenom || ' ' || e.nom as enfant, a.nom as activite, p.nom as periode,
      d.recue_le as "recueLe", d.traitee_le as "traiteeLe",
      (select count(distinct r.jour) from reservations r where r.demande_id = d.id) as jours
    from demandes d join enfants e on e.id = d.enfant_id join activites a on a.id = d.activite_id
    join periodes p on p.id = d.periode_id
    where e.famille_id = ${familleId}
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
    order by d.recue_le desc, d.id desc limit ${limite}`.execute(db);
  return rows;
}

export interface MessageDuDossier {
  id: number;
  objet: string;
  expediteur: string;
  recuLe: Date;
  etat: Etat;
}

export async function listerMessagesDuDossier(
  db: Db,
  structures: StructuresVues,
  familleId: number,
  limite: number,
): Promise<MessageDuDossier[]> {
  const { rows } = await sql<MessageDuDossier>`
    select m.id, m.objet, r.prenom || ' ' || r.nom as expediteur, m.recu_le as "recuLe",
      m.etat
    from messages m join responsables r on r.id = m.responsable_id
    where m.famille_id = ${familleId} and (${structures}::int[] is null
      or m.structure_id is null or m.structure_id = any(${structures}::int[]))
    order by m.recu_le desc, m.id desc limit ${limite}`.execute(db);
  return rows;
}

/** Le journal de la famille, sans les demandes, les messages ni les enfants d'une autre structure (sans structure : à tous). */
export async function listerJournalDuDossier(
  db: Db,
  structures: StructuresVues,
  familleId: number,
  limite: number,
): Promise<LigneJournal[]> {
  const { rows } = await sql<LigneJournal>`
    select j.id, j.le, j.acteur, j.verbe, j.phrase from journal j
    where j.sujets @> array[${`famille:${familleId}`}]::text[]
      and (${structures}::int[] is null or not exists (
        select 1 from unnest(j.sujets) s (sujet)
        left join demandes d on d.id = substring(s.sujet from '^demande:([0-9]{1,9})$')::int
        left join activites a on a.id = d.activite_id
        left join messages m on m.id = substring(s.sujet from '^message:([0-9]{1,9})$')::int
        left join enfants e on e.id = substring(s.sujet from '^enfant:([0-9]{1,9})$')::int
        where a.structure_id <> all(${structures}::int[])
          or m.structure_id <> all(${structures}::int[])
          or not enfant_connu(e.id, ${structures}::int[])))
    order by j.id desc limit ${limite}`.execute(db);
  return rows;
}
