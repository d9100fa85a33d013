import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import { CANARI_FACTURE } from './facture.ts';

export interface LigneVoulue {
  enfant: number | null;
  prestation: number | null;
  jour: string;
  centimes: number;
  garde?: boolean;
  libelle?: string;
}

export interface FactureVoulue {
  numero: number;
  payeur: number;
  jour?: string;
  echeance?: string;
  campagne?: number | null;
  lignes?: readonly LigneVoulue[];
}

/** Une régie, avec son compte chez PayFiP. */
export async function poserRegie(db: Db): Promise<void> {
  await sql`
    insert into regies (nom, code, siret, regisseur, adresse, courriel, telephone, comptable,
      plafond_encaisse_centimes, payfip_numero_client)
    values ('Régie périscolaire', '01', '21450234500016', 'Nadia Benali',
      ${'1 place de la Mairie\n45130 Saint-Aubin'}, 'regie@saint-aubin.test', '02 38 00 00 00',
      'SGC de Meung-sur-Loire', 300000, '123456')`.execute(db);
}

/** Un agent régisseur ; rend son compte. */
export async function ajouterRegisseur(db: Db, role = 'regisseur'): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with c as (insert into comptes (identifiant, courriel, active_le, cree_le)
      values (${role}, ${`${role}@saint-aubin.test`}, '2026-09-01', '2026-09-01') returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Nadia', 'Benali', ${role}, '2026-09-01' from c returning compte_id as id`.execute(
    db,
  );
  return rows[0]?.id ?? 0;
}

/** Une facture émise ; rend son numéro de base. */
export async function emettreFacture(db: Db, f: FactureVoulue): Promise<number> {
  const lignes = f.lignes ?? [
    { enfant: 1, prestation: 3, jour: '2026-10-05', centimes: 305, libelle: 'Repas' },
    { enfant: 1, prestation: 1, jour: '2026-10-06', centimes: 1800, garde: true },
  ];
  const total = lignes.reduce((somme, l) => somme + l.centimes, 0);
  const jour = f.jour ?? '2026-11-05';
  const { rows } = await sql<{ id: number }>`
    insert into factures (regie_id, exercice, numero, genre, campagne_id, payeur_id, jour, echeance,
      du, au, montant_centimes, emetteur, destinataire, emise_le)
    values (1, ${Number(jour.slice(0, 4))}, ${f.numero}, 'facture', ${f.campagne ?? null},
      ${f.payeur}, ${jour}, ${f.echeance ?? '2026-12-05'}, '2026-10-01', '2026-10-31', ${total},
      '{}', '{}', ${jour}) returning id`.execute(db);
  const id = rows[0]?.id ?? 0;
  await sql`
    insert into lignes_facture (facture_id, rang, enfant_id, prestation_id, jour, libelle,
      explication, prix_unitaire_centimes, montant_centimes, garde_d_enfant, payable_en_cesu,
      code_produit)
    select ${id}, l.rang, (l.v ->> 'enfant')::int, (l.v ->> 'prestation')::int,
      (l.v ->> 'jour')::date, coalesce(l.v ->> 'libelle', 'Garderie, matin'), ${CANARI_FACTURE},
      (l.v ->> 'centimes')::int, (l.v ->> 'centimes')::int,
      coalesce((l.v ->> 'garde')::boolean, false), coalesce((l.v ->> 'garde')::boolean, false), ''
    from jsonb_array_elements(${JSON.stringify(lignes)}::jsonb) with ordinality l(v, rang)`.execute(
    db,
  );
  return id;
}

/** De l'argent reçu un jour, et les factures qu'il solde. */
export async function regler(
  db: Db,
  r: {
    payeur: number;
    jour: string;
    numero: number;
    parts: readonly { facture: number; centimes: number }[];
    credit?: number;
  },
): Promise<void> {
  const total = r.parts.reduce((somme, p) => somme + p.centimes, 0) + (r.credit ?? 0);
  await sql`
    with e as (insert into ecritures (regie_id, exercice, numero, jour, genre, libelle, passee_le)
      values (1, ${Number(r.jour.slice(0, 4))}, ${r.numero}, ${r.jour}, 'encaissement', 'essai',
        ${r.jour}) returning id),
    r as (insert into reglements (regie_id, exercice, numero, payeur_id, mode, montant_centimes,
        jour, ecriture_id, encaisse_le)
      select 1, ${Number(r.jour.slice(0, 4))}, ${r.numero}, ${r.payeur}, 'cheque', ${total},
        ${r.jour}, id, ${r.jour} from e returning id)
    insert into imputations (reglement_id, facture_id, montant_centimes, imputee_le)
    select r.id, (p ->> 'facture')::int, (p ->> 'centimes')::int, ${r.jour}
    from r, jsonb_array_elements(${JSON.stringify(r.parts)}::jsonb) p`.execute(db);
}
