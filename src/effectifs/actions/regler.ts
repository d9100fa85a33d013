import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { direCuisine, type SaisieCuisine } from '../regles/saisie-cuisine.ts';
import {
  chercherActiviteServie,
  enregistrerCuisine,
  verrouillerActivite,
} from '../requetes/cuisines.ts';

/**
 * Dit où la cuisine reçoit ses effectifs, et ce qu'elle sert. Sans effet si rien ne change ; ce qui
 * est arrêté le reste.
 * @throws Introuvable si l'activité n'existe pas
 */
export async function reglerCuisine(
  services: Services,
  geste: { activiteId: number; cuisine: SaisieCuisine; acteur: Acteur },
): Promise<void> {
  const { activiteId, cuisine, acteur } = geste;
  await transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const activite = await chercherActiviteServie(tx, activiteId);
    if (!activite) throw new Introuvable();
    const dire = (c: SaisieCuisine) =>
      direCuisine(c, (id) => activite.prestations.find((p) => p.id === id)?.nom ?? '');
    const [etait, devient] = [dire(activite.cuisine), dire(cuisine)];
    if (etait === devient) return;
    await enregistrerCuisine(tx, activiteId, cuisine);
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe: 'regler_cuisine',
      phrase: `Effectifs de cuisine : ${devient} (avant : ${etait}).`,
      sujets: [`activite:${activiteId}`],
      details: { avant: activite.cuisine, apres: cuisine },
    });
  });
}
