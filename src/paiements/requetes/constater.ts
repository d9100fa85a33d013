import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { NomFournisseur } from '../port.ts';
import type { EtatDePaiement } from '../regles/suites.ts';

export interface PaiementAConstater {
  id: number;
  regieId: number;
  payeurId: number;
  familleId: number | null;
  fournisseur: NomFournisseur;
  numeroClient: string;
  reference: string;
  objet: string;
  montantCentimes: number;
  courriel: string;
  operation: string | null;
  etat: EtatDePaiement;
  creeLe: Date;
  ouvertLe: Date | null;
  echecs: number;
  factures: number[];
  /** Les annonces reçues du dehors, de la plus ancienne à la plus récente. */
  recus: Record<string, string>[];
  regie: { nom: string; courriel: string };
  fuseau: string;
}

const LIRE = sql`
  select pe.id, pe.regie_id as "regieId", pe.payeur_id as "payeurId", p.famille_id as "familleId",
    pe.fournisseur, pe.numero_client as "numeroClient", pe.reference, pe.objet,
    pe.montant_centimes as "montantCentimes", pe.courriel::text as courriel, pe.operation, pe.etat,
    pe.cree_le as "creeLe", pe.ouvert_le as "ouvertLe", pe.echecs,
    (select array_agg(facture_id order by facture_id) from paiements_factures
     where paiement_id = pe.id) as factures,
    (select coalesce(jsonb_agg(contenu order by id), '[]') from evenements_de_paiement
     where paiement_id = pe.id and source in ('retour', 'notification')) as recus,
    jsonb_build_object('nom', r.nom, 'courriel', r.courriel) as regie,
    (select fuseau from collectivites limit 1) as fuseau
  from paiements_en_ligne pe join payeurs p on p.id = pe.payeur_id
  join regies r on r.id = pe.regie_id`;

export async function trouverPaiement(db: Db, id: number): Promise<PaiementAConstater> {
  const { rows } = await sql<PaiementAConstater>`${LIRE} where pe.id = ${id}`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error(`Le paiement ${id} n’existe pas.`);
  return ligne;
}

/** Le payeur d'abord, comme tout ce qui touche à ses imputations ; puis le paiement, relu. */
export async function verrouillerPaiement(
  tx: Tx,
  p: { id: number; payeurId: number },
): Promise<PaiementAConstater> {
  await sql`select id from payeurs where id = ${p.payeurId} for no key update`.execute(tx);
  await sql`select id from paiements_en_ligne where id = ${p.id} for update`.execute(tx);
  return trouverPaiement(tx, p.id);
}

export async function attendre(tx: Tx, id: number, verifierLe: Date | null): Promise<void> {
  await sql`
    update paiements_en_ligne set verifier_le = ${verifierLe}, verifications = verifications + 1,
      echecs = 0
    where id = ${id}`.execute(tx);
}

export async function retenirPanne(tx: Tx, id: number, verifierLe: Date): Promise<void> {
  await sql`
    update paiements_en_ligne set verifier_le = ${verifierLe}, verifications = verifications + 1,
      echecs = echecs + 1
    where id = ${id} and etat not in ('paye', 'anomalie')`.execute(tx);
}

export async function conclure(
  tx: Tx,
  p: {
    id: number;
    etat: EtatDePaiement;
    le: Date;
    resultat: Record<string, string> | null;
    anomalie?: string;
  },
): Promise<void> {
  const resultat = p.resultat === null ? null : JSON.stringify(p.resultat);
  await sql`
    update paiements_en_ligne set etat = ${p.etat}, conclu_le = ${p.le}, verifier_le = null,
      verifications = verifications + 1, echecs = 0,
      resultat = coalesce(${resultat}::jsonb, resultat), anomalie = ${p.anomalie ?? null}
    where id = ${p.id}`.execute(tx);
}

/**
 * Les paiements à redemander maintenant, retenus deux minutes pour ce relevé : un autre processus
 * prend les suivants.
 */
export async function retenirAVerifier(
  tx: Tx,
  quand: { maintenant: Date; jusquA: Date; limite: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update paiements_en_ligne set verifier_le = ${quand.jusquA}
    where id in (
      select id from paiements_en_ligne where verifier_le <= ${quand.maintenant}
      order by verifier_le, id limit ${quand.limite} for update skip locked)
    returning id`.execute(tx);
  return rows.map((r) => r.id).sort((a, b) => a - b);
}
