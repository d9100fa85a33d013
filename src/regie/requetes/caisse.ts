import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Compte, Mode } from '../regles/modes.ts';
import { NOM_DU_PAYEUR } from './payeurs.ts';

/** Retient la régie pour soi : rien ne s'encaisse pendant que l'on remet, verse ou clôt. */
export async function verrouillerRegie(tx: Tx, regieId: number): Promise<boolean> {
  const { rows } = await sql`select id from regies where id = ${regieId} for update`.execute(tx);
  return rows.length === 1;
}

export interface ARemettre {
  id: number;
  mode: Mode;
  exercice: number;
  numero: number;
  jour: Jour;
  payeur: string;
  reference: string;
  emetteur: string;
  montantCentimes: number;
}

/** Chèques, CESU, espèces encaissés, ni remis, ni contrepassés, ni versés de la main à la main. */
export async function listerARemettre(db: Db | Tx, regieId: number): Promise<ARemettre[]> {
  const { rows } = await sql<ARemettre>`
    select r.id, r.mode, r.exercice, r.numero, r.jour, ${NOM_DU_PAYEUR} as payeur, r.reference,
      r.emetteur, r.montant_centimes as "montantCentimes"
    from reglements r join payeurs p on p.id = r.payeur_id
    where r.regie_id = ${regieId} and r.mode in ('especes', 'cheque', 'cesu')
      and r.montant_centimes > 0
      and not exists (select 1 from remises x where x.reglement_id = r.id)
      and not exists (select 1 from reglements_verses v where v.reglement_id = r.id)
      and not exists (select 1 from reglements c where c.contrepasse = r.id)
    order by r.jour, r.id`.execute(db);
  return rows;
}

export async function insererBordereau(
  tx: Tx,
  b: {
    regieId: number;
    exercice: number;
    numero: number;
    mode: Mode;
    jour: Jour;
    montantCentimes: number;
    le: Date;
    compteId: number;
  },
  reglementIds: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into bordereaux (regie_id, exercice, numero, mode, jour, montant_centimes, remis_le,
      remis_par)
    values (${b.regieId}, ${b.exercice}, ${b.numero}, ${b.mode}, ${b.jour}, ${b.montantCentimes},
      ${b.le}, ${b.compteId})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le bordereau inséré n’a pas rendu son numéro.');
  await sql`
    insert into remises (reglement_id, bordereau_id)
    select r, ${ligne.id} from unnest(${reglementIds}::int[]) r`.execute(tx);
  return ligne.id;
}

export interface AVerser {
  id: number;
  mode: Mode;
  compte: Compte;
  montantCentimes: number;
}

/**
 * Ce qui est en caisse ou au compte de dépôt et n'a pas été versé. Une contrepassation suit le
 * règlement qu'elle annule ; un chèque attend son bordereau.
 */
export async function listerAVerser(db: Db | Tx, regieId: number): Promise<AVerser[]> {
  const { rows } = await sql<AVerser>`
    select * from (
      select r.id, r.mode, r.montant_centimes as "montantCentimes",
        case
          when exists (select 1 from remises x where x.reglement_id = coalesce(r.contrepasse, r.id))
            then 'depot_de_fonds'
          when r.mode = 'especes' then 'caisse'
          when r.mode in ('cheque', 'cesu') then null
          else 'depot_de_fonds' end as compte
      from reglements r
      where r.regie_id = ${regieId}
        and not exists (select 1 from reglements_verses v where v.reglement_id = r.id)) a
    where compte is not null order by id`.execute(db);
  return rows;
}

export interface ImputationAVentiler {
  montantCentimes: number;
  /** Ce que porte la facture, par imputation du comptable. */
  codes: { code: string; montantCentimes: number }[];
}

/** Ce que ces règlements ont payé, facture par facture, avec les produits de chaque facture. */
export async function listerImputationsAVentiler(
  tx: Tx,
  reglementIds: readonly number[],
): Promise<ImputationAVentiler[]> {
  const { rows } = await sql<ImputationAVentiler>`
    select i.montant as "montantCentimes",
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'montantCentimes', montant)
          order by code), '[]')
        from (select code_produit as code, sum(montant_centimes) as montant from lignes_facture
          where facture_id = i.facture_id group by code_produit) c) as codes
    from (select facture_id, sum(montant_centimes)::int as montant from imputations
      where reglement_id = any(${reglementIds}) group by facture_id) i
    where i.montant <> 0 order by i.facture_id`.execute(tx);
  return rows;
}

export async function insererVersement(
  tx: Tx,
  v: {
    regieId: number;
    exercice: number;
    numero: number;
    jour: Jour;
    details: object;
    le: Date;
    compteId: number;
  },
  reglementIds: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into versements (regie_id, exercice, numero, jour, details, verse_le, verse_par)
    values (${v.regieId}, ${v.exercice}, ${v.numero}, ${v.jour}, ${JSON.stringify(v.details)},
      ${v.le}, ${v.compteId})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le versement inséré n’a pas rendu son numéro.');
  await sql`
    insert into reglements_verses (reglement_id, versement_id)
    select r, ${ligne.id} from unnest(${reglementIds}::int[]) r`.execute(tx);
  return ligne.id;
}

export async function insererCloture(
  tx: Tx,
  c: { regieId: number; jour: Jour; soldes: object; le: Date; compteId: number },
): Promise<void> {
  await sql`
    insert into clotures (regie_id, jour, soldes, close_le, close_par)
    values (${c.regieId}, ${c.jour}, ${JSON.stringify(c.soldes)}, ${c.le},
      ${c.compteId})`.execute(tx);
}
