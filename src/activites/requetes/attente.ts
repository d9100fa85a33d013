import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Critere } from '../regles/attente.ts';

/** Ce qui règle la liste d'attente d'une activité. */
export interface ReglagesAttente {
  criteres: readonly Critere[];
}

export async function chercherReglagesAttente(
  db: Db,
  activiteId: number,
): Promise<ReglagesAttente | null> {
  const { rows } = await sql<ReglagesAttente>`
    select criteres_attente as criteres from activites where id = ${activiteId}`.execute(db);
  return rows[0] ?? null;
}

export async function enregistrerReglagesAttente(
  tx: Tx,
  activiteId: number,
  { criteres }: ReglagesAttente,
): Promise<void> {
  await sql`update activites set criteres_attente = ${[...criteres]}::text[]
    where id = ${activiteId}`.execute(tx);
}
