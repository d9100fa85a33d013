import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Ligne } from '../regles/types.ts';
import type { Emission } from './campagnes.ts';

export interface FactureAEmettre {
  payeurId: number;
  numero: number;
  montantCentimes: number;
  lignes: readonly Ligne[];
}

/** Ces payeurs, verrouillés dans l'ordre, moins ceux que la campagne a déjà facturés. */
export async function verrouillerPayeursAFacturer(
  tx: Tx,
  campagneId: number,
  payeurIds: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from payeurs p
    where p.id = any(${payeurIds}::int[]) and not exists (
      select from factures f where f.campagne_id = ${campagneId} and f.payeur_id = p.id
        and f.genre = 'facture')
    order by p.id for no key update of p`.execute(tx);
  return rows.map((r) => r.id);
}

/** Écrit ces factures, avec les copies figées de qui émet et à qui. Rend leurs numéros de ligne. */
export async function insererFactures(
  tx: Tx,
  e: Emission,
  factures: readonly FactureAEmettre[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; payeurId: number }>`
    insert into factures (regie_id, exercice, numero, genre, campagne_id, payeur_id, jour, echeance,
      du, au, montant_centimes, emetteur, destinataire, emise_le, emise_par)
    select ${e.regieId}, ${e.exercice}, t.numero, 'facture', ${e.campagneId}, t.payeur_id, ${e.jour},
      ${e.echeance}, ${e.du}, ${e.au}, t.montant,
      (select jsonb_build_object('collectivite', (select nom from collectivites), 'regie', r.nom,
        'adresse', r.adresse, 'siret', r.siret, 'courriel', r.courriel, 'telephone', r.telephone,
        'comptable', r.comptable) from regies r where r.id = ${e.regieId}),
      adresse_du_payeur(t.payeur_id), ${e.le}, ${e.compteId}
    from unnest(${factures.map((f) => f.numero)}::int[], ${factures.map((f) => f.payeurId)}::int[],
      ${factures.map((f) => f.montantCentimes)}::int[]) as t(numero, payeur_id, montant)
    returning id, payeur_id as "payeurId"`.execute(tx);
  return new Map(rows.map((r) => [r.payeurId, r.id]));
}

/** Toutes les lignes de ces factures, en un ordre. */
export async function insererLignes(
  tx: Tx,
  factures: readonly { id: number; lignes: readonly Ligne[] }[],
): Promise<void> {
  const lignes = factures.flatMap(({ id, lignes: siennes }) =>
    siennes.map((ligne, i) => ({ ...ligne, factureId: id, rang: i + 1 })),
  );
  await sql`
    insert into lignes_facture (facture_id, rang, enfant_id, prestation_id, jour, libelle, explication,
      prix_unitaire_centimes, montant_centimes, garde_d_enfant, payable_en_cesu, code_produit, details)
    select t.facture_id, t.rang, t.enfant_id, t.prestation_id, t.jour, t.libelle, t.explication,
      t.montant, t.montant, p.garde_d_enfant, p.payable_en_cesu, p.code_produit,
      jsonb_build_object('situation', t.situation, 'mentionTva', p.mention_tva)
    from unnest(${lignes.map((l) => l.factureId)}::int[], ${lignes.map((l) => l.rang)}::int[],
      ${lignes.map((l) => l.enfantId)}::int[], ${lignes.map((l) => l.prestationId)}::int[],
      ${lignes.map((l) => l.jour)}::date[], ${lignes.map((l) => l.libelle)}::text[],
      ${lignes.map((l) => l.explication)}::text[], ${lignes.map((l) => l.montantCentimes)}::int[],
      ${lignes.map((l) => l.situation)}::text[])
      as t(facture_id, rang, enfant_id, prestation_id, jour, libelle, explication, montant, situation)
    join prestations p on p.id = t.prestation_id`.execute(tx);
}

export interface FactureAnnulable {
  id: number;
  regieId: number;
  payeurId: number;
  genre: 'facture' | 'avoir';
  exercice: number;
  numero: number;
  montantCentimes: number;
  familleId: number | null;
  avoir: boolean;
  auTitre: boolean;
}

/** Verrouille le payeur d'une facture, puis la relit. */
export async function verrouillerFacture(tx: Tx, id: number): Promise<FactureAnnulable | null> {
  await sql`select 1 from payeurs where id = (select payeur_id from factures where id = ${id})
    for no key update`.execute(tx);
  const { rows } = await sql<FactureAnnulable>`
    select f.id, f.regie_id as "regieId", f.payeur_id as "payeurId", f.genre, f.exercice, f.numero,
      f.montant_centimes as "montantCentimes", p.famille_id as "familleId",
      exists (select from factures a where a.avoir_de = f.id) as avoir,
      exists (select from titres t where t.facture_id = f.id) as "auTitre"
    from factures f join payeurs p on p.id = f.payeur_id where f.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Le miroir d'une facture : mêmes lignes, montants opposés. */
export async function insererAvoir(
  tx: Tx,
  factureId: number,
  avoir: {
    exercice: number;
    numero: number;
    jour: string;
    motif: string;
    le: Date;
    compteId: number | null;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into factures (regie_id, exercice, numero, genre, payeur_id, avoir_de, motif, jour,
      echeance, du, au, montant_centimes, emetteur, destinataire, emise_le, emise_par)
    select regie_id, ${avoir.exercice}, ${avoir.numero}, 'avoir', payeur_id, id, ${avoir.motif},
      ${avoir.jour}, ${avoir.jour}, du, au, -montant_centimes, emetteur, destinataire, ${avoir.le},
      ${avoir.compteId}
    from factures where id = ${factureId} returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('L’avoir n’a pas été écrit.');
  await sql`
    insert into lignes_facture (facture_id, rang, enfant_id, prestation_id, jour, libelle, explication,
      quantite, prix_unitaire_centimes, montant_centimes, garde_d_enfant, payable_en_cesu,
      code_produit, details)
    select ${ligne.id}, rang, enfant_id, prestation_id, jour, libelle, explication, quantite,
      -prix_unitaire_centimes, -montant_centimes, garde_d_enfant, payable_en_cesu, code_produit, details
    from lignes_facture where facture_id = ${factureId}`.execute(tx);
  return ligne.id;
}
