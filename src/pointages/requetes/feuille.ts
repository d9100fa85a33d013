import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Pointage } from '../regles/pointer.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
export type StructuresVues = readonly number[] | null;

export interface PrestationAPointer {
  prestationId: number;
  prestation: string;
  activite: string;
  structure: string;
  heureDebut: string;
  heureFin: string;
  attendus: number;
  presents: number;
  pointes: number;
}

/** Ce qui se pointe ce jour-là, dans les structures de l'agent. */
export async function listerFeuilles(
  db: Db,
  structures: StructuresVues,
  jour: Jour,
): Promise<PrestationAPointer[]> {
  const { rows } = await sql<PrestationAPointer>`
    select p.id as "prestationId", p.nom as prestation, a.nom as activite, s.nom as structure,
      p.heure_debut as "heureDebut", p.heure_fin as "heureFin",
      (select count(*)::int from reservations r where r.prestation_id = p.id and r.jour = ${jour}
        and r.etat = 'validee') as attendus,
      (select count(*)::int from pointages x where x.prestation_id = p.id and x.jour = ${jour}
        and x.etat = 'present') as presents,
      (select count(*)::int from pointages x where x.prestation_id = p.id and x.jour = ${jour}) as pointes
    from ouvertures o join prestations p on p.id = o.prestation_id
    join activites a on a.id = p.activite_id join structures s on s.id = a.structure_id
    where o.jour = ${jour}
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
    order by p.heure_debut, a.ordre, p.ordre, p.id`.execute(db);
  return rows;
}

export interface Feuille {
  prestationId: number;
  prestation: string;
  activite: string;
  structureId: number;
  structure: string;
  heureFin: string;
}

/** La prestation, si l'agent voit sa structure et qu'elle ouvre ce jour-là. */
export async function chercherFeuille(
  db: Db,
  structures: StructuresVues,
  prestationId: number,
  jour: Jour,
): Promise<Feuille | null> {
  const { rows } = await sql<Feuille>`
    select p.id as "prestationId", p.nom as prestation, a.nom as activite, s.id as "structureId",
      s.nom as structure, p.heure_fin as "heureFin"
    from ouvertures o join prestations p on p.id = o.prestation_id
    join activites a on a.id = p.activite_id join structures s on s.id = a.structure_id
    where o.jour = ${jour} and p.id = ${prestationId}
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))`.execute(db);
  return rows[0] ?? null;
}

export interface LigneDeFeuille {
  enfantId: number;
  prenom: string;
  nom: string;
  familleId: number;
  classe: string | null;
  groupe: string | null;
  reserve: boolean;
  facture: boolean;
  pointage: Pointage | null;
}

/** Les attendus et les venus d'une prestation, un jour, par nom. `enfants` null : tous. */
export async function listerLignes(
  db: Db,
  prestationId: number,
  jour: Jour,
  annee: string,
  enfants: readonly number[] | null = null,
): Promise<LigneDeFeuille[]> {
  const { rows } = await sql<LigneDeFeuille>`
    with reservees as (
      select enfant_id, groupe_id from reservations
      where prestation_id = ${prestationId} and jour = ${jour} and etat = 'validee'),
    pointees as (
      select enfant_id, jsonb_build_object('etat', etat, 'arrivee', to_char(arrivee, 'HH24:MI'),
        'depart', to_char(depart, 'HH24:MI'), 'motif', motif) as pointage
      from pointages where prestation_id = ${prestationId} and jour = ${jour})
    select e.id as "enfantId", e.prenom, e.nom, e.famille_id as "familleId", c.nom as classe,
      g.nom as groupe, r.enfant_id is not null as reserve, p.pointage,
      exists (select from lignes_facture l join factures f on f.id = l.facture_id
        where (l.enfant_id = e.id
            or l.enfant_id in (select x.id from enfants x where x.fusionne_dans = e.id))
          and l.prestation_id = ${prestationId} and l.jour = ${jour}
          and f.genre = 'facture' and not exists (select from factures a where a.avoir_de = f.id)) as facture
    from reservees r full join pointees p using (enfant_id)
    join enfants e on e.id = enfant_id
    left join groupes g on g.id = r.groupe_id
    left join scolarites sc on sc.enfant_id = e.id and sc.annee_scolaire = ${annee}
    left join classes c on c.id = sc.classe_id
    where ${enfants}::int[] is null or e.id = any(${enfants}::int[])
    order by e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id`.execute(db);
  return rows;
}

