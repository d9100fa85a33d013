import { type Acteur, noter } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour } from '../../platform/jours.ts';
import {
  annoncerAnnulation,
  annoncerDecisionDuCentre,
  annoncerDemandeTraitee,
} from '../courriels/annoncer.tsx';
import { deciderAnnulation } from '../regles/annuler.ts';
import { annulerPourLaFamille, type Droits } from '../regles/direct.ts';
import { aUneReponse, cloreDemandesTraitees } from '../requetes/agent.ts';
import { changerEtat, verrouillerEnfant } from '../requetes/ecrire.ts';
import {
  chercherDelaisDe,
  chercherReservation,
  type ReservationDecrite,
} from '../requetes/lire.ts';
import { rendreLesPlaces, tenirLesPlaces } from './tenir-les-places.ts';

export interface SaisieAnnulation {
  acteur: Acteur;
  familles: readonly number[];
  reservationId: number;
  /** L'acteur est un agent, qui annule pour la famille (Places, règle 11). */
  direct?: { structures: readonly number[] | null; droits: Droits; motif: string };
}

/**
 * La famille, ou un agent pour elle, annule un jour : la place est rendue, la file avance si
 * l'activité le veut, l'autre côté est informé. Deux fois égale une : la seconde ne change rien et
 * n'envoie rien.
 * @throws Introuvable si la réservation n'est pas de ces familles, ni de ces structures
 * @throws Refus si le délai est passé : le message dit pourquoi, et de contacter le centre ; ou si
 * l'agent ne dit pas pourquoi il annule
 */
export async function annuler(
  services: Services,
  saisie: SaisieAnnulation,
): Promise<{ reservation: ReservationDecrite; dejaAnnulee: boolean }> {
  const maintenant = services.clock.now();
  const { direct } = saisie;
  const motif = direct ? exigerLeMotif(direct.motif) : null;
  return transaction(services.db, async (tx) => {
    const vue = await chercherReservation(tx, saisie.reservationId, saisie.familles);
    if (!vue || !(await verrouillerEnfant(tx, vue.enfantId, saisie.familles)))
      throw new Introuvable();
    // Les places d'abord, dans l'ordre ; l'état se relit ensuite : la file a pu avancer entre-temps.
    const verrou = await tenirLesPlaces(tx, [vue]);
    const reservation = await chercherReservation(tx, saisie.reservationId, saisie.familles);
    const delais = (await chercherDelaisDe(tx, [saisie.reservationId])).get(saisie.reservationId);
    if (!reservation || !delais || !estDe(reservation, direct)) throw new Introuvable();
    const duPortail = deciderAnnulation(reservation, delais.delais, delais.faits, maintenant);
    const decision = direct ? annulerPourLaFamille(duPortail, direct.droits) : duPortail;
    if (decision.issue === 'deja_annulee') return { reservation, dejaAnnulee: true };
    if (decision.issue === 'impossible') {
      throw new Refus(
        decision.raison,
        direct
          ? `Ce jour ne peut pas être annulé : ${decision.phrase}.`
          : `Ce jour ne peut plus être annulé en ligne : ${decision.phrase}. Appelez le centre ou écrivez-lui par la page « Contacter le centre ».`,
      );
    }
    await changerEtat(tx, [reservation.id], {
      etat: direct ? 'annulee_par_centre' : 'annulee_par_famille',
      le: maintenant,
      par: saisie.acteur.compteId,
      motif,
    });
    // Quitter la file peut aussi la débloquer : un frère qui attendait l'autre n'attend plus que lui.
    if (decision.rendUnePlace || reservation.etat === 'en_liste_attente')
      await rendreLesPlaces(tx, services, verrou, [reservation]);
    const repondue = await sortirDeLaFileATraiter(tx, services, reservation.demandeId, maintenant);
    await noter(tx, {
      le: maintenant,
      acteur: saisie.acteur,
      verbe: direct ? 'annuler_directement' : 'annuler',
      phrase: raconter(reservation, motif),
      sujets: [
        `famille:${reservation.familleId}`,
        `enfant:${reservation.enfantId}`,
        `demande:${reservation.demandeId}`,
        `reservation:${reservation.id}`,
      ],
    });
    if (!direct) await annoncerAnnulation(tx, services, reservation, saisie.acteur, maintenant);
    else if (!repondue)
      await annoncerDecisionDuCentre(
        tx,
        services,
        reservation.demandeId,
        [reservation.id],
        maintenant,
      );
    return { reservation, dejaAnnulee: false };
  });
}

function exigerLeMotif(saisi: string): string {
  const motif = saisi.trim();
  if (motif === '')
    throw new Refus('motif', 'Écrivez pourquoi vous annulez : la famille le lira.', 'motif');
  if (motif.length > 500)
    throw new Refus('motif', 'Le motif tient en 500 caractères : raccourcissez-le.', 'motif');
  return motif;
}

/** Un agent n'annule que dans ses structures ; la famille, partout où son enfant est inscrit. */
function estDe({ structureId }: ReservationDecrite, direct: SaisieAnnulation['direct']): boolean {
  return !direct || direct.structures === null || direct.structures.includes(structureId);
}

function raconter(r: ReservationDecrite, motif: string | null): string {
  const quoi = `${r.activite}, ${r.prestation}, ${ecrireJour(r.jour)}, pour ${r.enfant}`;
  return motif === null
    ? `Annulation : ${quoi}.`
    : `Annulation par le centre, pour la famille : ${quoi}. Motif : ${motif}`;
}

/**
 * Le dernier jour en attente retiré, plus rien ne demande d'agent. Si un agent en avait déjà décidé
 * d'autres, sa réponse part maintenant : elle n'attendait que ce jour-là. Vrai si elle est partie.
 */
async function sortirDeLaFileATraiter(
  tx: Tx,
  services: Services,
  demandeId: number,
  le: Date,
): Promise<boolean> {
  const closes = await cloreDemandesTraitees(tx, [demandeId], le);
  if (closes.length === 0 || !(await aUneReponse(tx, demandeId))) return false;
  await annoncerDemandeTraitee(tx, services, demandeId, le);
  return true;
}
