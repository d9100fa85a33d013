import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { type Attente, PLAFOND_ATTENTE } from '../regles/calendrier-saisie.ts';

/**
 * Combien attendent, par jour, prestation et groupe : pour montrer un rang, jamais pour décider. Au
 * plus `PLAFOND_ATTENTE` par jour et prestation. `pour` : l'activité a des critères, et cet enfant
 * passerait devant ceux qui en remplissent moins.
 */
export async function compterAttente(
  db: Db,
  prestations: readonly number[],
  jours: readonly Jour[],
  pour: { enfantId: number; activiteId: number } | null = null,
): Promise<Attente[]> {
  if (prestations.length === 0 || jours.length === 0) return [];
  if (pour) return compterAvecPriorites(db, prestations, jours, pour);
  const { rows } = await sql<Attente>`
    select jour, prestation_id as "prestationId", groupe_id as "groupeId", nombre
    from attente_plafonnee(${prestations}::int[], ${jours}::date[], ${PLAFOND_ATTENTE})`.execute(
    db,
  );
  return rows;
}

/** Sans plafond : une activité qui classe ses familles n'ouvre pas à la minute près pour des milliers. */
async function compterAvecPriorites(
  db: Db,
  prestations: readonly number[],
  jours: readonly Jour[],
  pour: { enfantId: number; activiteId: number },
): Promise<Attente[]> {
  const { rows } = await sql<Attente>`
    select f.jour, f.prestation_id as "prestationId", f.groupe_id as "groupeId",
      count(*)::int as nombre, (count(*) filter (where f.points >= moi.points))::int as devant
    from unnest(${jours}::date[]) d (jour)
      cross join lateral (
        select points_d_attente(a.criteres_attente,
          criteres_remplis(${pour.enfantId}::int, a.id, d.jour)) as points
        from activites a where a.id = ${pour.activiteId} offset 0) moi
      join file_d_attente f on f.jour = d.jour and f.prestation_id = any(${prestations}::int[])
    group by f.jour, f.prestation_id, f.groupe_id`.execute(db);
  return rows;
}
