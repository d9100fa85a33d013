import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/**
 * Ouvre, pour chaque prestation copiée, un brouillon de la grille en vigueur ce jour-là et de celles
 * qui la suivent ; sans délibération : celle d'origine a voté un autre tarif. Rend leur nombre.
 */
export async function insererCopiesDeGrilles(
  tx: Tx,
  prestations: readonly { de: number; a: number }[],
  geste: { le: Date; compteId: number | null; aujourdhui: Jour },
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into grilles (prestation_id, du, regle, exemples, cout_de_revient_centimes, creee_le,
      creee_par)
    select t.a, g.du, g.regle, g.exemples, g.cout_de_revient_centimes, ${geste.le},
      ${geste.compteId}::int
    from unnest(${prestations.map((p) => p.de)}::int[], ${prestations.map((p) => p.a)}::int[])
        as t (de, a)
      join grilles g on g.prestation_id = t.de and g.publiee_le is not null
    where g.du >= coalesce((select max(v.du) from grilles v where v.prestation_id = t.de
      and v.publiee_le is not null and v.du <= ${geste.aujourdhui}::date), g.du)`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
