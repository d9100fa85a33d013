import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Credit, FactureOuverte } from '../regles/imputation.ts';

export interface Payeur {
  id: number;
  familleId: number | null;
  nom: string;
}

/** Le nom sous lequel un payeur se lit : le sien (tiers), celui du responsable, de la famille. */
export const NOM_DU_PAYEUR = sql<string>`coalesce(p.nom,
  (select r.prenom || ' ' || r.nom from responsables r where r.id = p.responsable_id),
  (select 'Famille ' || f.nom from familles f where f.id = p.famille_id), '')`;

/**
 * Premier verrou de tout ce qui touche à l'argent d'un payeur ; par numéro croissant, pour que deux
 * actions ne s'attendent jamais l'une l'autre.
 */
export async function verrouillerPayeurs(
  tx: Tx,
  payeurIds: readonly number[],
): Promise<Map<number, Payeur>> {
  const { rows } = await sql<Payeur>`
    select p.id, p.famille_id as "familleId", ${NOM_DU_PAYEUR} as nom
    from payeurs p where p.id = any(${payeurIds}) order by p.id for no key update`.execute(tx);
  return new Map(rows.map((p) => [p.id, p]));
}

export type FactureDuPayeur = FactureOuverte & { payeurId: number };

/** Ce qui reste à payer à cette régie. Une facture passée au comptable (titre) n'en est plus. */
export async function listerFacturesOuvertes(
  tx: Tx,
  regieId: number,
  payeurIds: readonly number[],
): Promise<FactureDuPayeur[]> {
  const { rows } = await sql<FactureDuPayeur>`
    select s.facture_id as id, s.payeur_id as "payeurId", s.jour,
      s.reste_centimes as "resteCentimes",
      greatest(0, least(s.reste_centimes,
        (select coalesce(sum(l.montant_centimes), 0) from lignes_facture l
          where l.facture_id = s.facture_id and l.payable_en_cesu)
        - (select coalesce(sum(i.montant_centimes), 0) from imputations i
          join reglements r on r.id = i.reglement_id
          where i.facture_id = s.facture_id and r.mode = 'cesu')))::int as "cesuCentimes"
    from soldes_factures s
    where s.regie_id = ${regieId} and s.payeur_id = any(${payeurIds}) and s.reste_centimes > 0
      and not exists (select 1 from titres t where t.facture_id = s.facture_id)
    order by s.jour, s.facture_id`.execute(tx);
  return rows;
}

/** Combien de ces factures sont bien de ce payeur, à cette régie. */
export async function compterFacturesDuPayeur(
  tx: Tx,
  regieId: number,
  payeurId: number,
  factureIds: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*) as nombre from factures
    where id = any(${factureIds}) and payeur_id = ${payeurId} and regie_id = ${regieId}
      and genre = 'facture'`.execute(tx);
  return rows[0]?.nombre ?? 0;
}

export type CreditDuPayeur = Credit & { payeurId: number };

/** L'argent reçu, pas encore imputé ; un règlement contrepassé n'en laisse pas. */
export async function listerCredits(
  tx: Tx,
  regieId: number,
  payeurIds: readonly number[],
): Promise<CreditDuPayeur[]> {
  const { rows } = await sql<CreditDuPayeur>`
    select * from (
      select r.id as "reglementId", r.payeur_id as "payeurId", r.jour, r.mode = 'cesu' as cesu,
        r.montant_centimes - (select coalesce(sum(i.montant_centimes), 0)::int
          from imputations i where i.reglement_id = r.id) as "disponibleCentimes"
      from reglements r
      where r.regie_id = ${regieId} and r.payeur_id = any(${payeurIds}) and r.montant_centimes > 0
        and not exists (select 1 from reglements c where c.contrepasse = r.id)) credits
    where "disponibleCentimes" > 0`.execute(tx);
  return rows;
}
