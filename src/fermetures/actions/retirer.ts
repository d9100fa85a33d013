import { noter, noterEnNombre } from '../../journal/actions.ts';
import { type Tx, transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { majuscule } from '../../platform/mots.ts';
import {
  retablirApresFermeture,
  tenirLesActivites,
  tenirLesReservations,
} from '../../reservations/actions/fermer.ts';
import { compter, intituler } from '../regles/phrases.ts';
import { raconterLeRetrait } from '../regles/recit.ts';
import {
  chercherDeclaration,
  type Declaration,
  enregistrerRetrait,
  estRecouverte,
  verrouillerDeclaration,
} from '../requetes/declarations.ts';
import { type Annulee, listerAnnulees, marquerRetablies } from '../requetes/touchees.ts';
import type { GesteSurDeclaration } from './confirmer.ts';

/**
 * Retire une déclaration dont aucune lettre n'est partie : chaque réservation qu'elle avait annulée
 * redevient ce qu'elle était, place et rang compris ; ce qui a changé depuis reste comme il est.
 * Deux fois égale une. Rend le nombre de réservations rétablies.
 * @throws Refus si les familles sont prévenues, ou si une déclaration plus récente ferme ces jours
 */
export async function retirer(services: Services, geste: GesteSurDeclaration): Promise<number> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const etat = await verrouillerDeclaration(tx, geste.declarationId);
    const declaration = await chercherDeclaration(tx, geste.declarationId, geste.structures);
    if (etat === null || !declaration) throw new Introuvable();
    if (etat === 'annulee') return 0;
    if (etat === 'envoyee') {
      throw new Refus(
        'deja_envoyee',
        'Les familles sont déjà prévenues : la déclaration ne se retire plus. Écrivez-leur, et inscrivez de nouveau les enfants qui viendront.',
      );
    }
    const { retablies, relevees } =
      etat === 'prete' ? await retablir(tx, declaration) : { retablies: [], relevees: 0 };
    await enregistrerRetrait(tx, declaration.id, { le, par: geste.acteur.compteId });
    const titre = intituler(declaration.genre, declaration.jours);
    await noter(tx, {
      le,
      acteur: geste.acteur,
      verbe: 'retirer_declaration',
      phrase:
        etat !== 'prete'
          ? `${majuscule(titre)} : déclaration abandonnée, rien n’était fermé.`
          : `${majuscule(titre)} : déclaration retirée avant l’envoi, ${compter(retablies.length, 'réservation rétablie', 'réservations rétablies')}${relevees > 0 ? `, ${compter(relevees, 'place relevée', 'places relevées')} pour elles` : ''}.`,
      sujets: [`declaration:${declaration.id}`],
    });
    const commun = { le, acteur: geste.acteur, verbe: 'retablir_par_declaration' };
    await noterEnNombre(tx, commun, raconterLeRetrait(declaration, retablies));
    return retablies.length;
  });
}

async function retablir(
  tx: Tx,
  declaration: Declaration,
): Promise<{ retablies: Annulee[]; relevees: number }> {
  // Une autre déclaration ne doit pas fermer ces jours pendant qu'on les rouvre.
  await tenirLesActivites(tx, [...new Set(declaration.prestations.map((p) => p.activiteId))]);
  if (await estRecouverte(tx, declaration.id)) {
    throw new Refus(
      'recouverte',
      'Une déclaration plus récente ferme aussi ces jours : retirez-la d’abord.',
    );
  }
  const vues = await listerAnnulees(tx, declaration.id);
  const verrou = await tenirLesReservations(tx, vues);
  const retablies = await listerAnnulees(tx, declaration.id);
  const rallonges = await retablirApresFermeture(tx, verrou, retablies);
  await marquerRetablies(
    tx,
    declaration.id,
    retablies.map((r) => r.id),
  );
  return { retablies, relevees: rallonges.reduce((somme, r) => somme + r.ecart, 0) };
}
