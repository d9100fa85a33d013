import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { joursDOuverture } from '../calendrier/calendrier.ts';
import { lireCalendrier } from '../requetes/calendrier.ts';
import {
  enregistrerVacances,
  insererOuvertures,
  retirerOuvertures,
  trouverPeriodeAOuvrir,
} from '../requetes/ouvertures.ts';
import { VACANCES_SCOLAIRES } from '../vacances-scolaires.ts';

export interface BilanOuvertures {
  ajoutees: number;
  retirees: number;
  /** Ne devraient plus ouvrir, mais un enfant y est attendu : un agent annule d'abord. */
  gardees: number;
}

/**
 * Ouvre les jours de la période, moins ce qui ferme. Rejouable : ne change que ce qui a changé. `des` :
 * le premier jour qui peut changer ; celui de la période sinon.
 */
export async function engendrerOuvertures(
  tx: Tx,
  periodeId: number,
  des?: Jour,
): Promise<BilanOuvertures> {
  const periode = await trouverPeriodeAOuvrir(tx, periodeId);
  const jours = joursDOuverture({
    ...periode,
    ...(await lireCalendrier(tx, periode)),
  })
    .filter(({ ouvert }) => ouvert)
    .map(({ jour }) => jour);
  const premier = des ?? periode.du;
  const { retirees, gardees } = await retirerOuvertures(tx, periodeId, jours, premier);
  const ouverts = jours.filter((jour) => jour >= premier);
  return { ajoutees: await insererOuvertures(tx, periodeId, ouverts), retirees, gardees };
}

/** Charge les dates officielles livrées avec Préau. Rejouable. */
export async function chargerVacances(tx: Tx): Promise<void> {
  await enregistrerVacances(tx, VACANCES_SCOLAIRES);
}
