import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatDePaiement } from '../regles/suites.ts';
import { estA, type Payeurs } from './payeurs.ts';

export interface PaiementMontre {
  id: number;
  etat: EtatDePaiement;
  montantCentimes: number;
  creeLe: Date;
  ouvertLe: Date | null;
  concluLe: Date | null;
  fournisseur: string;
  courriel: string;
  reference: string;
  autorisation: string;
  prelevement: boolean;
  factures: { id: number; numero: number; exercice: number }[];
  quittance: number | null;
  exerciceDeQuittance: number | null;
  /** Le règlement reçu : sa quittance se télécharge. */
  reglementId: number | null;
  /** Ce qui dépassait ce qui restait dû : gardé en crédit. */
  creditCentimes: number;
  decision: 'encaisse' | 'ecarte' | null;
}

const CHAMPS = sql`
  pe.id, pe.etat, pe.montant_centimes as "montantCentimes", pe.cree_le as "creeLe",
  pe.ouvert_le as "ouvertLe", pe.conclu_le as "concluLe", pe.fournisseur,
  pe.courriel::text as courriel, pe.reference, coalesce(re.reference, '') as autorisation,
  coalesce(re.mode = 'payfip_prelevement', false) as prelevement,
  (select jsonb_agg(jsonb_build_object('id', f.id, 'numero', f.numero, 'exercice', f.exercice)
      order by f.jour, f.id)
   from paiements_factures pf join factures f on f.id = pf.facture_id
   where pf.paiement_id = pe.id) as factures,
  re.numero as quittance, re.exercice as "exerciceDeQuittance", re.id as "reglementId",
  coalesce(re.montant_centimes - (select coalesce(sum(i.montant_centimes), 0) from imputations i
    where i.reglement_id = re.id), 0)::int as "creditCentimes",
  pe.decision`;

const ORIGINE = sql`
  paiements_en_ligne pe join payeurs p on p.id = pe.payeur_id
  left join reglements re on re.paiement_en_ligne_id = pe.id`;

export async function chercherPaiementDe(
  db: Db,
  qui: Payeurs,
  id: number,
): Promise<PaiementMontre | null> {
  const { rows } = await sql<PaiementMontre>`
    select ${CHAMPS} from ${ORIGINE} where pe.id = ${id} and ${estA(qui)}`.execute(db);
  return rows[0] ?? null;
}

/** Une ligne de « Mes paiements » : un règlement reçu, quel qu'en soit le moyen, ou une tentative. */
export interface LignePaiement {
  cle: string;
  paiementId: number | null;
  /** null : une tentative, ou une annulation, qui n'a pas de quittance. */
  reglementId: number | null;
  le: Date;
  montantCentimes: number;
  mode: string;
  quittance: string | null;
  etat: EtatDePaiement;
  factures: string[];
}

/** Les règlements, et les tentatives encore ouvertes ou en quarantaine ; le plus récent d'abord. */
export async function listerPaiementsDe(
  db: Db,
  qui: Payeurs,
  page: { limite: number; saut: number },
): Promise<{ lignes: LignePaiement[]; total: number }> {
  const { rows } = await sql<LignePaiement & { total: number }>`
    with lignes as (
      select 'r' || re.id as cle, re.paiement_en_ligne_id as "paiementId",
        case when re.montant_centimes > 0 then re.id end as "reglementId", re.encaisse_le as le,
        re.montant_centimes as "montantCentimes", re.mode,
        re.exercice || '-' || lpad(re.numero::text, 6, '0') as quittance, 'paye' as etat,
        (select coalesce(array_agg(distinct f.exercice || '-' || lpad(f.numero::text, 6, '0')), '{}')
         from imputations i join factures f on f.id = i.facture_id
         where i.reglement_id = re.id) as factures
      from reglements re join payeurs p on p.id = re.payeur_id where ${estA(qui)}
      union all
      select 'p' || pe.id, pe.id, null, pe.cree_le, pe.montant_centimes, 'en_ligne', null, pe.etat,
        (select array_agg(f.exercice || '-' || lpad(f.numero::text, 6, '0'))
         from paiements_factures pf join factures f on f.id = pf.facture_id
         where pf.paiement_id = pe.id)
      from paiements_en_ligne pe join payeurs p on p.id = pe.payeur_id
      where ${estA(qui)} and pe.etat in ('en_cours', 'anomalie') and pe.decision is null)
    select *, count(*) over () as total from lignes
    order by le desc, cle limit ${page.limite} offset ${page.saut}`.execute(db);
  return { lignes: rows, total: rows[0]?.total ?? 0 };
}

export interface FacturePayable {
  id: number;
  numero: number;
  exercice: number;
  jour: Jour;
  echeance: Jour;
  payeurId: number;
  payeur: string;
  regieId: number;
  regie: string;
  montantCentimes: number;
  resteCentimes: number;
  enTitre: boolean;
  /** Une opération de moins de vingt minutes attend sa fin. */
  operationOuverte: boolean;
}

/** Ce qui reste à payer, de la plus ancienne à la plus récente ; `ids` : seulement celles-là. */
export async function listerFacturesPayables(
  db: Db,
  qui: Payeurs,
  choix: { ids: readonly number[] | null; depuis: Date },
): Promise<FacturePayable[]> {
  const { rows } = await sql<FacturePayable>`
    select f.id, f.numero, f.exercice, f.jour, f.echeance, f.payeur_id as "payeurId",
      f.destinataire ->> 'nom' as payeur, f.regie_id as "regieId", r.nom as regie, f.montant_centimes as "montantCentimes",
      s.reste_centimes as "resteCentimes",
      exists (select from titres t where t.facture_id = f.id) as "enTitre",
      exists (select from paiements_factures pf join paiements_en_ligne pe on pe.id = pf.paiement_id
        where pf.facture_id = f.id and pe.etat in ('a_ouvrir', 'en_cours')
          and pe.cree_le > ${choix.depuis}) as "operationOuverte"
    from factures f join soldes_factures s on s.facture_id = f.id
    join payeurs p on p.id = f.payeur_id join regies r on r.id = f.regie_id
    where ${estA(qui)} and case when ${choix.ids}::int[] is null
      then s.reste_centimes > 0 and not exists (select from titres t where t.facture_id = f.id)
      else f.id = any(${choix.ids}::int[]) end
    order by f.jour, f.id`.execute(db);
  return rows;
}

/** L'adresse où le Trésor enverra son ticket, proposée dans le formulaire. */
export async function chercherCourriel(db: Db, compteId: number): Promise<string> {
  const { rows } = await sql<{ courriel: string | null }>`
    select courriel::text as courriel from comptes where id = ${compteId}`.execute(db);
  return rows[0]?.courriel ?? '';
}
