import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/**
 * Un seul mandat par payeur et par régie : celui de qui reste ; sans lui, celui du payeur repris lui
 * passe. L'autre est révoqué (Fusions, règle 7). Rend le nombre de mandats révoqués.
 */
export async function reunirMandats(
  tx: Tx,
  { de, vers, le }: { de: readonly number[]; vers: readonly number[]; le: Date },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update mandats m set revoque_le = ${le}
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
    where m.payeur_id = p.de and m.revoque_le is null and exists (
      select from mandats g where g.payeur_id = p.vers and g.regie_id = m.regie_id
        and g.revoque_le is null)`.execute(tx);
  await sql`
    update mandats m set payeur_id = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
    where m.payeur_id = p.de and m.revoque_le is null`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
