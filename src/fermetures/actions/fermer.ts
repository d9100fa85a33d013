import { type Acteur, noter, noterEnNombre } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import { majuscule } from '../../platform/mots.ts';
import {
  annulerPourFermeture,
  tenirLesActivites,
  tenirLesReservations,
} from '../../reservations/actions/fermer.ts';
import { compter, intituler, motifDeLaReservation } from '../regles/phrases.ts';
import { raconterAuxFamilles } from '../regles/recit.ts';
import { deciderSorts, type Sort } from '../regles/sorts.ts';
import {
  type Declaration,
  enregistrerConfirmation,
  laisserJoursTenus,
} from '../requetes/declarations.ts';
import { insererSorts, listerTouchees, type ReservationTouchee } from '../requetes/touchees.ts';

/** Une réservation couverte et son sort. */
export interface Touche {
  reservation: ReservationTouchee;
  sort: Sort;
}

export interface Fermeture {
  le: Date;
  acteur: Acteur & { compteId: number };
  envoiLe: Date;
}

/** Jusque-là, un seul ordre ; au-delà, par lots, en arrière-plan (Fermetures, règle 10). */
export const RESERVATIONS_D_UN_COUP = 5_000;
/** De quoi dire où l'on en est. */
const RESERVATIONS_PAR_LOT = 1_000;

/**
 * Ferme les jours d'une déclaration tenue : mêmes ordres pour trois réservations ou trois mille.
 * @throws Refus si d'autres déclarations tiennent déjà tous ces jours
 */
export async function fermerLesJours(
  tx: Tx,
  declaration: Declaration,
  { le, acteur, envoiLe }: Fermeture,
  avancer?: (faites: number) => Promise<void>,
): Promise<void> {
  const { id, genre, motif } = declaration;
  await tenirLesActivites(tx, [...new Set(declaration.prestations.map((p) => p.activiteId))]);
  if ((await laisserJoursTenus(tx, id)) === 0) {
    throw new Refus(
      'deja_declare',
      'Ces jours sont déjà déclarés par une autre déclaration : rien n’a changé.',
    );
  }
  const verrou = await tenirLesReservations(tx, await listerTouchees(tx, id));
  // Relues sous les verrous : une famille a pu annuler, un agent décider.
  const touches = deciderTouches(declaration, await listerTouchees(tx, id));
  const parLot = avancer ? RESERVATIONS_PAR_LOT : touches.length;
  for (let faites = 0; faites < touches.length; faites += parLot) {
    const lot = touches.slice(faites, faites + parLot);
    await insererSorts(
      tx,
      id,
      lot.map(({ reservation, sort }) => ({ ...sort, reservation })),
    );
    const annulees = lot
      .filter((t) => t.sort.sort === 'annulee')
      .map(({ reservation: r, sort }) => ({
        ...r,
        motif: motifDeLaReservation(genre, r.jour, motif, sort),
      }));
    await annulerPourFermeture(tx, verrou, annulees, { le, par: acteur.compteId });
    await avancer?.(faites + lot.length);
  }
  await enregistrerConfirmation(tx, id, { le, par: acteur.compteId, envoiLe });
  await raconter(tx, declaration, touches, { le, acteur });
}

export function deciderTouches(
  declaration: Declaration,
  touchees: readonly ReservationTouchee[],
): Touche[] {
  const sorts = deciderSorts(declaration, touchees);
  return touchees.flatMap((reservation, rang) => {
    const sort = sorts[rang];
    return sort ? [{ reservation, sort }] : [];
  });
}

async function raconter(
  tx: Tx,
  declaration: Declaration,
  touches: readonly Touche[],
  geste: { le: Date; acteur: Acteur },
): Promise<void> {
  const annulees = touches.filter((t) => t.sort.sort === 'annulee').length;
  const familles = new Set(touches.map((t) => t.reservation.familleId)).size;
  const gardees = touches.length - annulees;
  const faits = [
    compter(annulees, 'réservation annulée', 'réservations annulées'),
    ...(gardees > 0 ? [compter(gardees, 'gardée')] : []),
    `${compter(familles, 'famille')} à prévenir`,
  ];
  const titre = intituler(declaration.genre, declaration.jours);
  await noter(tx, {
    ...geste,
    verbe: 'declarer',
    phrase: `${majuscule(titre)} : ${faits.join(', ')}. Motif : ${declaration.motif}`,
    sujets: [
      `declaration:${declaration.id}`,
      ...[...new Set(declaration.prestations.map((p) => p.activiteId))].map((a) => `activite:${a}`),
    ],
  });
  const traces = raconterAuxFamilles(
    declaration,
    touches.map(({ reservation, sort }) => ({ ...reservation, ...sort })),
  );
  await noterEnNombre(tx, { ...geste, verbe: 'annuler_par_declaration' }, traces);
}
