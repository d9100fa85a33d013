import type { Db } from '../../platform/db.ts';
import type { Regard } from '../documents/requetes.ts';
import { compterAPayer } from '../requetes/famille.ts';

/** Ce qui reste à payer à cette personne : combien de factures, combien de centimes, la plus proche échéance. */
export function lireAPayer(db: Db, regard: Regard) {
  return compterAPayer(db, regard);
}
