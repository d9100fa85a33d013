import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Durees } from '../regles/durees.ts';
import type { EnfantDeLaFiche, RubriqueChiffree } from './fiche.ts';

export async function trouverDurees(db: Db): Promise<Durees> {
  const { rows } = await sql<Durees>`
    select fiches_mois as "fichesMois", lectures_mois as "lecturesMois"
    from durees_de_sante`.execute(db);
  const ligne = rows[0];
  if (!ligne) throw new Error('durees_de_sante est vide');
  return ligne;
}

/** Faux : elles étaient déjà celles-là. */
export async function changerDurees(tx: Tx, d: Durees): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update durees_de_sante set fiches_mois = ${d.fichesMois}, lectures_mois = ${d.lecturesMois}
    where (fiches_mois, lectures_mois) <> (${d.fichesMois}, ${d.lecturesMois})`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

export async function trouverFuseau(db: Db): Promise<string | null> {
  const { rows } = await sql<{ fuseau: string }>`select fuseau from collectivites`.execute(db);
  return rows[0]?.fuseau ?? null;
}

/** Une fiche dont plus rien n'est récent : ni réservation, ni venue, ni écriture après ce jour. */
const depassee = (limite: Jour) => sql<boolean>`
  not exists (select from reservations r where r.enfant_id = e.id and r.jour > ${limite}
    and r.etat in ('validee', 'demandee', 'en_liste_attente'))
  and not exists (select from pointages p where p.enfant_id = e.id and p.jour > ${limite}
    and p.etat = 'present')
  and not exists (
    select from (
      select modifiee_le as le from rubriques_sanitaires where enfant_id = e.id
      union all select confirmee_le from fiches_sanitaires where enfant_id = e.id
      union all select donnee_le from autorisations where enfant_id = e.id
      union all select ajoutee_le from personnes_autorisees where enfant_id = e.id
      union all select choisi_le from regimes_des_enfants where enfant_id = e.id) ecrits
    where ecrits.le >= ${limite}::date + 1)`;

/** Les enfants dont il reste quelque chose à effacer. */
export async function listerFichesDepassees(
  db: Db,
  limite: Jour,
  nombre: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select e.id from enfants e
    where e.id in (
      select enfant_id from fiches_sanitaires union select enfant_id from autorisations
      union select enfant_id from personnes_autorisees
      union select enfant_id from regimes_des_enfants)
      and ${depassee(limite)}
    order by e.id limit ${nombre}`.execute(db);
  return rows.map((r) => r.id);
}

/**
 * Retient ces enfants, puis ne rend que ceux qui sont encore dépassés : une famille a pu écrire ou
 * réserver entre-temps, et tient le même verrou.
 */
export async function retenirDepassees(
  tx: Tx,
  enfants: readonly number[],
  limite: Jour,
): Promise<EnfantDeLaFiche[]> {
  await sql`
    select id from enfants where id = any(${enfants}::int[]) order by id
    for no key update`.execute(tx);
  const { rows } = await sql<EnfantDeLaFiche>`
    select e.id, e.famille_id as "familleId", e.prenom, e.nom from enfants e
    where e.id = any(${enfants}::int[]) and ${depassee(limite)} order by e.id`.execute(tx);
  return rows;
}

export async function effacerFiches(tx: Tx, enfants: readonly number[]): Promise<void> {
  await sql`delete from rubriques_sanitaires where enfant_id = any(${enfants}::int[])`.execute(tx);
  await sql`delete from fiches_sanitaires where enfant_id = any(${enfants}::int[])`.execute(tx);
  await sql`delete from autorisations where enfant_id = any(${enfants}::int[])`.execute(tx);
  await sql`delete from personnes_autorisees where enfant_id = any(${enfants}::int[])`.execute(tx);
  await sql`delete from regimes_des_enfants where enfant_id = any(${enfants}::int[])`.execute(tx);
}

export async function effacerLectures(tx: Tx, avant: Jour): Promise<void> {
  await sql`delete from lectures_sante where lue_le < ${avant}::date`.execute(tx);
}

export type RubriqueARechiffrer = Pick<RubriqueChiffree, 'rubrique' | 'cle' | 'contenu'> & {
  enfantId: number;
};

/** Des rubriques d'une autre clé, après celle-ci dans l'ordre ; retenues. */
export async function listerARechiffrer(
  tx: Tx,
  cle: number,
  apres: { enfantId: number; rubrique: string },
  nombre: number,
): Promise<RubriqueARechiffrer[]> {
  const { rows } = await sql<RubriqueARechiffrer>`
    select enfant_id as "enfantId", rubrique, cle, contenu_chiffre as contenu
    from rubriques_sanitaires
    where cle <> ${cle} and (enfant_id, rubrique) > (${apres.enfantId}, ${apres.rubrique})
    order by enfant_id, rubrique limit ${nombre} for update`.execute(tx);
  return rows;
}

/** Le même texte sous une autre clé : ni la date ni l'auteur ne changent. */
export async function remplacerChiffres(
  tx: Tx,
  rubriques: readonly RubriqueARechiffrer[],
): Promise<void> {
  await sql`
    update rubriques_sanitaires r set cle = t.cle, contenu_chiffre = decode(t.contenu, 'hex')
    from unnest(${rubriques.map((r) => r.enfantId)}::int[],
      ${rubriques.map((r) => r.rubrique)}::text[], ${rubriques.map((r) => r.cle)}::int[],
      ${rubriques.map((r) => r.contenu.toString('hex'))}::text[])
      as t(enfant_id, rubrique, cle, contenu)
    where r.enfant_id = t.enfant_id and r.rubrique = t.rubrique`.execute(tx);
}
