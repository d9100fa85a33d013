import { noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { majuscule } from '../../platform/mots.ts';
import { intituler } from '../regles/phrases.ts';
import {
  chercherDeclaration,
  enregistrerRetrait,
  verrouillerDeclaration,
} from '../requetes/declarations.ts';
import { avancer, chercherLancement, listerFermeturesEnCours } from '../requetes/lots.ts';
import { fermerLesJours } from './fermer.ts';

/**
 * Une grande fermeture, hors de la visite qui l'a demandée : tout ou rien. Rejouable : faite, ou
 * retirée entre-temps, elle ne fait plus rien. Ce que la règle refuse se lit au journal.
 */
export async function fermerEnArrierePlan(
  services: Services,
  declarationId: number,
): Promise<void> {
  try {
    await transaction(services.db, async (tx) => {
      const etat = await verrouillerDeclaration(tx, declarationId);
      const lancement = await chercherLancement(tx, declarationId);
      const declaration = await chercherDeclaration(tx, declarationId, null);
      if (etat !== 'en_cours' || !lancement || !declaration) return;
      await fermerLesJours(tx, declaration, { ...lancement, le: services.clock.now() }, (faites) =>
        avancer(services.db, declarationId, faites),
      );
    });
  } catch (erreur) {
    if (!(erreur instanceof Refus)) throw erreur;
    await renoncer(services, declarationId, erreur);
  }
}

/** Au démarrage : ce qu'un arrêt a coupé reprend, sans attendre que la file s'en aperçoive. */
export async function reprendreLesFermetures({
  db,
  jobs,
}: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  for (const declarationId of await listerFermeturesEnCours(db))
    await transaction(db, (tx) => jobs.enqueue(tx, 'fermeture', { declarationId }));
}

async function renoncer(services: Services, id: number, refus: Refus): Promise<void> {
  const le = services.clock.now();
  await transaction(services.db, async (tx) => {
    await verrouillerDeclaration(tx, id);
    const lancement = await chercherLancement(tx, id);
    const declaration = await chercherDeclaration(tx, id, null);
    if (!lancement || !declaration) return;
    await enregistrerRetrait(tx, id, { le, par: lancement.acteur.compteId });
    await noter(tx, {
      le,
      acteur: lancement.acteur,
      verbe: 'retirer_declaration',
      phrase: `${majuscule(intituler(declaration.genre, declaration.jours))} : rien n’est fermé. ${refus.message}`,
      sujets: [`declaration:${id}`],
    });
  });
}
