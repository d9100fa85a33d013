import type { Db } from '../../platform/db.ts';
import { compterFile, type Structures } from '../requetes/agent.ts';

/** Combien de demandes attendent, par activité : pour la page « À traiter ». */
export function compterLaFile(
  db: Db,
  structures: Structures,
): Promise<{ activiteId: number; activite: string; demandes: number }[]> {
  return compterFile(db, structures);
}
