import type { Db } from '../../platform/db.ts';
import type { Fuseau } from '../../platform/instants.ts';
import type { Jour } from '../../platform/jours.ts';
import { type EnfantAInscrire, type OffreProposee, proposerOffres } from '../regles/offres.ts';
import { listerEnfantsAInscrire, listerOffres } from '../requetes/offres.ts';

export type { Calendrier, Couple } from '../requetes/faits.ts';
export { chercherCalendriers } from '../requetes/faits.ts';
export { listerOperations } from '../requetes/operations.ts';
export type { EnfantAInscrire, OffreProposee };

/** Les enfants d'une famille et les périodes qui les accueillent : deux ordres. */
export async function lireOffres(
  db: Db,
  familles: readonly number[],
  quand: { aujourdhui: Jour; maintenant: Date; fuseau: Fuseau },
): Promise<{ enfants: EnfantAInscrire[]; proposees: OffreProposee[] }> {
  const { aujourdhui, maintenant, fuseau } = quand;
  const [enfants, offres] = await Promise.all([
    listerEnfantsAInscrire(db, familles, null),
    listerOffres(db, aujourdhui),
  ]);
  const { proposees } = proposerOffres(enfants, offres, aujourdhui, fuseau, maintenant);
  return { enfants, proposees };
}
