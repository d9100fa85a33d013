import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/**
 * Les factures de la famille gardent l'adresse d'aujourd'hui : celle d'un parent qui déménage n'y
 * paraît pas, que l'autre lirait (Fusions, règle 15). À appeler avant que l'adulte ne parte.
 */
export async function figerLAdresseCommune(tx: Tx, familleId: number): Promise<void> {
  await sql`
    update payeurs p set adresse = a.adresse ->> 'adresse', code_postal = a.adresse ->> 'codePostal',
      commune = a.adresse ->> 'commune'
    from (select id, adresse_du_payeur(id) as adresse from payeurs
      where famille_id = ${familleId} and genre = 'famille') a
    where a.id = p.id and p.adresse is null`.execute(tx);
}

/** Le payeur de l'adulte le suit, avec ses factures et ses règlements. */
export async function emmenerSonPayeur(
  tx: Tx,
  { adulteId, de, vers }: { adulteId: number; de: number; vers: number },
): Promise<void> {
  await sql`
    update payeurs set famille_id = ${vers}
    where genre = 'responsable' and famille_id = ${de} and responsable_id = ${adulteId}`.execute(
    tx,
  );
}
