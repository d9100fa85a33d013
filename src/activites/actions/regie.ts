import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/**
 * Ces activités se facturent à cette régie ; celles qui n'y sont plus ne se facturent plus ici. Une
 * activité d'une autre régie y passe si elle est dite. Les factures émises gardent la leur.
 */
export async function rattacherALaRegie(
  tx: Tx,
  regieId: number,
  activiteIds: readonly number[],
): Promise<void> {
  await sql`
    update activites set regie_id =
      case when id = any (${activiteIds as number[]}::int[]) then ${regieId}::int end
    where id = any (${activiteIds as number[]}::int[]) or regie_id = ${regieId}`.execute(tx);
}
