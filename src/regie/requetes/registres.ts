import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Compte, Mode } from '../regles/modes.ts';
import { NOM_DU_PAYEUR } from './payeurs.ts';

export interface DemandeEnCours {
  id: number;
  reglementId: number;
  exercice: number;
  numero: number;
  payeur: string;
  mode: Mode;
  montantCentimes: number;
  motif: string;
  demandeeLe: Date;
  demandeePar: number;
  demandeur: string;
}

export async function listerDemandesEnCours(db: Db, regieId: number): Promise<DemandeEnCours[]> {
  const { rows } = await sql<DemandeEnCours>`
    select d.id, r.id as "reglementId", r.exercice, r.numero, ${NOM_DU_PAYEUR} as payeur, r.mode,
      r.montant_centimes as "montantCentimes", d.motif, d.demandee_le as "demandeeLe",
      d.demandee_par as "demandeePar",
      coalesce((select a.prenom || ' ' || a.nom from agents a where a.compte_id = d.demandee_par),
        '') as demandeur
    from demandes_de_contrepassation d join reglements r on r.id = d.reglement_id
    join payeurs p on p.id = r.payeur_id
    where r.regie_id = ${regieId} and d.decidee_le is null
    order by d.demandee_le, d.id`.execute(db);
  return rows;
}

export interface MouvementALire {
  id: number;
  exercice: number;
  numero: number;
  jour: Jour;
  libelle: string;
  compte: Compte;
  tiers: string;
  montantCentimes: number;
}

/** Le grand livre : chaque mouvement, dans l'ordre des écritures. */
export async function listerMouvements(
  db: Db,
  regieId: number,
  f: { du: Jour; au: Jour; compte: Compte | null },
  limite: number,
): Promise<MouvementALire[]> {
  const { rows } = await sql<MouvementALire>`
    select m.id, e.exercice, e.numero, e.jour, e.libelle, m.compte,
      coalesce((select ${NOM_DU_PAYEUR} from payeurs p where p.id = m.payeur_id),
        m.code_produit, '') as tiers,
      m.montant_centimes as "montantCentimes"
    from mouvements m join ecritures e on e.id = m.ecriture_id
    where e.regie_id = ${regieId} and e.jour between ${f.du} and ${f.au}
      and (${f.compte}::text is null or m.compte = ${f.compte})
    order by e.exercice, e.numero, m.id limit ${limite}`.execute(db);
  return rows;
}

export interface BordereauALire {
  id: number;
  exercice: number;
  numero: number;
  mode: Mode;
  jour: Jour;
  montantCentimes: number;
  nombre: number;
}

export async function listerBordereaux(db: Db, regieId: number): Promise<BordereauALire[]> {
  const { rows } = await sql<BordereauALire>`
    select b.id, b.exercice, b.numero, b.mode, b.jour, b.montant_centimes as "montantCentimes",
      (select count(*) from remises x where x.bordereau_id = b.id) as nombre
    from bordereaux b where b.regie_id = ${regieId} order by b.id desc limit 50`.execute(db);
  return rows;
}

export interface LigneDeBordereau {
  id: number;
  exercice: number;
  numero: number;
  payeur: string;
  emetteur: string;
  reference: string;
  montantCentimes: number;
}

export async function chercherBordereau(
  db: Db,
  id: number,
): Promise<(BordereauALire & { regieId: number; lignes: LigneDeBordereau[] }) | null> {
  const { rows } = await sql<BordereauALire & { regieId: number; lignes: LigneDeBordereau[] }>`
    select b.id, b.regie_id as "regieId", b.exercice, b.numero, b.mode, b.jour,
      b.montant_centimes as "montantCentimes", jsonb_array_length(l.lignes) as nombre, l.lignes
    from bordereaux b, lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'exercice', r.exercice,
        'numero', r.numero, 'payeur', ${NOM_DU_PAYEUR}, 'emetteur', r.emetteur,
        'reference', r.reference, 'montantCentimes', r.montant_centimes) order by r.id), '[]')
        as lignes
      from remises x join reglements r on r.id = x.reglement_id join payeurs p on p.id = r.payeur_id
      where x.bordereau_id = b.id) l
    where b.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface VersementALire {
  id: number;
  exercice: number;
  numero: number;
  jour: Jour;
  details: {
    totalCentimes: number;
    parMode: Partial<Record<Mode, number>>;
    parProduit: Record<string, number>;
  };
}

export async function listerVersements(db: Db, regieId: number): Promise<VersementALire[]> {
  const { rows } = await sql<VersementALire>`
    select id, exercice, numero, jour, details from versements
    where regie_id = ${regieId} order by id desc limit 24`.execute(db);
  return rows;
}

/** Le dernier versement ou, à défaut, le premier encaissement : le mois se compte de là. */
export async function chercherDepartDuMois(db: Db, regieId: number): Promise<Jour | null> {
  const { rows } = await sql<{ jour: Jour | null }>`
    select coalesce((select max(jour) from versements where regie_id = ${regieId}),
      (select min(jour) from reglements where regie_id = ${regieId})) as jour`.execute(db);
  return rows[0]?.jour ?? null;
}

export interface ClotureALire {
  jour: Jour;
  closeLe: Date;
  closePar: string;
  soldes: Partial<Record<Compte, number>>;
}

export async function listerClotures(db: Db, regieId: number): Promise<ClotureALire[]> {
  const { rows } = await sql<ClotureALire>`
    select c.jour, c.close_le as "closeLe", c.soldes,
      coalesce((select a.prenom || ' ' || a.nom from agents a where a.compte_id = c.close_par), '')
        as "closePar"
    from clotures c where c.regie_id = ${regieId} order by c.jour desc limit 31`.execute(db);
  return rows;
}
