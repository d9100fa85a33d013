import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** Les conversations suivent leur famille et leur auteur (Fusions, règle 4). */
export async function reunirMessages(
  tx: Tx,
  familles: { de: number; vers: number },
  adultes: { de: readonly number[]; vers: readonly number[] },
): Promise<void> {
  await sql`update messages set famille_id = ${familles.vers} where famille_id = ${familles.de}`.execute(
    tx,
  );
  await sql`
    update messages m set responsable_id = p.vers
    from unnest(${adultes.de}::int[], ${adultes.vers}::int[]) as p (de, vers)
    where m.responsable_id = p.de`.execute(tx);
}
