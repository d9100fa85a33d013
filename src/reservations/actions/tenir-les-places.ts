import { deplacerCompteurs } from '../../activites/actions/places.ts';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { jaugesAVerrouiller, jaugesDe, type LienJauge } from '../regles/jauges.ts';
import { additionnerPrises, type Candidat, type PlacesDuJour } from '../regles/places.ts';
import type { EtatReservation } from '../regles/types.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { promouvoir } from './promouvoir.ts';

/** Ce qui prend, ou prendrait, une place un jour. */
export interface Preneur {
  prestationId: number;
  groupeId: number | null;
  jour: Jour;
}

export interface VerrouDePlaces {
  liens: LienJauge[];
  jauges: number[];
  places: PlacesDuJour[];
}

/** Verrouille d'un coup, dans l'ordre, toutes les places que ces preneurs peuvent toucher. */
export async function tenirLesPlaces(
  tx: Tx,
  preneurs: readonly Preneur[],
): Promise<VerrouDePlaces> {
  const liens = await listerLiensJauges(tx, [...new Set(preneurs.map((p) => p.prestationId))]);
  const jauges = jaugesAVerrouiller(liens, preneurs);
  const jours = [...new Set(preneurs.map((p) => p.jour))];
  return { liens, jauges, places: await verrouillerPlaces(tx, jauges, jours) };
}

export type Partante = Preneur & { etat: EtatReservation; placeOfferte: boolean };

/** Les places que tenaient ces réservations, en moins ; leur état vient d'être changé. */
export async function libererLesPlaces(
  tx: Tx,
  verrou: VerrouDePlaces,
  partantes: readonly Partante[],
): Promise<PlacesDuJour[]> {
  const tenaient = partantes.filter((r) => r.etat === 'validee' || r.placeOfferte);
  // Une place offerte se rend d'elle-même quand la réservation quitte la file.
  const validees = partantes.filter((r) => r.etat === 'validee');
  await deplacerCompteurs(tx, additionnerPrises(dansLeurVerrou(verrou, validees), -1));
  const rendues = additionnerPrises(dansLeurVerrou(verrou, tenaient), -1);
  const ecarts = new Map(rendues.map((r) => [`${r.jaugeId}:${r.jour}`, r.ecart]));
  return verrou.places.map((p) => ({
    ...p,
    prises: p.prises + (ecarts.get(`${p.jaugeId}:${p.jour}`) ?? 0),
  }));
}

/** De même, puis la file avance là où une place s'est rendue. */
export async function rendreLesPlaces(
  tx: Tx,
  services: Services,
  verrou: VerrouDePlaces,
  partantes: readonly Partante[],
): Promise<void> {
  const places = await libererLesPlaces(tx, verrou, partantes);
  const jours = [...new Set(partantes.map((r) => r.jour))];
  await promouvoir(tx, services, { ...verrou, places, jours }, services.clock.now());
}

/** Seules les jauges qui limitent ce jour-là comptent. */
export function dansLeurVerrou(
  { liens, places }: VerrouDePlaces,
  preneurs: readonly Preneur[],
): Candidat[] {
  const limitees = new Set(places.map((p) => `${p.jaugeId}:${p.jour}`));
  return preneurs.map((p) => ({
    jour: p.jour,
    jauges: jaugesDe(liens, p).filter((j) => limitees.has(`${j}:${p.jour}`)),
  }));
}
