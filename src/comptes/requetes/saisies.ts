import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

export async function insererSaisie(
  db: Db,
  s: { empreinte: Buffer; compteId: number; chemin: string; corps: string; expireLe: Date },
): Promise<void> {
  await sql`
    insert into saisies_interrompues (empreinte, compte_id, chemin, corps, expire_le)
    values (${s.empreinte}, ${s.compteId}, ${s.chemin}, ${s.corps}, ${s.expireLe})`.execute(db);
}

/** Rendue au même compte seulement. */
export async function chercherSaisie(
  db: Db,
  empreinte: Buffer,
  compteId: number,
  maintenant: Date,
): Promise<{ chemin: string; corps: string } | null> {
  const { rows } = await sql<{ chemin: string; corps: string }>`
    select chemin, corps from saisies_interrompues
    where empreinte = ${empreinte} and compte_id = ${compteId} and expire_le > ${maintenant}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Repartie vers son adresse, elle a servi. */
export async function supprimerSaisie(
  db: Db,
  empreinte: Buffer,
  compteId: number,
  chemin: string,
): Promise<void> {
  await sql`
    delete from saisies_interrompues where empreinte = ${empreinte} and compte_id = ${compteId}
      and split_part(chemin, '?', 1) = ${chemin}`.execute(db);
}
