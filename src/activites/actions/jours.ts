import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { insererPeriode, listerJauges, type PeriodeAInserer } from '../requetes/jours.ts';
import { chercherActivite, verrouillerActivite } from '../requetes/reglages.ts';
import { engendrerOuvertures } from './ouvrir.ts';
import { definirPlaces } from './places.ts';

interface Geste {
  activiteId: number;
  acteur: Acteur;
}

/**
 * Ajoute une période et ouvre ses jours. Envoyée deux fois, elle n'en fait qu'une.
 * @throws Refus si elle en chevauche une autre
 */
export async function ajouterPeriode(
  services: Services,
  { activiteId, acteur, periode }: Geste & { periode: PeriodeAInserer },
): Promise<void> {
  await transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const activite = await chercherActivite(tx, activiteId);
    const deja = activite?.periodes.some(
      (p) => p.du === periode.du && p.au === periode.au && p.nom === periode.nom,
    );
    if (deja) return;
    const id = await insererPeriode(tx, activiteId, periode);
    const { ajoutees } = await engendrerOuvertures(tx, id);
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe: 'ajouter_periode',
      phrase: `Période « ${periode.nom} » ajoutée, ${direBornes(periode)} : ${ajoutees} ouvertures.`,
      sujets: [`activite:${activiteId}`],
    });
  });
}

/**
 * Fixe les places d'une jauge de l'activité.
 * @throws Introuvable si la jauge n'en est pas
 * @throws Refus si un de ces jours a déjà plus de places prises
 */
export async function fixerPlaces(
  services: Services,
  { activiteId, acteur, ...choix }: Geste & { jaugeId: number; du: Jour; au: Jour; places: number },
): Promise<number> {
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerActivite(tx, activiteId))) throw new Introuvable();
    const jauge = (await listerJauges(tx, activiteId)).find(({ id }) => id === choix.jaugeId);
    if (!jauge) throw new Introuvable();
    const jours = await definirPlaces(tx, choix);
    if (jours === 0) return 0;
    await noter(tx, {
      le: services.clock.now(),
      acteur,
      verbe: 'changer_places',
      phrase: `« ${jauge.nom} » : ${choix.places} places par jour, ${direBornes(choix)} (${jours} ${jours > 1 ? 'jours' : 'jour'}).`,
      sujets: [`activite:${activiteId}`],
    });
    return jours;
  });
}

function direBornes({ du, au }: { du: Jour; au: Jour }): string {
  return `du ${ecrireJour(du, { annee: true })} au ${ecrireJour(au, { annee: true })}`;
}
