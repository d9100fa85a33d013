import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Le fuseau de la collectivité : celui du jour où une facture est datée. */
export async function chercherFuseau(db: Db): Promise<string> {
  const { rows } = await sql<{ fuseau: string }>`select fuseau from collectivites`.execute(db);
  const [collectivite] = rows;
  if (!collectivite) throw new Error('Aucune collectivité dans cette base.');
  return collectivite.fuseau;
}
