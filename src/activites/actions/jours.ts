import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { insererPeriode, type PeriodeAInserer } from '../requetes/jours.ts';
import { chercherActivite, verrouillerActivite } from '../requetes/reglages.ts';
import { engendrerOuvertures } from './ouvrir.ts';

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

function direBornes({ du, au }: { du: Jour; au: Jour }): string {
  return `du ${ecrireJour(du, { annee: true })} au ${ecrireJour(au, { annee: true })}`;
}
