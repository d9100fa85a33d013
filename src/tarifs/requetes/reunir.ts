import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/**
 * Le quotient de celui qui reste vaut ; pour les jours où il n'en a pas, celui du payeur repris est
 * recopié. L'ancien garde les siens : ses factures s'expliquent encore (Fusions, règle 7).
 */
export async function reprendreLesQuotients(
  tx: Tx,
  { de, vers }: { de: readonly number[]; vers: readonly number[] },
): Promise<void> {
  await sql`
    insert into quotients_familiaux (payeur_id, valeur, regime, source, du, au, vu_le, vu_par)
    select p.vers, q.valeur, q.regime, q.source, lower(libre), upper(libre), q.vu_le, q.vu_par
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      join quotients_familiaux q on q.payeur_id = p.de
      cross join lateral unnest(datemultirange(daterange(q.du, q.au)) - coalesce(
        (select range_agg(daterange(g.du, g.au)) from quotients_familiaux g
         where g.payeur_id = p.vers), '{}')) libre`.execute(tx);
}

/** Les jours où l'enfant apporte son repas : ceux de ses deux fiches, réunis. */
export async function reunirPaniers(
  tx: Tx,
  { de, vers }: { de: readonly number[]; vers: readonly number[] },
): Promise<void> {
  const { rows } = await sql<{ enfantId: number; du: string; au: string | null }>`
    select p.vers as "enfantId", lower(jours)::text as du, upper(jours)::text as au
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      cross join lateral (select range_agg(daterange(x.du, x.au)) as tous from paniers_repas x
        where x.enfant_id in (p.de, p.vers)) t
      cross join lateral unnest(t.tous) jours
    where exists (select from paniers_repas x where x.enfant_id = p.de)`.execute(tx);
  const touches = [...new Set(rows.map((r) => r.enfantId))];
  await sql`
    delete from paniers_repas
    where enfant_id = any(${de}::int[]) or enfant_id = any(${touches}::int[])`.execute(tx);
  await sql`
    insert into paniers_repas (enfant_id, du, au)
    select * from unnest(${rows.map((r) => r.enfantId)}::int[], ${rows.map((r) => r.du)}::date[],
      ${rows.map((r) => r.au)}::date[])`.execute(tx);
}
