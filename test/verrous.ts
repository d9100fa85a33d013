import { type RawBuilder, sql } from 'kysely';
import { type Db, transaction } from '../src/platform/db.ts';

/** Attend que tant d'ordres de cette base attendent un verrou : pas de durée devinée. */
export async function attendreVerrous(db: Db, nombre: number): Promise<void> {
  for (let essai = 0; essai < 200; essai++) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if ((rows[0]?.n ?? 0) >= nombre) return;
    await new Promise((suite) => setTimeout(suite, 10));
  }
  throw new Error('Les envois n’attendent pas le verrou.');
}

/**
 * Lance les gestes pendant que l'essai tient le verrou : tous attendent, aucun n'a encore lu, puis
 * ils se suivent. Un geste qui n'attend pas fait échouer l'essai. Rend combien ont abouti.
 */
export async function lancerEnsemble(
  db: Db,
  verrou: RawBuilder<unknown>,
  gestes: readonly (() => Promise<unknown>)[],
): Promise<number> {
  const partis = await transaction(db, async (tx) => {
    await verrou.execute(tx);
    const promesses = gestes.map((geste) => geste());
    const fins = Promise.allSettled(promesses);
    await attendreVerrous(db, gestes.length);
    return { fins };
  });
  return (await partis.fins).filter((issue) => issue.status === 'fulfilled').length;
}

/** Tient tous les payeurs, le premier verrou de tout ce qui touche à l'argent. */
export const PAYEURS_TENUS = sql`select id from payeurs for no key update`;
