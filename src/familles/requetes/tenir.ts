import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Civilite, Qualite } from '../regles/dossier.ts';

/** La famille, retenue jusqu'à la fin de la transaction ; null : elle n'existe pas, ou plus. */
export async function verrouillerFamille(
  tx: Tx,
  familleId: number,
): Promise<{ id: number; nom: string; codeInsee: string | null; archiveeLe: Date | null } | null> {
  const { rows } = await sql<{
    id: number;
    nom: string;
    codeInsee: string | null;
    archiveeLe: Date | null;
  }>`
    select id, nom, code_insee as "codeInsee", archivee_le as "archiveeLe" from familles
    where id = ${familleId} and fusionnee_dans is null for update`.execute(tx);
  return rows[0] ?? null;
}

/** Un adulte d'un dossier, tel qu'un agent le corrige. */
export interface AdulteTenu {
  id: number;
  compteId: number;
  civilite: Civilite;
  prenom: string;
  nom: string;
  qualite: Qualite;
  courriel: string | null;
  identifiant: string;
  telephone: string;
  portable: string;
  adresse: string;
  codePostal: string;
  commune: string;
  /** Change à chaque enregistrement ; vide tant qu'il n'y en a pas eu. */
  version: string;
  activeLe: Date | null;
  fermeLe: Date | null;
  /** Les familles auxquelles il tient, celle-ci comprise. */
  familles: number[];
}

export async function chercherAdulte(
  db: Db,
  familleId: number,
  adulteId: number,
): Promise<AdulteTenu | null> {
  const { rows } = await sql<AdulteTenu>`
    select r.id, r.compte_id as "compteId", r.civilite, r.prenom, r.nom, ra.qualite,
      c.courriel::text as courriel, c.identifiant::text as identifiant, r.telephone, r.portable,
      r.adresse, r.code_postal as "codePostal", r.commune, coalesce(r.modifie_le::text, '') as version,
      c.active_le as "activeLe", c.ferme_le as "fermeLe",
      (select array_agg(x.famille_id order by x.famille_id) from rattachements x
        where x.responsable_id = r.id) as familles
    from rattachements ra join responsables r on r.id = ra.responsable_id
      join comptes c on c.id = r.compte_id
      join familles f on f.id = ra.famille_id and f.fusionnee_dans is null
    where ra.famille_id = ${familleId} and r.id = ${adulteId}`.execute(db);
  return rows[0] ?? null;
}

export async function enregistrerAdulte(
  tx: Tx,
  familleId: number,
  a: Pick<
    AdulteTenu,
    | 'id'
    | 'civilite'
    | 'prenom'
    | 'nom'
    | 'qualite'
    | 'telephone'
    | 'portable'
    | 'adresse'
    | 'codePostal'
    | 'commune'
  >,
  le: Date,
): Promise<void> {
  await sql`
    update responsables set civilite = ${a.civilite}, prenom = ${a.prenom}, nom = ${a.nom},
      telephone = ${a.telephone}, portable = ${a.portable}, adresse = ${a.adresse},
      code_postal = ${a.codePostal}, commune = ${a.commune}, modifie_le = ${le}
    where id = ${a.id}`.execute(tx);
  await sql`
    update rattachements set qualite = ${a.qualite}
    where famille_id = ${familleId} and responsable_id = ${a.id}`.execute(tx);
}

/** Faux s'il n'y était plus. */
export async function supprimerRattachement(
  tx: Tx,
  familleId: number,
  adulteId: number,
): Promise<boolean> {
  const { rows } = await sql`
    delete from rattachements where famille_id = ${familleId} and responsable_id = ${adulteId}
    returning responsable_id`.execute(tx);
  return rows.length > 0;
}

/** Combien d'autres adultes répondent de cette famille. */
export async function compterAutresAdultes(
  tx: Tx,
  familleId: number,
  adulteId: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from rattachements
    where famille_id = ${familleId} and responsable_id <> ${adulteId}`.execute(tx);
  return rows[0]?.n ?? 0;
}

export interface EnfantTenu {
  id: number;
  prenom: string;
  nom: string;
  neLe: Jour;
  /** Sa classe de l'année demandée. */
  classeId: number | null;
  classe: string | null;
}

export async function chercherEnfant(
  db: Db,
  familleId: number,
  enfantId: number,
  annee: string,
): Promise<EnfantTenu | null> {
  const { rows } = await sql<EnfantTenu>`
    select e.id, e.prenom, e.nom, e.ne_le as "neLe", cl.id as "classeId",
      ec.nom || ', ' || cl.nom as classe
    from enfants e join familles f on f.id = e.famille_id and f.fusionnee_dans is null
      left join scolarites s on s.enfant_id = e.id and s.annee_scolaire = ${annee}
      left join classes cl on cl.id = s.classe_id left join ecoles ec on ec.id = cl.ecole_id
    where e.famille_id = ${familleId} and e.id = ${enfantId}`.execute(db);
  return rows[0] ?? null;
}

export async function enregistrerEnfant(
  tx: Tx,
  e: Pick<EnfantTenu, 'id' | 'prenom' | 'nom' | 'neLe' | 'classeId'>,
  annee: string,
): Promise<void> {
  await sql`
    update enfants set prenom = ${e.prenom}, nom = ${e.nom}, ne_le = ${e.neLe}
    where id = ${e.id}`.execute(tx);
  if (e.classeId === null) {
    await sql`
      delete from scolarites where enfant_id = ${e.id} and annee_scolaire = ${annee}`.execute(tx);
    return;
  }
  await sql`
    insert into scolarites (enfant_id, annee_scolaire, classe_id)
    values (${e.id}, ${annee}, ${e.classeId})
    on conflict (enfant_id, annee_scolaire) do update set classe_id = excluded.classe_id`.execute(
    tx,
  );
}

export async function enregistrerFamille(
  tx: Tx,
  f: { id: number; nom: string; codeInsee: string | null },
): Promise<void> {
  await sql`
    update familles set nom = ${f.nom}, code_insee = ${f.codeInsee} where id = ${f.id}`.execute(tx);
}

export interface DossierTenu {
  id: number;
  nom: string;
  codeInsee: string | null;
  archiveeLe: Date | null;
}

export async function chercherDossierTenu(db: Db, id: number): Promise<DossierTenu | null> {
  const { rows } = await sql<DossierTenu>`
    select id, nom, code_insee as "codeInsee", archivee_le as "archiveeLe" from familles
    where id = ${id} and fusionnee_dans is null`.execute(db);
  return rows[0] ?? null;
}
