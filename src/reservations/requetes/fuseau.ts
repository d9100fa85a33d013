import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Fuseau } from '../../platform/instants.ts';

export async function chercherFuseau(db: Db): Promise<Fuseau> {
  const { rows } = await sql<{ fuseau: string }>`select fuseau from collectivites`.execute(db);
  return rows[0]?.fuseau ?? 'Europe/Paris';
}
