import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** L'adulte entre dans son dossier, avec la qualité qu'il avait ; il quitte l'ancien s'il n'est pas commun. */
export async function changerDeDossier(
  tx: Tx,
  {
    adulteId,
    de,
    vers,
    le,
    commun,
  }: {
    adulteId: number;
    de: number;
    vers: number;
    le: Date;
    commun: boolean;
  },
): Promise<void> {
  await sql`
    insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
    select ${vers}, responsable_id, qualite, ${le} from rattachements
    where famille_id = ${de} and responsable_id = ${adulteId}`.execute(tx);
  if (commun) return;
  await sql`
    delete from rattachements where famille_id = ${de} and responsable_id = ${adulteId}`.execute(
    tx,
  );
}

export async function emmenerEnfants(
  tx: Tx,
  { enfants, de, vers }: { enfants: readonly number[]; de: number; vers: number },
): Promise<void> {
  await sql`
    update enfants set famille_id = ${vers}
    where famille_id = ${de} and id = any(${enfants}::int[])`.execute(tx);
}

export async function chercherCommune(tx: Tx, familleId: number): Promise<string | null> {
  const { rows } = await sql<{ code: string | null }>`
    select code_insee as code from familles where id = ${familleId}`.execute(tx);
  return rows[0]?.code ?? null;
}
