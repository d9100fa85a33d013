import { sql } from 'kysely';
import type { Cell } from '../../platform/csv.ts';
import type { Db } from '../../platform/db.ts';
import type { Export } from './sujets.ts';

const LIGNES_PAR_FOIS = 5000;

/**
 * Les lignes d'un export, à mesure : une ville a des millions de réservations. Un curseur, donc un seul
 * instantané : ce qui change pendant la lecture n'y entre pas à moitié.
 */
export async function* lireAMesure(db: Db, { lire }: Export): AsyncGenerator<Cell[][]> {
  const tx = await db.startTransaction().setAccessMode('read only').execute();
  try {
    await sql`declare lignes no scroll cursor for
      select valeurs from (${lire}) x order by cle`.execute(tx);
    for (;;) {
      const { rows } = await sql<{ valeurs: (Cell | null)[] }>`
        fetch ${sql.raw(String(LIGNES_PAR_FOIS))} from lignes`.execute(tx);
      if (rows.length === 0) return;
      yield rows.map(({ valeurs }) => valeurs.map((v) => v ?? ''));
    }
  } finally {
    await tx.rollback().execute();
  }
}
