import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Imputation, Pose } from '../regles/imputation.ts';
import type { Mode } from '../regles/modes.ts';

export interface ReglementDeja {
  reglementId: number;
  numero: number;
  payeurId: number;
  montantCentimes: number;
}

/** Le règlement déjà enregistré pour ce paiement en ligne ou cette clé de formulaire. */
export async function chercherReglementDeja(
  tx: Tx,
  cles: { paiementEnLigneId: number | null; cleUnique: string | null },
): Promise<ReglementDeja | null> {
  const { rows } = await sql<ReglementDeja>`
    select id as "reglementId", numero, payeur_id as "payeurId",
      montant_centimes as "montantCentimes"
    from reglements where paiement_en_ligne_id = ${cles.paiementEnLigneId}
      or cle_unique = ${cles.cleUnique}::uuid
    limit 1`.execute(tx);
  return rows[0] ?? null;
}

export interface ReglementAInserer {
  regieId: number;
  exercice: number;
  numero: number;
  payeurId: number;
  mode: Mode;
  montantCentimes: number;
  jour: Jour;
  reference: string;
  emetteur: string;
  ecritureId: number;
  contrepasse: number | null;
  motif: string | null;
  paiementEnLigneId: number | null;
  mandatId: number | null;
  cleUnique: string | null;
  le: Date;
  compteId: number | null;
}

export async function insererReglement(tx: Tx, r: ReglementAInserer): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into reglements (regie_id, exercice, numero, payeur_id, mode, montant_centimes, jour,
      reference, emetteur, ecriture_id, contrepasse, motif, paiement_en_ligne_id, mandat_id,
      cle_unique, encaisse_le, encaisse_par)
    values (${r.regieId}, ${r.exercice}, ${r.numero}, ${r.payeurId}, ${r.mode},
      ${r.montantCentimes}, ${r.jour}, ${r.reference}, ${r.emetteur}, ${r.ecritureId},
      ${r.contrepasse}, ${r.motif}, ${r.paiementEnLigneId}, ${r.mandatId}, ${r.cleUnique},
      ${r.le}, ${r.compteId})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le règlement inséré n’a pas rendu son numéro.');
  return ligne.id;
}

/** Un montant négatif libère. */
export async function insererImputations(
  tx: Tx,
  imputations: readonly Imputation[],
  le: Date,
): Promise<void> {
  if (imputations.length === 0) return;
  await sql`
    insert into imputations (reglement_id, facture_id, montant_centimes, imputee_le)
    select r, f, m, ${le} from unnest(
      ${imputations.map((i) => i.reglementId)}::int[], ${imputations.map((i) => i.factureId)}::int[],
      ${imputations.map((i) => i.montantCentimes)}::int[]) i(r, f, m)`.execute(tx);
}

/** Ce que ce règlement paie encore, facture par facture. */
export async function listerImputationsDuReglement(
  tx: Tx,
  reglementId: number,
): Promise<{ factureId: number; montantCentimes: number }[]> {
  const { rows } = await sql<{ factureId: number; montantCentimes: number }>`
    select facture_id as "factureId", sum(montant_centimes)::int as "montantCentimes"
    from imputations where reglement_id = ${reglementId}
    group by facture_id having sum(montant_centimes) <> 0 order by facture_id`.execute(tx);
  return rows;
}

export interface TropPercu {
  factureId: number;
  tropCentimes: number;
  /** La première posée d'abord. */
  poses: Pose[];
}

/** Les factures que ces avoirs laissent trop payées, et qui les avait payées. */
export async function listerTropPercus(tx: Tx, avoirIds: readonly number[]): Promise<TropPercu[]> {
  const { rows } = await sql<TropPercu>`
    select s.facture_id as "factureId", -s.reste_centimes as "tropCentimes",
      (select jsonb_agg(jsonb_build_object('reglementId', reglement_id, 'montantCentimes', montant)
          order by premiere)
        from (select reglement_id, sum(montant_centimes) as montant, min(id) as premiere
          from imputations where facture_id = s.facture_id
          group by reglement_id having sum(montant_centimes) > 0) poses) as poses
    from factures a join soldes_factures s on s.facture_id = a.avoir_de
    where a.id = any(${avoirIds}) and s.reste_centimes < 0
    order by s.facture_id`.execute(tx);
  return rows;
}
