import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Compte } from '../regles/modes.ts';

/**
 * Retient la régie en partage : aucune journée ne se clôt pendant que l'on écrit. Rend le dernier
 * jour clos, ou null ; undefined si la régie n'existe pas.
 */
export async function chercherDernierJourClos(
  tx: Tx,
  regieId: number,
): Promise<Jour | null | undefined> {
  const regie = await sql`select id from regies where id = ${regieId} for key share`.execute(tx);
  if (regie.rows.length === 0) return undefined;
  const { rows } = await sql<{ jour: Jour | null }>`
    select max(jour) as jour from clotures where regie_id = ${regieId}`.execute(tx);
  return rows[0]?.jour ?? null;
}

export type GenreEcriture =
  | 'facture'
  | 'avoir'
  | 'encaissement'
  | 'contrepassation'
  | 'remise'
  | 'versement'
  | 'titre';

export interface Mouvement {
  compte: Compte;
  payeurId?: number;
  codeProduit?: string;
  /** Débit positif, crédit négatif. */
  montantCentimes: number;
}

export interface EcritureAInserer {
  regieId: number;
  exercice: number;
  numero: number;
  jour: Jour;
  genre: GenreEcriture;
  libelle: string;
  factureId?: number;
  contrepasse?: number;
  le: Date;
  compteId: number | null;
}

export async function insererEcriture(
  tx: Tx,
  e: EcritureAInserer,
  mouvements: readonly Mouvement[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ecritures (regie_id, exercice, numero, jour, genre, libelle, facture_id,
      contrepasse, passee_le, passee_par)
    values (${e.regieId}, ${e.exercice}, ${e.numero}, ${e.jour}, ${e.genre}, ${e.libelle},
      ${e.factureId ?? null}, ${e.contrepasse ?? null}, ${e.le}, ${e.compteId})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’écriture insérée n’a pas rendu son numéro.');
  await sql`
    insert into mouvements (ecriture_id, compte, payeur_id, code_produit, montant_centimes)
    select ${ligne.id}, compte, payeur, code, montant from unnest(
      ${mouvements.map((m) => m.compte)}::text[],
      ${mouvements.map((m) => m.payeurId ?? null)}::int[],
      ${mouvements.map((m) => m.codeProduit ?? null)}::text[],
      ${mouvements.map((m) => m.montantCentimes)}::bigint[])
      m(compte, payeur, code, montant)
    where montant <> 0`.execute(tx);
  return ligne.id;
}

export interface FactureAPasser {
  id: number;
  regieId: number;
  payeurId: number;
  genre: 'facture' | 'avoir';
  jour: Jour;
}

/** Les factures et avoirs, pas encore écrits, qui ont au moins un mouvement à écrire. */
export async function listerFacturesAPasser(
  tx: Tx,
  factureIds: readonly number[],
): Promise<FactureAPasser[]> {
  const { rows } = await sql<FactureAPasser>`
    select f.id, f.regie_id as "regieId", f.payeur_id as "payeurId", f.genre, f.jour
    from factures f
    where f.id = any(${factureIds})
      and not exists (select 1 from ecritures e
        where e.facture_id = f.id and e.genre in ('facture', 'avoir'))
      and (f.montant_centimes <> 0 or exists (
        select 1 from lignes_facture l where l.facture_id = f.id
        group by l.code_produit having sum(l.montant_centimes) <> 0))
    order by f.id`.execute(tx);
  return rows;
}

export async function listerPayeursDesFactures(
  tx: Tx,
  factureIds: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct payeur_id as id from factures
    where id = any(${factureIds}) order by payeur_id`.execute(tx);
  return rows.map((l) => l.id);
}

/** Une écriture par facture, dans l'ordre donné : redevables d'un côté, produits de l'autre. */
export async function insererEcrituresDeFactures(
  tx: Tx,
  factureIds: readonly number[],
  e: { exercice: number; premier: number; jour: Jour; le: Date; compteId: number | null },
): Promise<void> {
  await sql`
    with passees as (
      insert into ecritures (regie_id, exercice, numero, jour, genre, libelle, facture_id,
        passee_le, passee_par)
      select f.regie_id, ${e.exercice}::int, ${e.premier}::int + rang::int - 1, ${e.jour}::date,
        f.genre,
        case f.genre when 'facture' then 'Facture ' else 'Avoir ' end || f.exercice || '-'
          || lpad(f.numero::text, greatest(6, length(f.numero::text)), '0'),
        f.id, ${e.le}::timestamptz, ${e.compteId}::int
      from unnest(${factureIds}::int[]) with ordinality a(id, rang) join factures f using (id)
      returning id, facture_id)
    insert into mouvements (ecriture_id, compte, payeur_id, code_produit, montant_centimes)
    select e.id, 'redevables', f.payeur_id, null, f.montant_centimes
    from passees e join factures f on f.id = e.facture_id where f.montant_centimes <> 0
    union all
    select e.id, 'produits', null, l.code_produit, -sum(l.montant_centimes)
    from passees e join lignes_facture l on l.facture_id = e.facture_id
    group by e.id, l.code_produit having sum(l.montant_centimes) <> 0`.execute(tx);
}

export async function listerTitresAPasser(
  tx: Tx,
  factureIds: readonly number[],
): Promise<{ id: number; regieId: number }[]> {
  const { rows } = await sql<{ id: number; regieId: number }>`
    select f.id, f.regie_id as "regieId" from titres t join factures f on f.id = t.facture_id
    where f.id = any(${factureIds}) and not exists (
      select 1 from ecritures e where e.facture_id = f.id and e.genre = 'titre')
    order by f.id`.execute(tx);
  return rows;
}

export async function insererEcrituresDeTitres(
  tx: Tx,
  factureIds: readonly number[],
  e: { exercice: number; premier: number; jour: Jour; le: Date; compteId: number | null },
): Promise<void> {
  await sql`
    with passees as (
      insert into ecritures (regie_id, exercice, numero, jour, genre, libelle, facture_id,
        passee_le, passee_par)
      select f.regie_id, ${e.exercice}::int, ${e.premier}::int + rang::int - 1, ${e.jour}::date,
        'titre', 'Titre ' || t.exercice || '-' || t.numero, f.id, ${e.le}::timestamptz,
        ${e.compteId}::int
      from unnest(${factureIds}::int[]) with ordinality a(id, rang) join factures f using (id)
      join titres t on t.facture_id = f.id
      returning id, facture_id)
    insert into mouvements (ecriture_id, compte, payeur_id, montant_centimes)
    select e.id, c.compte, case c.compte when 'redevables' then f.payeur_id end,
      c.signe * t.montant_centimes
    from passees e join factures f on f.id = e.facture_id join titres t on t.facture_id = f.id,
      (values ('titres', 1), ('redevables', -1)) c(compte, signe)`.execute(tx);
}
