import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Le rang sur la liste d'attente d'une réservation déjà trouvée par sa famille. */
export async function chercherRang(db: Db, reservationId: number): Promise<number | null> {
  const { rows } = await sql<{ rang: number }>`
    select rang_en_attente(r) as rang from reservations r
    where r.id = ${reservationId} and r.etat = 'en_liste_attente'`.execute(db);
  return rows[0]?.rang ?? null;
}
