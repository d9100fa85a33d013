import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Exemple } from '../regles/essais.ts';
import { lireExemples, lireRegle } from '../regles/schema.ts';
import type { Grille, RegleTarif } from '../regles/types.ts';

/** Une version de grille telle qu'un agent la voit : brouillon, à venir, en vigueur ou passée. */
export interface GrilleRangee {
  /** De quoi calculer ; sa délibération est null tant qu'elle n'est pas publiée. */
  grille: Grille;
  exemples: Exemple[];
  prestation: string;
  activite: string;
  structureId: number;
  prestationMinutes: number;
  deliberationId: number | null;
  deliberation: string | null;
  publieeLe: Date | null;
}

interface Ligne extends Omit<GrilleRangee, 'grille' | 'exemples'> {
  id: number;
  prestationId: number;
  du: Jour;
  regle: unknown;
  exemples: unknown;
  coutDeRevientCentimes: number | null;
}

const CHAMPS: RawBuilder<Ligne> = sql`
  g.id, g.prestation_id as "prestationId", g.du, g.regle, g.exemples,
  g.cout_de_revient_centimes as "coutDeRevientCentimes", g.publiee_le as "publieeLe",
  g.deliberation_id as "deliberationId", d.numero as deliberation,
  p.nom as prestation, a.nom as activite, a.structure_id as "structureId",
  (extract(epoch from p.heure_fin - p.heure_debut) / 60)::int as "prestationMinutes"`;

const ORIGINE = sql`grilles g join prestations p on p.id = g.prestation_id
  join activites a on a.id = p.activite_id left join deliberations d on d.id = g.deliberation_id`;

function composer(ligne: Ligne): GrilleRangee {
  const { id, prestationId, du, regle, exemples, coutDeRevientCentimes, ...reste } = ligne;
  const deliberation = ligne.publieeLe ? ligne.deliberation : null;
  return {
    ...reste,
    exemples: lireExemples(exemples),
    grille: {
      id,
      prestationId,
      du,
      deliberation,
      regle: lireRegle(regle),
      coutDeRevientCentimes,
    },
  };
}

export interface PrestationTarifee {
  id: number;
  nom: string;
  activite: string;
  structureId: number;
}

/** Toutes les prestations, dans l'ordre des activités : certaines n'ont pas encore de grille. */
export async function listerPrestations(db: Db): Promise<PrestationTarifee[]> {
  const { rows } = await sql<PrestationTarifee>`
    select p.id, p.nom, a.nom as activite, a.structure_id as "structureId" from prestations p join activites a on a.id = p.activite_id
    order by a.ordre, a.id, p.ordre, p.id`.execute(db);
  return rows;
}

export async function listerGrilles(db: Db): Promise<GrilleRangee[]> {
  const { rows } = await sql<Ligne>`
    select ${CHAMPS} from ${ORIGINE} order by g.du desc, g.id desc`.execute(db);
  return rows.map(composer);
}

/** Les grilles publiées de ces prestations : toutes leurs versions, pour en choisir une par jour. */
export async function listerGrillesPubliees(
  db: Db,
  prestationIds: readonly number[],
): Promise<Grille[]> {
  const { rows } = await sql<Ligne>`
    select ${CHAMPS} from ${ORIGINE}
    where g.publiee_le is not null and g.prestation_id = any(${prestationIds}::int[])`.execute(db);
  return rows.map((ligne) => composer(ligne).grille);
}

export async function chercherGrille(db: Db, id: number): Promise<GrilleRangee | null> {
  const { rows } = await sql<Ligne>`
    select ${CHAMPS} from ${ORIGINE} where g.id = ${id}`.execute(db);
  return rows[0] ? composer(rows[0]) : null;
}

/** Deux gestes sur la même grille passent l'un après l'autre. */
export async function verrouillerGrille(tx: Tx, id: number): Promise<GrilleRangee | null> {
  await sql`select id from grilles where id = ${id} for update`.execute(tx);
  return chercherGrille(tx, id);
}

/** Le dernier jour déjà facturé de cette prestation, ou null. */
export async function chercherDernierJourFacture(
  db: Db,
  prestationId: number,
): Promise<Jour | null> {
  const { rows } = await sql<{ jour: Jour | null }>`
    select max(jour) as jour from lignes_facture where prestation_id = ${prestationId}`.execute(db);
  return rows[0]?.jour ?? null;
}

export interface Brouillon {
  du: Jour;
  regle: RegleTarif;
  coutDeRevientCentimes: number | null;
  deliberationId: number | null;
}

/** @returns null si la prestation n'existe pas */
export async function insererBrouillon(
  tx: Tx,
  prestationId: number,
  b: Brouillon & { exemples: readonly Exemple[] },
  qui: { le: Date; compteId: number | null },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into grilles (prestation_id, du, deliberation_id, regle, exemples,
      cout_de_revient_centimes, creee_le, creee_par)
    select id, ${b.du}, ${b.deliberationId}::int, ${JSON.stringify(b.regle)}::jsonb,
      ${JSON.stringify(b.exemples)}::jsonb, ${b.coutDeRevientCentimes}::int, ${qui.le},
      ${qui.compteId}::int
    from prestations where id = ${prestationId} returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function modifierBrouillon(tx: Tx, id: number, b: Brouillon): Promise<void> {
  await sql`
    update grilles set du = ${b.du}, regle = ${JSON.stringify(b.regle)}::jsonb,
      cout_de_revient_centimes = ${b.coutDeRevientCentimes}, deliberation_id = ${b.deliberationId}
    where id = ${id} and publiee_le is null`.execute(tx);
}

export async function remplacerExemples(
  tx: Tx,
  id: number,
  exemples: readonly Exemple[],
): Promise<void> {
  await sql`
    update grilles set exemples = ${JSON.stringify(exemples)}::jsonb
    where id = ${id} and publiee_le is null`.execute(tx);
}

export async function marquerPubliee(
  tx: Tx,
  id: number,
  qui: { le: Date; compteId: number | null },
): Promise<void> {
  await sql`
    update grilles set publiee_le = ${qui.le}, publiee_par = ${qui.compteId}
    where id = ${id} and publiee_le is null`.execute(tx);
}

export async function effacerBrouillon(tx: Tx, id: number): Promise<void> {
  await sql`delete from grilles where id = ${id} and publiee_le is null`.execute(tx);
}

export interface Deliberation {
  id: number;
  numero: string;
  objet: string;
  adopteeLe: Jour;
}

export async function listerDeliberations(db: Db): Promise<Deliberation[]> {
  const { rows } = await sql<Deliberation>`
    select id, numero, objet, adoptee_le as "adopteeLe" from deliberations
    order by adoptee_le desc, numero desc`.execute(db);
  return rows;
}

export async function insererDeliberation(tx: Tx, d: Omit<Deliberation, 'id'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into deliberations (numero, objet, adoptee_le)
    values (${d.numero}, ${d.objet}, ${d.adopteeLe}) returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('La délibération insérée n’a pas rendu son numéro.');
  return ligne.id;
}
