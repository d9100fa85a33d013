import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** Un additif décidé ce jour-là ; `envoye` faux : il n'y avait rien à dire. */
export interface AdditifDecide {
  activiteId: number;
  decideLe: Date;
  envoye: boolean;
}

export async function listerAdditifsDuJour(db: Db, jour: Jour): Promise<AdditifDecide[]> {
  const { rows } = await sql<AdditifDecide>`
    select activite_id as "activiteId", decide_le as "decideLe", contenu <> '[]' as envoye
    from additifs_de_cuisine where jour = ${jour}`.execute(db);
  return rows;
}
