import { deplacerCompteurs } from '../../activites/actions.ts';
import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { annoncerAnnulation, annoncerDemandeTraitee } from '../courriels/annoncer.tsx';
import { deciderAnnulation } from '../regles/annuler.ts';
import { jaugesAVerrouiller, jaugesDe } from '../regles/jauges.ts';
import { additionnerPrises, type PlacesDuJour } from '../regles/places.ts';
import { aUneReponse, cloreDemandesTraitees } from '../requetes/agent.ts';
import { changerEtat, verrouillerEnfant } from '../requetes/ecrire.ts';
import {
  chercherDelaisDe,
  chercherReservation,
  type ReservationDecrite,
} from '../requetes/lire.ts';
import { listerLiensJauges, verrouillerPlaces } from '../requetes/places.ts';
import { promouvoir } from './promouvoir.ts';

export interface SaisieAnnulation {
  acteur: Acteur;
  familles: readonly number[];
  reservationId: number;
}

/**
 * La famille annule un jour : la place est rendue, la file avance si l'activité le veut, le service
 * est informé. Deux fois égale une : la seconde ne change rien et n'envoie rien.
 * @throws Introuvable si la réservation n'est pas de ces familles
 * @throws Refus si le délai est passé : le message dit pourquoi, et de contacter le centre
 */
export async function annuler(
  services: Services,
  saisie: SaisieAnnulation,
): Promise<{ reservation: ReservationDecrite; dejaAnnulee: boolean }> {
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx) => {
    const vue = await chercherReservation(tx, saisie.reservationId, saisie.familles);
    if (!vue || !(await verrouillerEnfant(tx, vue.enfantId, saisie.familles)))
      throw new Introuvable();
    // Les places d'abord, dans l'ordre ; l'état se relit ensuite : la file a pu avancer entre-temps.
    const verrou = await verrouillerLesPlacesDe(tx, vue);
    const reservation = await chercherReservation(tx, saisie.reservationId, saisie.familles);
    const delais = (await chercherDelaisDe(tx, [saisie.reservationId])).get(saisie.reservationId);
    if (!reservation || !delais) throw new Introuvable();
    const decision = deciderAnnulation(reservation, delais.delais, delais.faits, maintenant);
    if (decision.issue === 'deja_annulee') return { reservation, dejaAnnulee: true };
    if (decision.issue === 'impossible') {
      throw new Refus(
        decision.raison,
        `Ce jour ne peut plus être annulé en ligne : ${decision.phrase}. Appelez le centre ou écrivez-lui par la page « Contacter le centre ».`,
      );
    }
    await changerEtat(tx, [reservation.id], {
      etat: 'annulee_par_famille',
      le: maintenant,
      par: saisie.acteur.compteId,
      motif: null,
    });
    if (decision.rendUnePlace) await rendreLaPlace(tx, services, reservation, verrou, maintenant);
    await sortirDeLaFileATraiter(tx, services, reservation.demandeId, maintenant);
    await noter(tx, {
      le: maintenant,
      acteur: saisie.acteur,
      verbe: 'annuler',
      phrase: `Annulation : ${reservation.activite}, ${reservation.prestation}, ${ecrireJour(reservation.jour)}, pour ${reservation.enfant}.`,
      sujets: [
        `famille:${reservation.familleId}`,
        `enfant:${reservation.enfantId}`,
        `demande:${reservation.demandeId}`,
        `reservation:${reservation.id}`,
      ],
    });
    await annoncerAnnulation(tx, services, reservation, saisie.acteur, maintenant);
    return { reservation, dejaAnnulee: false };
  });
}

export interface VerrouDePlaces {
  liens: Awaited<ReturnType<typeof listerLiensJauges>>;
  jauges: number[];
  places: PlacesDuJour[];
}

async function verrouillerLesPlacesDe(tx: Tx, r: ReservationDecrite): Promise<VerrouDePlaces> {
  const liens = await listerLiensJauges(tx, [r.prestationId]);
  const jauges = jaugesAVerrouiller(liens, [r]);
  return { liens, jauges, places: await verrouillerPlaces(tx, jauges, [r.jour]) };
}

/**
 * Le dernier jour en attente retiré, plus rien ne demande d'agent. Si un agent en avait déjà décidé
 * d'autres, sa réponse part maintenant : elle n'attendait que ce jour-là.
 */
async function sortirDeLaFileATraiter(
  tx: Tx,
  services: Services,
  demandeId: number,
  le: Date,
): Promise<void> {
  const closes = await cloreDemandesTraitees(tx, [demandeId], le);
  if (closes.length > 0 && (await aUneReponse(tx, demandeId)))
    await annoncerDemandeTraitee(tx, services, demandeId, le);
}

async function rendreLaPlace(
  tx: Tx,
  services: Services,
  r: ReservationDecrite,
  verrou: VerrouDePlaces,
  maintenant: Date,
): Promise<void> {
  const limitees = new Set(verrou.places.map((p) => p.jaugeId));
  const rendues = additionnerPrises(
    [{ jour: r.jour, jauges: jaugesDe(verrou.liens, r).filter((j) => limitees.has(j)) }],
    -1,
  );
  await deplacerCompteurs(tx, rendues);
  const places = verrou.places.map((p) => ({
    ...p,
    prises: p.prises + (rendues.find((x) => x.jaugeId === p.jaugeId)?.ecart ?? 0),
  }));
  await promouvoir(tx, services, { ...verrou, places, jours: [r.jour] }, maintenant);
}
