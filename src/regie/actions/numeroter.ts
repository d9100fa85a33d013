import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

export type Serie =
  | 'facture'
  | 'quittance'
  | 'ecriture'
  | 'versement'
  | 'bordereau'
  | 'attestation'
  | 'titre';

/**
 * Prend `nombre` numéros de suite dans une série de la régie, et rend le premier. La ligne reste
 * verrouillée jusqu'à la fin de la transaction : annulée, elle rend ses numéros, sans trou.
 * À prendre le plus tard possible, toujours dans l'ordre facture, quittance, ecriture.
 */
export async function prendreNumeros(
  tx: Tx,
  serie: { regieId: number; exercice: number; serie: Serie; nombre: number },
): Promise<number> {
  const { rows } = await sql<{ dernier: number }>`
    insert into compteurs_de_numeros (regie_id, exercice, serie, dernier)
    values (${serie.regieId}, ${serie.exercice}, ${serie.serie}, ${serie.nombre})
    on conflict (regie_id, exercice, serie)
      do update set dernier = compteurs_de_numeros.dernier + excluded.dernier
    returning dernier`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('Le compteur de numéros n’a rien rendu.');
  return ligne.dernier - serie.nombre + 1;
}
