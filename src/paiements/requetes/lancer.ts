import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { DemandeDePaiement, NomFournisseur } from '../port.ts';
import type { FactureAPayer, RegieQuiEncaisse } from '../regles/lancement.ts';
import { estA, type Payeurs } from './payeurs.ts';

export interface RegieDuPaiement extends RegieQuiEncaisse {
  id: number;
  code: string;
  nom: string;
  saisie: DemandeDePaiement['saisie'];
}

/** Retient les payeurs de ces factures : deux paiements lancés ensemble passent l'un après l'autre. */
export async function verrouillerPayeurs(
  tx: Tx,
  qui: Payeurs,
  factureIds: readonly number[],
): Promise<void> {
  await sql`
    select p.id from payeurs p
    where p.id in (select payeur_id from factures where id = any(${factureIds}::int[]))
      and ${estA(qui)}
    order by p.id for no key update`.execute(tx);
}

export async function listerFacturesAPayer(
  tx: Tx,
  qui: Payeurs,
  factureIds: readonly number[],
): Promise<FactureAPayer[]> {
  const { rows } = await sql<FactureAPayer>`
    select f.id, f.numero, f.exercice, f.jour, f.payeur_id as "payeurId", f.regie_id as "regieId",
      s.reste_centimes as "resteCentimes",
      exists (select from titres t where t.facture_id = f.id) as "enTitre"
    from factures f join soldes_factures s on s.facture_id = f.id
    join payeurs p on p.id = f.payeur_id
    where f.id = any(${factureIds}::int[]) and ${estA(qui)}
    order by f.jour, f.id`.execute(tx);
  return rows;
}

export async function trouverRegie(tx: Tx, regieId: number): Promise<RegieDuPaiement> {
  const { rows } = await sql<RegieDuPaiement>`
    select id, code, nom, fournisseur_de_paiement as fournisseur,
      payfip_numero_client as "numeroClient", payfip_saisie as saisie
    from regies where id = ${regieId}`.execute(tx);
  const [regie] = rows;
  if (!regie) throw new Error(`La régie ${regieId} n’existe pas.`);
  return regie;
}

/** Une opération encore ouverte, plus jeune que `depuis`, paie-t-elle déjà l'une de ces factures ? */
export async function uneOperationEstOuverte(
  tx: Tx,
  factureIds: readonly number[],
  depuis: Date,
): Promise<boolean> {
  const { rows } = await sql<{ ouverte: boolean }>`
    select exists (
      select from paiements_factures pf join paiements_en_ligne pe on pe.id = pf.paiement_id
      where pf.facture_id = any(${factureIds}::int[]) and pe.etat in ('a_ouvrir', 'en_cours')
        and pe.cree_le > ${depuis}
    ) as ouverte`.execute(tx);
  return rows[0]?.ouverte ?? false;
}

export interface PaiementOuvert extends DemandeDePaiement {
  id: number;
  fournisseur: NomFournisseur;
  operation: string | null;
  etat: string;
  payeurId: number;
}

/** Le paiement déjà lancé avec cette clé par ce compte. */
export async function chercherParCle(
  tx: Tx,
  cle: string,
  compteId: number,
): Promise<Omit<PaiementOuvert, 'retour' | 'notification'> | null> {
  const { rows } = await sql<Omit<PaiementOuvert, 'retour' | 'notification'>>`
    select id, fournisseur, operation, etat, payeur_id as "payeurId",
      numero_client as "numeroClient", exercice, reference, objet,
      montant_centimes as "montantCentimes", courriel::text as courriel, saisie, id as rang,
      cree_le as le
    from paiements_en_ligne where cle_unique = ${cle} and compte_id = ${compteId}`.execute(tx);
  return rows[0] ?? null;
}

/** Le rang sert dans la référence : il se prend avant d'écrire la ligne. */
export async function prendreRang(tx: Tx): Promise<number> {
  const { rows } = await sql<{ rang: number }>`
    select nextval(pg_get_serial_sequence('paiements_en_ligne', 'id'))::int as rang`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('La suite des paiements n’a rien rendu.');
  return ligne.rang;
}

export async function insererPaiement(
  tx: Tx,
  p: Omit<DemandeDePaiement, 'retour' | 'notification'> & {
    regieId: number;
    payeurId: number;
    compteId: number;
    fournisseur: NomFournisseur;
    cle: string;
    verifierLe: Date;
  },
  factures: readonly FactureAPayer[],
): Promise<void> {
  await sql`
    insert into paiements_en_ligne (id, regie_id, payeur_id, compte_id, fournisseur, numero_client,
      reference, exercice, objet, montant_centimes, courriel, saisie, etat, cree_le, verifier_le,
      cle_unique)
    overriding system value
    values (${p.rang}, ${p.regieId}, ${p.payeurId}, ${p.compteId}, ${p.fournisseur},
      ${p.numeroClient}, ${p.reference}, ${p.exercice}, ${p.objet}, ${p.montantCentimes},
      ${p.courriel}, ${p.saisie}, 'a_ouvrir', ${p.le}, ${p.verifierLe}, ${p.cle})`.execute(tx);
  await sql`
    insert into paiements_factures (paiement_id, facture_id, montant_centimes)
    select ${p.rang}::int, * from unnest(${factures.map((f) => f.id)}::int[],
      ${factures.map((f) => f.resteCentimes)}::int[])`.execute(tx);
}

export async function marquerOuvert(
  tx: Tx,
  p: { id: number; operation: string; le: Date; verifierLe: Date },
): Promise<void> {
  await sql`
    update paiements_en_ligne set etat = 'en_cours', operation = ${p.operation}, ouvert_le = ${p.le},
      verifier_le = ${p.verifierLe}
    where id = ${p.id} and etat = 'a_ouvrir'`.execute(tx);
}

/** Le Trésor n'a pas ouvert : rien n'a pu être payé. */
export async function marquerNonOuvert(
  tx: Tx,
  p: { id: number; le: Date; raison: string },
): Promise<void> {
  await sql`
    update paiements_en_ligne set etat = 'expire', conclu_le = ${p.le}, verifier_le = null,
      resultat = ${JSON.stringify({ erreur: p.raison })}::jsonb
    where id = ${p.id} and etat = 'a_ouvrir'`.execute(tx);
}
