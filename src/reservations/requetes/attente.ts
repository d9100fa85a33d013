import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { type Attente, PLAFOND_ATTENTE } from '../regles/calendrier-saisie.ts';

/**
 * Combien attendent, par jour, prestation et groupe : pour montrer un rang, jamais pour décider. Au
 * plus `PLAFOND_ATTENTE` par jour et prestation.
 */
export async function compterAttente(
  db: Db,
  prestations: readonly number[],
  jours: readonly Jour[],
): Promise<Attente[]> {
  if (prestations.length === 0 || jours.length === 0) return [];
  const { rows } = await sql<Attente>`
    select jour, prestation_id as "prestationId", groupe_id as "groupeId", nombre
    from attente_plafonnee(${prestations}::int[], ${jours}::date[], ${PLAFOND_ATTENTE})`.execute(
    db,
  );
  return rows;
}
