import type { Acteur } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import {
  chercherDeclaration,
  type Declaration,
  type Structures,
  verrouillerDeclaration,
} from '../requetes/declarations.ts';
import { enregistrerLancement } from '../requetes/lots.ts';
import { compterTouchees } from '../requetes/touchees.ts';
import { fermerLesJours, RESERVATIONS_D_UN_COUP } from './fermer.ts';

export interface GesteSurDeclaration {
  acteur: Acteur & { compteId: number };
  structures: Structures;
  declarationId: number;
}

/**
 * Ferme les jours : réservations annulées, places rendues à personne, liste d'attente close, lettres
 * à partir plus tard. Une transaction ; une très grande fermeture continue en arrière-plan. Deux fois
 * égale une. Verrous : Fermetures, règle 9. Vrai si tout est fait au retour.
 * @throws Introuvable si elle n'est pas toute dans les structures de l'agent
 * @throws Refus si d'autres déclarations tiennent déjà tous ces jours, ou si elle est retirée
 */
export async function confirmer(
  services: Services,
  { acteur, envoiLe, ...geste }: GesteSurDeclaration & { envoiLe: Date },
  dUnCoup = RESERVATIONS_D_UN_COUP,
): Promise<boolean> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const declaration = await tenirLeBrouillon(tx, geste);
    if (!declaration) return true;
    const total = await compterTouchees(tx, declaration.id);
    if (total <= dUnCoup) {
      await fermerLesJours(tx, declaration, { le, acteur, envoiLe });
      return true;
    }
    await enregistrerLancement(tx, declaration.id, { par: acteur.compteId, envoiLe, total });
    await services.jobs.enqueue(tx, 'fermeture', { declarationId: declaration.id });
    return false;
  });
}

/** Le brouillon, tenu ; null : il est déjà confirmé, un second clic ne fait rien. */
async function tenirLeBrouillon(
  tx: Tx,
  { declarationId, structures }: Omit<GesteSurDeclaration, 'acteur'>,
): Promise<Declaration | null> {
  const etat = await verrouillerDeclaration(tx, declarationId);
  const declaration = await chercherDeclaration(tx, declarationId, structures);
  if (etat === null || !declaration) throw new Introuvable();
  if (etat === 'annulee') {
    throw new Refus('retiree', 'Cette déclaration est retirée : préparez-en une autre.');
  }
  return etat === 'brouillon' ? declaration : null;
}
