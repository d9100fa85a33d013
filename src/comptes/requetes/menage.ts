import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** Ce qui ne sert plus : sessions, liens, clés retirées et compteurs d'avant leur seuil, défis et saisies éteints. */
export async function purger(
  tx: Tx,
  seuils: { maintenant: Date; compteursAvant: Date; sessionsAvant: Date },
): Promise<void> {
  const { maintenant, compteursAvant, sessionsAvant } = seuils;
  await sql`delete from sessions where coalesce(revoquee_le, expire_le) < ${sessionsAvant}`.execute(
    tx,
  );
  await sql`delete from liens_a_usage_unique where expire_le < ${sessionsAvant}`.execute(tx);
  await sql`delete from cles_d_acces where retiree_le < ${sessionsAvant}`.execute(tx);
  await sql`delete from defis_resolus where expire_le < ${maintenant}`.execute(tx);
  await sql`delete from compteurs_d_echecs where dernier_le < ${compteursAvant}`.execute(tx);
  await sql`delete from saisies_interrompues where expire_le < ${maintenant}`.execute(tx);
}
