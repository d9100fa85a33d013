import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { DelaiDate } from '../delais/regles.ts';
import { schemaDelaiDate } from '../delais/schema.ts';

export type Delai = DelaiDate & { id: number };

/** Les délais de l'activité, relus par leur schéma : une règle mal écrite ne décide rien. */
export async function listerDelais(db: Db, activiteId: number): Promise<Delai[]> {
  const { rows } = await sql<{ id: number; delai: unknown }>`
    select id, jsonb_build_object('pour', pour, 'prestationId', prestation_id, 'du', du, 'au', au,
      'regle', regle, 'tardif', tardif) as delai
    from delais where activite_id = ${activiteId} order by du, id`.execute(db);
  return rows.map(({ id, delai }) => {
    const lu = schemaDelaiDate.safeParse(delai);
    if (!lu.success) throw new Error(`Le délai ${id} est mal écrit.`, { cause: lu.error });
    return { id, ...lu.data };
  });
}
