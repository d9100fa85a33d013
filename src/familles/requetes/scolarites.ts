import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

export interface PlaceDansUneClasse {
  enfantId: number;
  classeId: number;
}

/** Donne leur classe aux enfants qui n'en ont pas cette année-là, en un ordre ; rend ceux-là. */
export async function insererScolarites(
  tx: Tx,
  annee: string,
  places: readonly PlaceDansUneClasse[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into scolarites (enfant_id, annee_scolaire, classe_id)
    select t.enfant, ${annee}, t.classe
    from unnest(${places.map((p) => p.enfantId)}::int[], ${places.map((p) => p.classeId)}::int[])
      as t (enfant, classe)
    order by t.enfant
    on conflict (enfant_id, annee_scolaire) do nothing
    returning enfant_id as id`.execute(tx);
  return rows.map((r) => r.id);
}

/** Retire ces places, et celles-là seulement : une autre classe, cette année-là, reste. */
export async function retirerScolarites(
  tx: Tx,
  annee: string,
  places: readonly PlaceDansUneClasse[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    delete from scolarites s
    using unnest(${places.map((p) => p.enfantId)}::int[], ${places.map((p) => p.classeId)}::int[])
      as t (enfant, classe)
    where s.enfant_id = t.enfant and s.classe_id = t.classe and s.annee_scolaire = ${annee}
    returning s.enfant_id as id`.execute(tx);
  return rows.map((r) => r.id);
}
