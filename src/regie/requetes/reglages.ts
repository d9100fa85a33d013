import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { ReglagesDeRegie } from '../regles/reglages.ts';

export type RegieReglee = ReglagesDeRegie & {
  id: number;
  /** Une facture ou un mandat porte déjà son code. */
  codeServi: boolean;
};

const REGIE = sql`
  select r.id, r.nom, r.code, r.siret, r.regisseur, r.adresse, r.courriel::text as courriel,
    r.telephone, r.comptable, r.plafond_encaisse_centimes as "plafondCentimes",
    r.delai_de_paiement_jours as "delaiDePaiementJours", r.fournisseur_de_paiement as fournisseur,
    r.payfip_numero_client as "numeroPayfip", r.payfip_saisie as "saisiePayfip", r.ics, r.iban, r.bic,
    exists (select from factures f where f.regie_id = r.id)
      or exists (select from mandats m where m.regie_id = r.id) as "codeServi"
  from regies r`;

export async function listerRegiesReglees(db: Db): Promise<RegieReglee[]> {
  const { rows } = await sql<RegieReglee>`${REGIE} order by r.code, r.id`.execute(db);
  return rows;
}

export async function chercherRegieReglee(db: Db, id: number): Promise<RegieReglee | null> {
  const { rows } = await sql<RegieReglee>`${REGIE} where r.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function chercherRegieParCode(tx: Tx, code: string): Promise<RegieReglee | null> {
  const { rows } = await sql<RegieReglee>`${REGIE} where r.code = ${code}`.execute(tx);
  return rows[0] ?? null;
}

/** Créations et réglages passent un par un : le code reste unique, le journal dit le vrai « avant ». */
export async function verrouillerRegies(tx: Tx): Promise<void> {
  await sql`lock table regies in share row exclusive mode`.execute(tx);
}

export async function insererRegie(tx: Tx, r: ReglagesDeRegie): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into regies (nom, code, siret, regisseur, adresse, courriel, telephone, comptable,
      plafond_encaisse_centimes, delai_de_paiement_jours, fournisseur_de_paiement,
      payfip_numero_client, payfip_saisie, ics, iban, bic)
    values (${r.nom}, ${r.code}, ${r.siret}, ${r.regisseur}, ${r.adresse}, ${r.courriel},
      ${r.telephone}, ${r.comptable}, ${r.plafondCentimes}, ${r.delaiDePaiementJours},
      ${r.fournisseur}, ${r.numeroPayfip}, ${r.saisiePayfip}, ${r.ics}, ${r.iban}, ${r.bic})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('La régie insérée n’a pas rendu son numéro.');
  return ligne.id;
}

export async function changerRegie(tx: Tx, id: number, r: ReglagesDeRegie): Promise<void> {
  await sql`
    update regies set nom = ${r.nom}, code = ${r.code}, siret = ${r.siret},
      regisseur = ${r.regisseur}, adresse = ${r.adresse}, courriel = ${r.courriel},
      telephone = ${r.telephone}, comptable = ${r.comptable},
      plafond_encaisse_centimes = ${r.plafondCentimes},
      delai_de_paiement_jours = ${r.delaiDePaiementJours},
      fournisseur_de_paiement = ${r.fournisseur}, payfip_numero_client = ${r.numeroPayfip},
      payfip_saisie = ${r.saisiePayfip}, ics = ${r.ics}, iban = ${r.iban}, bic = ${r.bic}
    where id = ${id}`.execute(tx);
}

export interface ActiviteAFacturer {
  id: number;
  nom: string;
  structure: string;
  /** null : elle ne se facture pas ici. */
  regieId: number | null;
  regie: string | null;
}

export async function listerActivitesAFacturer(db: Db): Promise<ActiviteAFacturer[]> {
  const { rows } = await sql<ActiviteAFacturer>`
    select a.id, a.nom, s.nom as structure, a.regie_id as "regieId", r.nom as regie
    from activites a join structures s on s.id = a.structure_id
    left join regies r on r.id = a.regie_id
    order by s.nom, a.ordre, a.nom, a.id`.execute(db);
  return rows;
}
