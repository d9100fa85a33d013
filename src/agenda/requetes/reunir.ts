import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

interface Paires {
  de: readonly number[];
  vers: readonly number[];
}

/**
 * Les agendas suivent l'adulte et l'enfant qui restent : le téléphone continue de lire la même adresse.
 * Deux agendas pour la même chose : l'un est révoqué (Fusions, règle 4).
 */
export async function reunirAgendas(
  tx: Tx,
  { adultes, enfants, le }: { adultes: Paires; enfants: Paires; le: Date },
): Promise<void> {
  const cibles = sql`
    select a.id, a.revoque_le, coalesce(r.vers, a.responsable_id) as responsable_id,
      coalesce(e.vers, a.enfant_id) as enfant_id, r.de is null and e.de is null as reste
    from agendas a
      left join unnest(${adultes.de}::int[], ${adultes.vers}::int[]) as r (de, vers)
        on r.de = a.responsable_id
      left join unnest(${enfants.de}::int[], ${enfants.vers}::int[]) as e (de, vers)
        on e.de = a.enfant_id
    where a.responsable_id = any(${[...adultes.de, ...adultes.vers]}::int[])
      or a.enfant_id = any(${[...enfants.de, ...enfants.vers]}::int[])`;
  await sql`
    with cibles as (${cibles}),
    rangs as (select id, row_number() over (partition by responsable_id, enfant_id
      order by reste desc, id) as rang from cibles where revoque_le is null)
    update agendas a set revoque_le = ${le} from rangs r where r.id = a.id and r.rang > 1`.execute(
    tx,
  );
  await sql`
    with cibles as (${cibles})
    update agendas a set responsable_id = c.responsable_id, enfant_id = c.enfant_id
    from cibles c where c.id = a.id and not c.reste`.execute(tx);
}
