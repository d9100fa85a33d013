import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';

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
