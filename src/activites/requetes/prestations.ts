import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { PrestationSaisie } from '../regles/prestations.ts';

export interface Prestation extends PrestationSaisie {
  id: number;
  /** Le premier jour où elle ne se réserve plus. */
  retireeLe: Jour | null;
}

export async function listerPrestations(db: Db, activiteId: number): Promise<Prestation[]> {
  const { rows } = await sql<Prestation>`
    select id, nom, to_char(heure_debut, 'HH24:MI') as debut, to_char(heure_fin, 'HH24:MI') as fin,
      ordre, retiree_le as "retireeLe"
    from prestations where activite_id = ${activiteId} order by ordre, id`.execute(db);
  return rows;
}

/** Une cantine n'est pas un mode de garde : ni crédit d'impôt, ni CESU. */
export async function insererPrestation(
  tx: Tx,
  activiteId: number,
  p: PrestationSaisie,
): Promise<void> {
  await sql`
    insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre, garde_d_enfant,
      payable_en_cesu)
    select id, ${p.nom}::text, ${p.debut}::time, ${p.fin}::time, ${p.ordre}::int,
      genre <> 'cantine', genre <> 'cantine'
    from activites where id = ${activiteId}`.execute(tx);
}

export async function enregistrerPrestation(
  tx: Tx,
  id: number,
  p: PrestationSaisie,
): Promise<void> {
  await sql`
    update prestations set nom = ${p.nom}, heure_debut = ${p.debut}::time,
      heure_fin = ${p.fin}::time, ordre = ${p.ordre} where id = ${id}`.execute(tx);
}

/**
 * Efface une prestation que rien n'a encore nommée. Rend faux si une réservation, un pointage, une
 * facture, un délai ou un tarif la nomme : elle se retire alors à partir d'un jour.
 */
export async function effacerSiInutile(tx: Tx, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from prestations p where p.id = ${id}
      and not exists (select from reservations where prestation_id = p.id)
      and not exists (select from pointages where prestation_id = p.id)
      and not exists (select from lignes_facture where prestation_id = p.id)
      and not exists (select from contestations where prestation_id = p.id)
      and not exists (select from declarations_jours where prestation_id = p.id)
      and not exists (select from delais where prestation_id = p.id)
      and not exists (select from grilles where prestation_id = p.id)`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

export async function enregistrerRetrait(tx: Tx, id: number, jour: Jour | null): Promise<void> {
  await sql`update prestations set retiree_le = ${jour}::date where id = ${id}`.execute(tx);
}

/** Les réservations vivantes de cette prestation à partir de ce jour. */
export async function compterSiennes(tx: Tx, prestationId: number, du: Jour): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reservations
    where prestation_id = ${prestationId} and jour >= ${du}::date
      and etat in ('demandee', 'en_liste_attente', 'validee')`.execute(tx);
  return rows[0]?.n ?? 0;
}
