import { type Acteur, noter, noterEnNombre } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
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
  chercherDeclaration,
  type Declaration,
  enregistrerConfirmation,
  laisserJoursTenus,
  type Structures,
  verrouillerDeclaration,
} from '../requetes/declarations.ts';
import { insererSorts, listerTouchees, type ReservationTouchee } from '../requetes/touchees.ts';

export interface GesteSurDeclaration {
  acteur: Acteur & { compteId: number };
  structures: Structures;
  declarationId: number;
}

/** Une réservation couverte et son sort. */
export interface Touche {
  reservation: ReservationTouchee;
  sort: Sort;
}

/**
 * Ferme les jours : réservations annulées, places rendues à personne, liste d'attente close, lettres
 * à partir plus tard. Une transaction, les mêmes ordres pour trois réservations ou trois mille.
 * Deux fois égale une. Verrous : Fermetures, règle 9.
 * @throws Introuvable si elle n'est pas toute dans les structures de l'agent
 * @throws Refus si d'autres déclarations tiennent déjà tous ces jours, ou si elle est retirée
 */
export async function confirmer(
  services: Services,
  geste: GesteSurDeclaration & { envoiLe: Date },
): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    const declaration = await tenirLeBrouillon(tx, geste);
    if (!declaration) return;
    const activites = [...new Set(declaration.prestations.map((p) => p.activiteId))];
    await tenirLesActivites(tx, activites);
    if ((await laisserJoursTenus(tx, declaration.id)) === 0) {
      throw new Refus(
        'deja_declare',
        'Ces jours sont déjà déclarés par une autre déclaration : rien n’a changé.',
      );
    }
    const vues = await listerTouchees(tx, declaration.id);
    const verrou = await tenirLesReservations(tx, vues);
    // Relues sous les verrous : une famille a pu annuler, un agent décider.
    const touches = deciderTouches(declaration, await listerTouchees(tx, declaration.id));
    const annulees = touches.flatMap(({ reservation: r, sort }) =>
      sort.sort === 'annulee'
        ? [
            {
              ...r,
              motif: motifDeLaReservation(declaration.genre, r.jour, declaration.motif, sort),
            },
          ]
        : [],
    );
    await insererSorts(
      tx,
      declaration.id,
      touches.map(({ reservation, sort }) => ({ ...sort, reservation })),
    );
    await annulerPourFermeture(tx, verrou, annulees, { le, par: geste.acteur.compteId });
    const { envoiLe } = geste;
    await enregistrerConfirmation(tx, declaration.id, { le, par: geste.acteur.compteId, envoiLe });
    await raconter(tx, declaration, touches, { le, acteur: geste.acteur });
  });
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

/** Le brouillon, tenu ; null : il est déjà confirmé, un second clic ne fait rien. */
async function tenirLeBrouillon(
  tx: Tx,
  { declarationId, structures }: GesteSurDeclaration,
): Promise<Declaration | null> {
  const etat = await verrouillerDeclaration(tx, declarationId);
  const declaration = await chercherDeclaration(tx, declarationId, structures);
  if (etat === null || !declaration) throw new Introuvable();
  if (etat === 'annulee') {
    throw new Refus('retiree', 'Cette déclaration est retirée : préparez-en une autre.');
  }
  return etat === 'brouillon' ? declaration : null;
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