/** Sérialise deux tablettes sur la même feuille : les enfants, par numéro. */
export async function verrouillerEnfants(tx: Tx, enfants: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from enfants where id = any(${enfants}::int[]) order by id for no key update`.execute(
    tx,
  );
  return rows.map((r) => r.id);
}

/** Écrit ces pointages, et garde ce qu'ils disaient avant. */
export async function enregistrerPointages(
  tx: Tx,
  cle: { prestationId: number; jour: Jour; le: Date; par: number },
  pointages: readonly (Pointage & { enfantId: number })[],
): Promise<void> {
  const enfants = pointages.map((p) => p.enfantId);
  await sql`
    insert into pointages_corriges (pointage_id, etat, arrivee, depart, motif, pointe_le, pointe_par, corrige_le)
    select id, etat, arrivee, depart, motif, pointe_le, pointe_par, ${cle.le} from pointages
    where prestation_id = ${cle.prestationId} and jour = ${cle.jour}
      and enfant_id = any(${enfants}::int[])`.execute(tx);
  await sql`
    insert into pointages (enfant_id, prestation_id, jour, etat, arrivee, depart, motif, pointe_le, pointe_par)
    select t.enfant_id, ${cle.prestationId}, ${cle.jour}, t.etat, t.arrivee, t.depart, t.motif, ${cle.le}, ${cle.par}
    from unnest(${enfants}::int[], ${pointages.map((p) => p.etat)}::text[],
      ${pointages.map((p) => p.arrivee)}::time[], ${pointages.map((p) => p.depart)}::time[],
      ${pointages.map((p) => p.motif)}::text[]) as t(enfant_id, etat, arrivee, depart, motif)
    on conflict on constraint un_enfant_se_pointe_une_fois do update set etat = excluded.etat,
      arrivee = excluded.arrivee, depart = excluded.depart, motif = excluded.motif,
      pointe_le = excluded.pointe_le, pointe_par = excluded.pointe_par`.execute(tx);
}

export interface EnfantTrouve {
  id: number;
  prenom: string;
  nom: string;
  classe: string | null;
}

/** Des enfants connus de la structure, dont chaque mot commence le nom ou le prénom. */
export async function chercherEnfants(
  db: Db,
  structureId: number,
  mots: readonly string[],
  annee: string,
): Promise<EnfantTrouve[]> {
  if (mots.length === 0) return [];
  const requete = mots.map((m) => `${m}:*`).join(' & ');
  const { rows } = await sql<EnfantTrouve>`
    select e.id, e.prenom, e.nom, c.nom as classe from enfants e
    left join scolarites sc on sc.enfant_id = e.id and sc.annee_scolaire = ${annee}
    left join classes c on c.id = sc.classe_id
    where to_tsvector('simple', mots_de_recherche(e.prenom || ' ' || e.nom)) @@ to_tsquery('simple', ${requete})
      and exists (select from demandes d join activites a on a.id = d.activite_id
        where d.enfant_id = e.id and a.structure_id = ${structureId})
    order by e.nom, e.prenom limit 20`.execute(db);
  return rows;
}

export interface Correction {
  etat: Pointage['etat'];
  arrivee: string | null;
  depart: string | null;
  motif: string | null;
  pointeLe: Date;
  par: string;
}

/** Ce que ce pointage a dit, du plus ancien au présent. */
export async function listerCorrections(
  db: Db,
  cle: { enfantId: number; prestationId: number; jour: Jour },
): Promise<Correction[]> {
  const { rows } = await sql<Correction>`
    select v.etat, to_char(v.arrivee, 'HH24:MI') as arrivee, to_char(v.depart, 'HH24:MI') as depart,
      v.motif, v.pointe_le as "pointeLe", coalesce(a.prenom || ' ' || a.nom, c.identifiant::text) as par
    from pointages p cross join lateral (
      select etat, arrivee, depart, motif, pointe_le, pointe_par from pointages_corriges
      where pointage_id = p.id
      union all select p.etat, p.arrivee, p.depart, p.motif, p.pointe_le, p.pointe_par) v
    join comptes c on c.id = v.pointe_par left join agents a on a.compte_id = c.id
    where p.enfant_id = ${cle.enfantId} and p.prestation_id = ${cle.prestationId} and p.jour = ${cle.jour}
    order by v.pointe_le`.execute(db);
  return rows;
}
