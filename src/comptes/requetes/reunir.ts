import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** L'adresse d'un accès fermé sert à celui qui reste, s'il n'en avait pas. */
export async function reprendreAdresses(
  tx: Tx,
  { de, vers }: { de: readonly number[]; vers: readonly number[] },
): Promise<void> {
  const { rows } = await sql<{ de: number; vers: number; courriel: string }>`
    select p.de, p.vers, c.courriel::text as courriel
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      join comptes c on c.id = p.de and c.courriel is not null
      join comptes g on g.id = p.vers and g.courriel is null`.execute(tx);
  await sql`update comptes set courriel = null where id = any(${rows.map((r) => r.de)}::int[])`.execute(
    tx,
  );
  await sql`
    update comptes c set courriel = t.courriel
    from unnest(${rows.map((r) => r.vers)}::int[], ${rows.map((r) => r.courriel)}::text[])
      as t (id, courriel)
    where c.id = t.id`.execute(tx);
}
