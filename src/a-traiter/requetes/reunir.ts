import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** Ce que personne n'a regardé dans l'un des deux dossiers reste à regarder : la borne la plus basse. */
export async function reunirVerifications(
  tx: Tx,
  { de, vers }: { de: number; vers: number },
): Promise<void> {
  await sql`
    update informations_verifiees v set jusqu_au = least(v.jusqu_au, coalesce((
      select min(j.id) - 1 from journal j
      where j.verbe = 'changer_adresse' and j.sujets @> array[${`famille:${de}`}]::text[]
        and j.id > coalesce(
          (select jusqu_au from informations_verifiees where famille_id = ${de}), 0)), v.jusqu_au))
    where v.famille_id = ${vers}`.execute(tx);
  await sql`delete from informations_verifiees where famille_id = ${de}`.execute(tx);
}
