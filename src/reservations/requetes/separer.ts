import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** À qui l'on écrit pour les demandes de ces enfants : à cet accès, au lieu de ceux-là. */
export async function confierLesDemandes(
  tx: Tx,
  { enfants, de, vers }: { enfants: readonly number[]; de: readonly number[]; vers: number },
): Promise<void> {
  await sql`
    update demandes set compte_id = ${vers}
    where enfant_id = any(${enfants}::int[]) and compte_id = any(${de}::int[])`.execute(tx);
}
