import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Sequence } from '../regles/sepa.ts';
import { NOM_DU_PAYEUR } from './payeurs.ts';

export interface Mandat {
  id: number;
  payeurId: number;
  payeur: string;
  rum: string;
  titulaire: string;
  iban: string;
  signeLe: Jour;
  dernierPrelevement: Jour | null;
}

export async function listerMandats(db: Db, regieId: number): Promise<Mandat[]> {
  const { rows } = await sql<Mandat>`
    select m.id, m.payeur_id as "payeurId", ${NOM_DU_PAYEUR} as payeur, m.rum, m.titulaire, m.iban,
      m.signe_le as "signeLe", m.dernier_prelevement as "dernierPrelevement"
    from mandats m join payeurs p on p.id = m.payeur_id
    where m.regie_id = ${regieId} and m.revoque_le is null order by payeur, m.id`.execute(db);
  return rows;
}

export async function compterMandats(
  tx: Tx,
  regieId: number,
  payeurId: number,
): Promise<{ tous: number; actifs: number }> {
  const { rows } = await sql<{ tous: number; actifs: number }>`
    select count(*) as tous, count(*) filter (where revoque_le is null) as actifs
    from mandats where regie_id = ${regieId} and payeur_id = ${payeurId}`.execute(tx);
  return rows[0] ?? { tous: 0, actifs: 0 };
}

export async function insererMandat(
  tx: Tx,
  m: {
    regieId: number;
    payeurId: number;
    rum: string;
    titulaire: string;
    iban: string;
    bic: string | null;
    signeLe: Jour;
    le: Date;
  },
): Promise<void> {
  await sql`
    insert into mandats (payeur_id, regie_id, rum, titulaire, iban, bic, signe_le, cree_le)
    values (${m.payeurId}, ${m.regieId}, ${m.rum}, ${m.titulaire}, ${m.iban}, ${m.bic},
      ${m.signeLe}, ${m.le})`.execute(tx);
}

