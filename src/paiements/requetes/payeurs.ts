import { type RawBuilder, sql } from 'kysely';

/** Pour qui un adulte peut payer : ses familles, et sa propre part en garde alternée. */
export interface Payeurs {
  familles: readonly number[];
  responsableId: number;
}

/** La condition, sur un `payeurs p` : l'autre parent ne voit ni ne paie ma part. */
export function estA(qui: Payeurs): RawBuilder<boolean> {
  return sql<boolean>`(p.famille_id = any(${qui.familles}::int[])
    and (p.genre = 'famille' or p.responsable_id = ${qui.responsableId}))`;
}
