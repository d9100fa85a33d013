import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { changerCapacite } from '../requetes/jours.ts';

/** Déclare ce qu'une jauge peut accueillir, chaque jour. Sans effet si c'était déjà cela. */
export async function declarerCapacite(
  services: Services,
  geste: { acteur: Acteur; jaugeId: number; capacite: number | null },
): Promise<void> {
  await transaction(services.db, async (tx) => {
    const changee = await changerCapacite(tx, geste.jaugeId, geste.capacite);
    if (!changee) return;
    await noter(tx, {
      le: services.clock.now(),
      acteur: geste.acteur,
      verbe: 'declarer_capacite',
      phrase: `« ${changee.nom} » : capacité déclarée ${geste.capacite ?? 'retirée'}.`,
      sujets: changee.activites.map((id) => `activite:${id}`),
    });
  });
}
