import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { direChangements } from '../regles/changements.ts';
import { enregistrerReglages, type Reglages } from '../requetes/creer.ts';
import { chercherActivite, verrouillerActivite } from '../requetes/reglages.ts';
import { rouvrir } from './rythme.ts';

/** Change les réglages de l'activité, et dit au journal ce qu'ils étaient. Sans effet s'ils n'ont
 * pas changé. */
export async function reglerActivite(
  services: Services,
  geste: { activiteId: number; reglages: Reglages; acteur: Acteur },
): Promise<void> {
  const { activiteId, reglages } = geste;
  await transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const avant = await chercherActivite(tx, activiteId);
    if (!avant) throw new Introuvable();
    const phrase = direChangements(avant, reglages);
    if (phrase === null) return;
    await enregistrerReglages(tx, activiteId, reglages);
    await noter(tx, {
      le: services.clock.now(),
      acteur: geste.acteur,
      verbe: 'changer_activite',
      phrase,
      sujets: [`activite:${activiteId}`],
    });
  });
}

/** Remet les jours de chaque période à ce que dit le calendrier. Rend la phrase du bilan. */
export async function remettreOuvertures(
  services: Services,
  geste: { activiteId: number; acteur: Acteur; aujourdhui: Jour },
): Promise<string> {
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, geste.activiteId))) throw new Introuvable();
    const activite = await chercherActivite(tx, geste.activiteId);
    if (!activite) throw new Introuvable();
    const bilan = await rouvrir(tx, activite, geste.aujourdhui);
    const phrase =
      `Ouvertures mises à jour : ${bilan.ajoutees} ajoutées, ${bilan.retirees} retirées, ` +
      `${bilan.gardees} gardées parce que des enfants y sont inscrits.`;
    await noter(tx, {
      le: services.clock.now(),
      acteur: geste.acteur,
      verbe: 'changer_ouvertures',
      phrase,
      sujets: [`activite:${geste.activiteId}`],
      details: bilan,
    });
    return phrase;
  });
}
