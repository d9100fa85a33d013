import type { Tx } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Jour } from '../../platform/jours.ts';
import { exerciceDe, premierJourOuvert } from '../regles/jours.ts';
import { chercherDernierJourClos } from '../requetes/ecritures.ts';

/**
 * Le jour où écrire, une fois la régie retenue : celui demandé, ou le premier encore ouvert.
 * @throws Introuvable si la régie n'existe pas
 */
export async function retenirJour(
  tx: Tx,
  regieId: number,
  jour: Jour,
): Promise<{ jour: Jour; exercice: number }> {
  const dernierClos = await chercherDernierJourClos(tx, regieId);
  if (dernierClos === undefined) throw new Introuvable();
  const ouvert = premierJourOuvert(jour, dernierClos);
  return { jour: ouvert, exercice: exerciceDe(ouvert) };
}
