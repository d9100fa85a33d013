import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Mode } from '../regles/modes.ts';

export interface ReglementEntier {
  id: number;
  regieId: number;
  exercice: number;
  numero: number;
  payeurId: number;
  mode: Mode;
  montantCentimes: number;
  reference: string;
  ecritureId: number;
  mandatId: number | null;
  estContrepasse: boolean;
  estRemis: boolean;
}

export async function chercherReglement(tx: Tx, id: number): Promise<ReglementEntier | null> {
  const { rows } = await sql<ReglementEntier>`
    select r.id, r.regie_id as "regieId", r.exercice, r.numero, r.payeur_id as "payeurId", r.mode,
      r.montant_centimes as "montantCentimes", r.reference, r.ecriture_id as "ecritureId",
      r.mandat_id as "mandatId",
      exists (select 1 from reglements c where c.contrepasse = r.id) as "estContrepasse",
      exists (select 1 from remises x where x.reglement_id = r.id) as "estRemis"
    from reglements r where r.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export async function insererDemande(
  tx: Tx,
  d: { reglementId: number; motif: string; le: Date; compteId: number },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into demandes_de_contrepassation (reglement_id, motif, demandee_le, demandee_par)
    values (${d.reglementId}, ${d.motif}, ${d.le}, ${d.compteId})
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

export interface DemandeAVoir {
  id: number;
  reglementId: number;
  motif: string;
  demandeePar: number;
  decideeLe: Date | null;
}

/** Retient la demande : deux réponses passent l'une après l'autre. */
export async function verrouillerDemande(tx: Tx, id: number): Promise<DemandeAVoir | null> {
  const { rows } = await sql<DemandeAVoir>`
    select id, reglement_id as "reglementId", motif, demandee_par as "demandeePar",
      decidee_le as "decideeLe"
    from demandes_de_contrepassation where id = ${id} for no key update`.execute(tx);
  return rows[0] ?? null;
}

/** À qui est l'argent d'une demande : lu avant le verrou, il ne change jamais. */
export async function chercherPayeurDeLaDemande(tx: Tx, id: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select r.payeur_id as id from demandes_de_contrepassation d
    join reglements r on r.id = d.reglement_id where d.id = ${id}`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function deciderDemande(
  tx: Tx,
  d: { id: number; acceptee: boolean; le: Date; compteId: number },
): Promise<void> {
  await sql`
    update demandes_de_contrepassation
    set decidee_le = ${d.le}, decidee_par = ${d.compteId}, acceptee = ${d.acceptee}
    where id = ${d.id}`.execute(tx);
}

/** Le prélèvement qui avait payé ainsi est rejeté, avec le code que la banque a donné. */
export async function marquerPrelevementRejete(
  tx: Tx,
  reglementId: number,
  le: Date,
): Promise<void> {
  await sql`
    update prelevements set rejete_le = ${le}
    where reglement_id = ${reglementId} and rejete_le is null`.execute(tx);
}