/** Le payeur du mandat révoqué, ou null s'il ne l'était pas encore à cette régie. */
export async function revoquer(
  tx: Tx,
  regieId: number,
  mandatId: number,
  le: Date,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    update mandats set revoque_le = ${le}
    where id = ${mandatId} and regie_id = ${regieId} and revoque_le is null
    returning payeur_id as id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Les payeurs qui ont un mandat en cours : à verrouiller avant de lire leurs factures. */
export async function listerPayeursPrelevables(tx: Tx, regieId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select payeur_id as id from mandats
    where regie_id = ${regieId} and revoque_le is null order by payeur_id`.execute(tx);
  return rows.map((l) => l.id);
}

export async function insererLot(
  tx: Tx,
  l: {
    regieId: number;
    campagneId: number | null;
    message: string;
    jourDExecution: Jour;
    le: Date;
    compteId: number;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into lots_de_prelevement (regie_id, campagne_id, message, jour_d_execution, cree_le,
      cree_par)
    values (${l.regieId}, ${l.campagneId}, ${l.message}, ${l.jourDExecution}, ${l.le},
      ${l.compteId})
    returning id`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le lot inséré n’a pas rendu son numéro.');
  return ligne.id;
}

/**
 * Une ligne par facture ouverte d'un payeur à mandat valable (moins de trente-six mois sans servir),
 * sauf celles qu'un autre lot attend déjà. Rend ce qui est inscrit.
 */
export async function inscrirePrelevements(
  tx: Tx,
  lot: { id: number; regieId: number; campagneId: number | null; valableDepuis: Jour },
): Promise<{ nombre: number; totalCentimes: number }> {
  const { rows } = await sql<{ montant: number }>`
    insert into prelevements (lot_id, mandat_id, facture_id, montant_centimes, sequence)
    select ${lot.id}, m.id, s.facture_id, s.reste_centimes,
      case when m.dernier_prelevement is null then 'FRST' else 'RCUR' end
    from mandats m join soldes_factures s on s.payeur_id = m.payeur_id and s.regie_id = m.regie_id
    join factures f on f.id = s.facture_id
    where m.regie_id = ${lot.regieId} and m.revoque_le is null and s.reste_centimes > 0
      and coalesce(m.dernier_prelevement, m.signe_le) >= ${lot.valableDepuis}
      and (${lot.campagneId}::int is null or f.campagne_id = ${lot.campagneId})
      and not exists (select 1 from titres t where t.facture_id = s.facture_id)
      and not exists (select 1 from prelevements p where p.facture_id = s.facture_id
        and p.reglement_id is null and p.rejete_le is null)
    returning montant_centimes as montant`.execute(tx);
  return { nombre: rows.length, totalCentimes: rows.reduce((t, l) => t + l.montant, 0) };
}

export interface Lot {
  id: number;
  regieId: number;
  message: string;
  jourDExecution: Jour;
  creeLe: Date;
  encaisseLe: Date | null;
  nombre: number;
  totalCentimes: number;
}

const CHAMPS_LOT = sql<Lot>`l.id, l.regie_id as "regieId", l.message,
  l.jour_d_execution as "jourDExecution", l.cree_le as "creeLe", l.encaisse_le as "encaisseLe",
  (select count(*) from prelevements p where p.lot_id = l.id) as nombre,
  (select coalesce(sum(montant_centimes), 0)::int from prelevements p where p.lot_id = l.id)
    as "totalCentimes"`;

export async function listerLots(db: Db, regieId: number): Promise<Lot[]> {
  const { rows } = await sql<Lot>`
    select ${CHAMPS_LOT} from lots_de_prelevement l where l.regie_id = ${regieId}
    order by l.id desc limit 36`.execute(db);
  return rows;
}

export async function chercherLot(db: Db | Tx, id: number): Promise<Lot | null> {
  const { rows } = await sql<Lot>`
    select ${CHAMPS_LOT} from lots_de_prelevement l where l.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function compterLots(tx: Tx, regieId: number): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*) as nombre from lots_de_prelevement where regie_id = ${regieId}`.execute(tx);
  return rows[0]?.nombre ?? 0;
}

export async function verrouillerLot(tx: Tx, id: number): Promise<void> {
  await sql`select id from lots_de_prelevement where id = ${id} for no key update`.execute(tx);
}

export interface Prelevement {
  id: number;
  payeurId: number;
  payeur: string;
  mandatId: number;
  rum: string;
  signeLe: Jour;
  titulaire: string;
  iban: string;
  bic: string | null;
  factureId: number;
  exercice: number;
  numero: number;
  montantCentimes: number;
  sequence: Sequence;
  reglementId: number | null;
  rejeteLe: Date | null;
  codeRejet: string | null;
}

export async function listerPrelevements(db: Db | Tx, lotId: number): Promise<Prelevement[]> {
  const { rows } = await sql<Prelevement>`
    select x.id, m.payeur_id as "payeurId", ${NOM_DU_PAYEUR} as payeur, m.id as "mandatId", m.rum,
      m.signe_le as "signeLe", m.titulaire, m.iban, m.bic, f.id as "factureId", f.exercice, f.numero,
      x.montant_centimes as "montantCentimes", x.sequence, x.reglement_id as "reglementId",
      x.rejete_le as "rejeteLe", x.code_rejet as "codeRejet"
    from prelevements x join mandats m on m.id = x.mandat_id join payeurs p on p.id = m.payeur_id
    join factures f on f.id = x.facture_id
    where x.lot_id = ${lotId} order by x.id`.execute(db);
  return rows;
}

export async function lierReglements(
  tx: Tx,
  lotId: number,
  liens: readonly { prelevementId: number; reglementId: number }[],
  jour: Jour,
  le: Date,
): Promise<void> {
  await sql`
    update prelevements p set reglement_id = l.r from unnest(
      ${liens.map((l) => l.prelevementId)}::int[], ${liens.map((l) => l.reglementId)}::int[]) l(p, r)
    where p.id = l.p`.execute(tx);
  await sql`
    update mandats m set dernier_prelevement = greatest(m.dernier_prelevement, ${jour}::date)
    from prelevements p where p.lot_id = ${lotId} and p.mandat_id = m.id
      and p.reglement_id is not null`.execute(tx);
  await sql`update lots_de_prelevement set encaisse_le = ${le} where id = ${lotId}`.execute(tx);
}

export async function noterRejet(
  tx: Tx,
  prelevementId: number,
  code: string,
  rejeteLe: Date | null,
): Promise<void> {
  await sql`
    update prelevements set code_rejet = ${code}, rejete_le = ${rejeteLe}
    where id = ${prelevementId}`.execute(tx);
}
