import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { direReglages, refuserCriteres } from '../regles/attente.ts';
import {
  chercherReglagesAttente,
  enregistrerReglagesAttente,
  type ReglagesAttente,
} from '../requetes/attente.ts';
import { chercherActivite, verrouillerActivite } from '../requetes/reglages.ts';

/**
 * Change l'ordre de la liste d'attente, et dit au journal ce qu'il était. Sans effet si rien ne change.
 * Vaut aussitôt pour ceux qui attendent (Liste d'attente, règle 5).
 * @throws Refus si l'activité ne peut pas prendre ces critères
 */
export async function reglerListeAttente(
  services: Services,
  geste: { activiteId: number; reglages: ReglagesAttente; acteur: Acteur },
): Promise<void> {
  const { activiteId, reglages, acteur } = geste;
  await transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const activite = await chercherActivite(tx, activiteId);
    const avant = await chercherReglagesAttente(tx, activiteId);
    if (!activite || !avant) throw new Introuvable();
    const refus = refuserCriteres(activite.genre, reglages.criteres);
    if (refus) throw new Refus('criteres', refus, 'critere1');
    const [etait, devient] = [direReglages(avant), direReglages(reglages)];
    if (etait === devient) return;
    await enregistrerReglagesAttente(tx, activiteId, reglages);
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe: 'changer_liste_attente',
      phrase: `Liste d’attente : ${devient} (avant : ${etait}).`,
      sujets: [`activite:${activiteId}`],
      details: { avant, apres: reglages },
    });
  });
}
