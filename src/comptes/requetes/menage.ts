import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** Ce qui ne sert plus : sessions et liens d'un mois, compteurs d'un jour, défis et saisies éteints. */
export async function purger(
  tx: Tx,
  seuils: { maintenant: Date; ilYAUnJour: Date; ilYAUnMois: Date },
): Promise<void> {
  const { maintenant, ilYAUnJour, ilYAUnMois } = seuils;
  await sql`delete from sessions where coalesce(revoquee_le, expire_le) < ${ilYAUnMois}`.execute(
    tx,
  );
  await sql`delete from liens_a_usage_unique where expire_le < ${ilYAUnMois}`.execute(tx);
  await sql`delete from defis_resolus where expire_le < ${maintenant}`.execute(tx);
  await sql`delete from compteurs_d_echecs where dernier_le < ${ilYAUnJour}`.execute(tx);
  await sql`delete from saisies_interrompues where expire_le < ${maintenant}`.execute(tx);
}
