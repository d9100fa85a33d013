import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Quotient, Regime } from '../regles/types.ts';

export const SOURCES = ['caf', 'msa', 'avis_imposition', 'declaration'] as const;
export type Source = (typeof SOURCES)[number];

export interface QuotientRange extends Quotient {
  id: number;
  source: Source;
  vuLe: Date;
}

export interface PayeurEtQuotients {
  id: number;
  nom: string;
  quotients: QuotientRange[];
}

export interface EnfantEtPaniers {
  id: number;
  nom: string;
  paniers: { id: number; du: Jour; au: Jour | null }[];
}

export interface DossierQuotients {
  familleId: number;
  nom: string;
  payeurs: PayeurEtQuotients[];
  enfants: EnfantEtPaniers[];
}

/** null : toutes les structures ; sinon, les familles qui y ont une demande. */
export type StructuresVues = readonly number[] | null;

/** Les payeurs d'une famille, leurs quotients (le plus récent d'abord), et les paniers-repas. */
export async function chercherDossierQuotients(
  db: Db,
  structures: StructuresVues,
  familleId: number,
): Promise<DossierQuotients | null> {
  const { rows } = await sql<Omit<DossierQuotients, 'payeurs'> & { payeurs: EnJson[] }>`
    select f.id as "familleId", f.nom,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id,
          'nom', coalesce(r.prenom || ' ' || r.nom, 'Famille ' || f.nom),
          'quotients', (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'valeur', q.valeur,
              'regime', q.regime, 'source', q.source, 'du', q.du, 'au', q.au, 'vuLe', q.vu_le)
              order by q.du desc), '[]')
            from quotients_familiaux q where q.payeur_id = p.id)) order by p.genre, p.id), '[]')
       from payeurs p left join responsables r on r.id = p.responsable_id
       where p.famille_id = f.id and p.repris_par is null) as payeurs,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'nom', e.prenom || ' ' || e.nom,
          'paniers', (select coalesce(jsonb_agg(jsonb_build_object('id', pr.id, 'du', pr.du, 'au', pr.au)
              order by pr.du desc), '[]')
            from paniers_repas pr where pr.enfant_id = e.id)) order by e.ne_le, e.id), '[]')
       from enfants e where e.famille_id = f.id
         and enfant_connu(e.id, ${structures}::int[])) as enfants
    from familles f
    where f.id = ${familleId} and f.fusionnee_dans is null and (${structures}::int[] is null or exists (
      select 1 from enfants e join demandes d on d.enfant_id = e.id
      join activites a on a.id = d.activite_id
      where e.famille_id = f.id and a.structure_id = any(${structures}::int[])))`.execute(db);
  const [ligne] = rows;
  if (!ligne) return null;
  const payeurs = ligne.payeurs.map((p) => ({
    ...p,
    quotients: p.quotients.map((q) => ({ ...q, vuLe: new Date(q.vuLe) })),
  }));
  return { ...ligne, payeurs };
}

type EnJson = Omit<PayeurEtQuotients, 'quotients'> & {
  quotients: (Omit<QuotientRange, 'vuLe'> & { vuLe: string })[];
};

/** Retient le payeur : deux quotients saisis ensemble se suivent au lieu de se heurter. */
export async function verrouillerPayeur(
  tx: Tx,
  id: number,
): Promise<{ familleId: number | null; nom: string } | null> {
  await sql`select id from payeurs where id = ${id} for no key update`.execute(tx);
  const { rows } = await sql<{ familleId: number | null; nom: string }>`
    select p.famille_id as "familleId",
      coalesce(p.nom, r.prenom || ' ' || r.nom, 'Famille ' || f.nom) as nom
    from payeurs p left join responsables r on r.id = p.responsable_id
    left join familles f on f.id = p.famille_id where p.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Ce qui vaut encore ce jour-là ou après, le plus ancien d'abord. */
export async function listerQuotientsDepuis(
  tx: Tx,
  payeurId: number,
  du: Jour,
): Promise<QuotientRange[]> {
  const { rows } = await sql<QuotientRange>`
    select id, valeur, regime, source, du, au, vu_le as "vuLe" from quotients_familiaux
    where payeur_id = ${payeurId} and (au is null or au > ${du}) order by du`.execute(tx);
  return rows;
}

/** Un quotient qui valait encore finit la veille du suivant : `au` est exclu. */
export async function cloreQuotient(tx: Tx, id: number, au: Jour): Promise<void> {
  await sql`update quotients_familiaux set au = ${au} where id = ${id}`.execute(tx);
}

export async function effacerQuotients(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from quotients_familiaux where id = any(${ids}::int[])`.execute(tx);
}

export async function insererQuotient(
  tx: Tx,
  q: {
    payeurId: number;
    valeur: number;
    regime: Regime;
    source: Source;
    du: Jour;
    au: Jour | null;
    le: Date;
    par: number | null;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into quotients_familiaux (payeur_id, valeur, regime, source, du, au, vu_le, vu_par)
    values (${q.payeurId}, ${q.valeur}, ${q.regime}, ${q.source}, ${q.du}, ${q.au}, ${q.le},
      ${q.par}) returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le quotient inséré n’a pas rendu son numéro.');
  return ligne.id;
}

/** L'enfant, s'il est de cette famille. */
export async function verrouillerEnfant(
  tx: Tx,
  id: number,
  familleId: number,
): Promise<{ nom: string } | null> {
  const { rows } = await sql<{ nom: string }>`
    select prenom || ' ' || nom as nom from enfants
    where id = ${id} and famille_id = ${familleId} for no key update`.execute(tx);
  return rows[0] ?? null;
}

/** Vrai si une autre période de panier-repas touche celle-ci. */
export async function panierSeChevauche(
  tx: Tx,
  p: { enfantId: number; du: Jour; au: Jour | null },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from paniers_repas where enfant_id = ${p.enfantId}
      and daterange(du, au) && daterange(${p.du}::date, ${p.au}::date)`.execute(tx);
  return rows.length > 0;
}

export async function insererPanierRepas(
  tx: Tx,
  p: { enfantId: number; du: Jour; au: Jour | null },
): Promise<void> {
  await sql`
    insert into paniers_repas (enfant_id, du, au)
    values (${p.enfantId}, ${p.du}, ${p.au})`.execute(tx);
}

/** Finit un panier-repas en cours ; rend ses dates d'avant, ou null s'il n'est pas de cette famille. */
export async function clorePanierRepas(
  tx: Tx,
  p: { id: number; familleId: number; au: Jour },
): Promise<{ enfantId: number; nom: string } | null> {
  const { rows } = await sql<{ enfantId: number; nom: string }>`
    update paniers_repas p set au = ${p.au} from enfants e
    where p.id = ${p.id} and e.id = p.enfant_id and e.famille_id = ${p.familleId}
      and p.du < ${p.au}
    returning e.id as "enfantId", e.prenom || ' ' || e.nom as nom`.execute(tx);
  return rows[0] ?? null;
}
