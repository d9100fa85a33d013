import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

export interface Acces {
  identifiant: string;
  courriel: string | null;
  prenom: string;
}

export async function listerAcces(tx: Tx, comptes: readonly number[]): Promise<Map<number, Acces>> {
  const { rows } = await sql<Acces & { id: number }>`
    select c.id, c.identifiant::text as identifiant, c.courriel::text as courriel, r.prenom
    from comptes c join responsables r on r.compte_id = c.id
    where c.id = any(${comptes}::int[])`.execute(tx);
  return new Map(rows.map((a) => [a.id, a]));
}

export async function chercherSignature(tx: Tx): Promise<string> {
  const { rows } = await sql<{ nom: string }>`select nom from collectivites`.execute(tx);
  return rows[0]?.nom ?? '';
}
