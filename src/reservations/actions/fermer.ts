import { deplacerCompteurs, releverPlaces } from '../../activites/actions/places.ts';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { jaugesAVerrouiller, jaugesDe, type LienJauge } from '../regles/jauges.ts';
import { additionnerPrises, type PlacesDuJour, type Prise } from '../regles/places.ts';
import { cloreDemandesTraitees, verrouillerEnfants } from '../requetes/agent.ts';
import { type ARetablir, annulerParLeCentre, remettreEnEtat } from '../requetes/fermer.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';

export { tenirLesActivites } from '../../activites/actions/tenir.ts';

/** Où une réservation prend sa place. */
export interface Preneuse {
  enfantId: number;
  prestationId: number;
  groupeId: number | null;
  jour: Jour;
}

export interface VerrouDeJours {
  liens: LienJauge[];
  places: PlacesDuJour[];
}

/** Tient les enfants de ces réservations, puis leurs places : leur état ne change plus sans nous. */
export async function tenirLesReservations(
  tx: Tx,
  preneuses: readonly Preneuse[],
): Promise<VerrouDeJours> {
  await verrouillerEnfants(tx, [...new Set(preneuses.map((p) => p.enfantId))]);
  const liens = await listerLiensJauges(tx, [...new Set(preneuses.map((p) => p.prestationId))]);
  // Trois mille réservations d'un jour n'ont que quelques façons de prendre une place.
  const sortes = new Map(preneuses.map((p) => [`${p.prestationId}:${p.groupeId}`, p]));
  const jauges = jaugesAVerrouiller(liens, [...sortes.values()]);
  const jours = [...new Set(preneuses.map((p) => p.jour))];
  return { liens, places: await verrouillerPlaces(tx, jauges, jours) };
}

export interface AAnnuler extends Preneuse {
  id: number;
  demandeId: number;
  etat: ARetablir['etat'];
  motif: string;
}

/**
 * Annule des réservations verrouillées, sans servir la file : ces jours sont fermés, les places
 * rendues n'y sont à personne (Fermetures, règle 5). Trois ordres, quel que soit leur nombre.
 */
export async function annulerPourFermeture(
  tx: Tx,
  verrou: VerrouDeJours,
  annulees: readonly AAnnuler[],
  geste: { le: Date; par: number | null },
): Promise<void> {
  if (annulees.length === 0) return;
  await annulerParLeCentre(tx, annulees, geste);
  await deplacerCompteurs(tx, prisesDe(verrou, annulees, -1));
  const demandees = annulees.filter((a) => a.etat === 'demandee').map((a) => a.demandeId);
  await cloreDemandesTraitees(tx, [...new Set(demandees)], geste.le);
}

/**
 * Remet des réservations verrouillées comme elles étaient. Si des places ont été retirées
 * entre-temps, elles sont relevées d'autant : ces enfants avaient la leur. Rend ce qui est relevé.
 */
export async function retablirApresFermeture(
  tx: Tx,
  verrou: VerrouDeJours,
  aRetablir: readonly (ARetablir & Preneuse)[],
): Promise<Prise[]> {
  if (aRetablir.length === 0) return [];
  const prises = prisesDe(verrou, aRetablir, 1);
  const rallonges = prises.flatMap(({ jaugeId, jour, ecart }) => {
    const place = verrou.places.find((p) => p.jaugeId === jaugeId && p.jour === jour);
    const manque = place ? place.prises + ecart - place.places : 0;
    return manque > 0 ? [{ jaugeId, jour, ecart: manque }] : [];
  });
  await releverPlaces(tx, rallonges);
  await deplacerCompteurs(tx, prises);
  await remettreEnEtat(tx, aRetablir);
  return rallonges;
}

/** Seul ce qui est validé tient une place, et seulement là où elles sont comptées. */
function prisesDe(
  { liens, places }: VerrouDeJours,
  reservations: readonly (Preneuse & { etat: ARetablir['etat'] })[],
  sens: 1 | -1,
): Prise[] {
  const limitees = new Set(places.map((p) => `${p.jaugeId}:${p.jour}`));
  const candidats = reservations
    .filter((r) => r.etat === 'validee')
    .map((r) => ({
      jour: r.jour,
      jauges: jaugesDe(liens, r).filter((j) => limitees.has(`${j}:${r.jour}`)),
    }));
  return additionnerPrises(candidats, sens);
}
