import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { VERROU_DES_JOURS } from '../regles/verrous.ts';

/** Attend les réservations en cours de ces activités, et fait attendre les suivantes. */
export async function tenirLesActivites(tx: Tx, activites: readonly number[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${VERROU_DES_JOURS}, id)
    from (select unnest(${[...activites]}::int[]) as id order by 1) a`.execute(tx);
}
