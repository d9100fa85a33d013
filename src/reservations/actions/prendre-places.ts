import { deplacerCompteurs, releverPlaces } from '../../activites/actions/places.ts';
import type { Tx } from '../../platform/db.ts';
import {
  type PartieAPlacer,
  type PartiePlacee,
  type ParUnAgent,
  placerParties,
} from '../regles/attribuer.ts';
import { ordonnerLaFile } from '../regles/file.ts';
import { fratriesDoublees } from '../regles/fratries.ts';
import {
  jaugesAVerrouiller,
  jaugesDe,
  prestationsDesJauges,
  tientDansLeVerrou,
} from '../regles/jauges.ts';
import { additionnerPrises } from '../regles/places.ts';
import { noterPassages } from '../requetes/offres-de-place.ts';
import { listerFile, listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';

/**
 * Verrouille les places concernées, sert la file en pensée, attribue, prend. Les enfants sont déjà
 * verrouillés. Rend une réponse par partie, dans l'ordre donné.
 */
export async function prendrePlaces(
  tx: Tx,
  parties: readonly PartieAPlacer[],
  agent: ParUnAgent,
): Promise<PartiePlacee[]> {
  const recevables = parties.flatMap((p) => p.recevables);
  if (recevables.length === 0)
    return parties.map(() => ({ retenus: [], complets: [], rallonges: [] }));
  const prestations = [...new Set(recevables.map((r) => r.prestationId))];
  const jours = [...new Set(recevables.map((r) => r.jour))];
  const liens = await listerLiensJauges(tx, prestations);
  const jauges = jaugesAVerrouiller(liens, recevables);
  const places = await verrouillerPlaces(tx, jauges, jours);
  // Un jour sans une place libre, la file n'a rien à prendre : un matin d'ouverture, elle est longue.
  const avecPlace = [...new Set(places.filter((p) => p.prises < p.places).map((p) => p.jour))];
  const file = ordonnerLaFile(await listerFile(tx, prestationsDesJauges(liens, jauges), avecPlace));
  const verrouillees = new Set(jauges);
  const enFile = file
    .map((f) => ({ ...f, jauges: jaugesDe(liens, f) }))
    .filter((f) => tientDansLeVerrou(f.jauges, verrouillees));
  const placees = placerParties(parties, { liens, places, file: enFile }, agent);
  const limitees = new Set(places.map((p) => `${p.jaugeId}:${p.jour}`));
  const validees = placees
    .flatMap((p) => p.retenus)
    .filter((r) => r.etat === 'validee')
    .map((r) => ({ jour: r.jour, jauges: r.jauges.filter((j) => limitees.has(`${j}:${r.jour}`)) }));
  const doublees = fratriesDoublees(places, enFile, validees);
  await noterPassages(
    tx,
    doublees.map(({ id }) => ({ id, passages: 1 })),
  );
  await releverPlaces(
    tx,
    placees.flatMap((p) => p.rallonges),
  );
  await deplacerCompteurs(tx, additionnerPrises(validees, 1));
  return placees;
}
