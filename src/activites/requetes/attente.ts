import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Critere } from '../regles/attente.ts';

/** Ce qui règle la liste d'attente d'une activité. */
export interface ReglagesAttente {
  criteres: readonly Critere[];
  /** Combien d'heures une place proposée attend une réponse. */
  offreHeures: number;
  fratriesEnsemble: boolean;
}

export async function chercherReglagesAttente(
  db: Db,
  activiteId: number,
): Promise<ReglagesAttente | null> {
  const { rows } = await sql<ReglagesAttente>`
    select criteres_attente as criteres, offre_heures as "offreHeures",
      fratries_ensemble as "fratriesEnsemble" from activites where id = ${activiteId}`.execute(db);
  return rows[0] ?? null;
}

export async function enregistrerReglagesAttente(
  tx: Tx,
  activiteId: number,
  r: ReglagesAttente,
): Promise<void> {
  await sql`update activites set criteres_attente = ${[...r.criteres]}::text[],
      offre_heures = ${r.offreHeures}, fratries_ensemble = ${r.fratriesEnsemble}
    where id = ${activiteId}`.execute(tx);
}
