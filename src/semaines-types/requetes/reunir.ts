import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/**
 * La semaine type du dossier qui reste vaut ; pour une année où il n'en a pas, celle de l'autre lui
 * passe, sous les numéros d'enfants qui restent (Fusions, règle 4). Les réservations n'en dépendent pas.
 */
export async function reunirSemainesTypes(
  tx: Tx,
  familles: { de: number; vers: number },
  enfants: { de: readonly number[]; vers: readonly number[] },
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update semaines_types s set famille_id = ${familles.vers}
    where s.famille_id = ${familles.de} and not exists (
      select from semaines_types g
      where g.famille_id = ${familles.vers} and g.annee_scolaire = s.annee_scolaire)
    returning s.id`.execute(tx);
  await sql`
    update cases_de_semaine c set enfant_id = p.vers
    from unnest(${enfants.de}::int[], ${enfants.vers}::int[]) as p (de, vers)
    where c.enfant_id = p.de and c.semaine_id = any(${rows.map((r) => r.id)}::int[])`.execute(tx);
}
