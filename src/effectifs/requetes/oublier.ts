import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** Efface les listes retenues pour des jours d'avant celui-ci. */
export async function effacerAttendus(db: Db, avant: Jour, le: Date): Promise<void> {
  await sql`
    with vieux as (
      update effectifs_arretes set noms_effaces_le = ${le}
      where jour < ${avant} and noms_effaces_le is null returning id)
    delete from effectifs_attendus a using vieux v where a.effectif_id = v.id`.execute(db);
}
