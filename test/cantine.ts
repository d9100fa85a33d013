import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import { DECOR } from './decor.ts';

/** Les enfants du décor mangent à la cantine, arrêtée la veille ouvrée à 9 h ; sa cuisine reçoit tout. */
export async function ouvrirLaCuisine(db: Db, courriels: readonly string[]): Promise<void> {
  await sql`insert into cuisines values (${DECOR.cantine}, ${courriels}::text[], '09:00')`.execute(
    db,
  );
  await sql`insert into cuisines_prestations values (${DECOR.cantine}, ${DECOR.repas})`.execute(db);
}

/** Un repas de plus, validé ; `faits` : ce qui le distingue. */
export async function servir(
  db: Db,
  enfant: number,
  jour: string,
  faits: { origine?: string; horsDelai?: boolean; le?: Date } = {},
): Promise<number> {
  const { origine = 'portail', horsDelai = false, le = new Date('2026-11-02T08:00:00Z') } = faits;
  const { rows } = await sql<{ id: number }>`
    with d as (
      insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
      values (${enfant}, ${DECOR.cantine}, ${DECOR.anneeCantine}, 1, ${origine}, gen_random_uuid(), ${le})
      returning id)
    insert into reservations
      (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le, decidee_le, hors_delai)
    select id, ${enfant}, ${DECOR.repas}, ${jour}, 'validee', ${origine}, ${le}, ${le}, ${horsDelai}
    from d returning id`.execute(db);
  return rows[0]!.id;
}

/** La famille annule ce repas. */
export async function renoncer(db: Db, reservation: number, le: Date): Promise<void> {
  await sql`
    update reservations set etat = 'annulee_par_famille', annulee_le = ${le}
    where id = ${reservation}`.execute(db);
}
