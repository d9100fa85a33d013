import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** Les identifiants pris qui valent une de ces racines, suivie ou non d'un numéro ; en minuscules. */
export async function listerIdentifiantsQuiCommencentPar(
  tx: Tx,
  racines: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ identifiant: string }>`
    select lower(identifiant::text) as identifiant from comptes
    where regexp_replace(lower(identifiant::text), '\\d+$', '') = any(${racines}::text[])
      or lower(identifiant::text) = any(${racines}::text[])`.execute(tx);
  return rows.map((r) => r.identifiant);
}

/** Un compte par ligne ; rend leurs numéros dans l'ordre donné. */
export async function insererComptes(
  tx: Tx,
  comptes: readonly { identifiant: string; courriel: string | null }[],
  le: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number; identifiant: string }>`
    insert into comptes (identifiant, courriel, cree_le)
    select t.identifiant, t.courriel, ${le}
    from unnest(${comptes.map((c) => c.identifiant)}::text[], ${comptes.map((c) => c.courriel)}::text[])
      as t (identifiant, courriel)
    returning id, identifiant::text as identifiant`.execute(tx);
  const numeros = new Map(rows.map((r) => [r.identifiant, r.id]));
  return comptes.map((c) => numeros.get(c.identifiant) ?? 0);
}

/** Ferme ces accès et déconnecte leurs appareils ; un agent garde le sien. Rend ceux qui étaient ouverts. */
export async function fermerComptes(
  tx: Tx,
  comptes: readonly number[],
  le: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update comptes set ferme_le = ${le}
    where id = any(${comptes}::int[]) and ferme_le is null
      and not exists (select from agents a where a.compte_id = comptes.id)
    returning id`.execute(tx);
  const fermes = rows.map((r) => r.id);
  await sql`
    update sessions set revoquee_le = ${le}
    where compte_id = any(${fermes}::int[]) and revoquee_le is null`.execute(tx);
  return fermes;
}

export async function rouvrirComptes(tx: Tx, comptes: readonly number[]): Promise<void> {
  await sql`update comptes set ferme_le = null where id = any(${comptes}::int[])`.execute(tx);
}
