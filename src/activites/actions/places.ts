import type { Tx } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { enregistrerPlaces, verrouillerPlaces } from '../requetes/places.ts';

/**
 * Fixe le nombre de places de la jauge, chaque jour où une de ses prestations ouvre, de `du` à `au`
 * compris. Rend le nombre de jours écrits.
 * @throws Refus si un de ces jours a déjà plus de places prises.
 */
export async function definirPlaces(
  tx: Tx,
  { jaugeId, du, au, places }: { jaugeId: number; du: Jour; au: Jour; places: number },
): Promise<number> {
  if (!Number.isInteger(places) || places < 0) {
    throw new Refus(
      'places_invalides',
      'Indiquez un nombre de places entier, zéro compris.',
      'places',
    );
  }
  const jours = await verrouillerPlaces(tx, { jaugeId, du, au });
  refuserSousLesPrises(jours, places);
  await enregistrerPlaces(tx, jaugeId, places, jours);
  return jours.length;
}

function refuserSousLesPrises(jours: readonly { jour: Jour; prises: number }[], places: number) {
  const trop = jours.filter(({ prises }) => prises > places);
  const [pire] = trop.toSorted((a, b) => b.prises - a.prises);
  if (!pire) return;
  const deja = pire.prises > 1 ? 'places sont déjà prises' : 'place est déjà prise';
  const autres = trop.length - 1;
  const suite =
    autres === 0
      ? ''
      : autres === 1
        ? `, et un autre jour en a plus de ${places}`
        : `, et ${autres} autres jours en ont plus de ${places}`;
  throw new Refus(
    'places_deja_prises',
    `Le ${ecrireJour(pire.jour, { annee: true })}, ${pire.prises} ${deja}${suite}. ` +
      `Indiquez au moins ${pire.prises}, ou annulez d’abord des réservations.`,
    'places',
  );
}

/** Les places prises ou rendues par des réservations : la tranche activités tient seule ses compteurs. */
export { deplacerCompteurs, releverPlaces } from '../requetes/places.ts';
