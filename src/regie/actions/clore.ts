import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, estJour, type Jour } from '../../platform/jours.ts';
import { peutClore } from '../regles/jours.ts';
import { insererCloture, verrouillerRegie } from '../requetes/caisse.ts';
import { chercherDernierJourClos } from '../requetes/ecritures.ts';
import { lireSoldes } from '../requetes/soldes.ts';

/**
 * Clôt une journée et toutes celles d'avant : plus rien ne s'y écrit (Régie, règle 12). Les soldes du
 * soir sont figés.
 * @throws Refus si le jour est à venir ou déjà clos
 */
export async function cloreJournee(
  services: Pick<Services, 'db' | 'clock'>,
  geste: {
    regieId: number;
    jour: Jour;
    aujourdhui: Jour;
    acteur: Acteur & { compteId: number };
  },
): Promise<void> {
  const le = services.clock.now();
  const { regieId, jour, acteur } = geste;
  await transaction(services.db, async (tx) => {
    if (!(await verrouillerRegie(tx, regieId))) throw new Introuvable();
    const dernierClos = (await chercherDernierJourClos(tx, regieId)) ?? null;
    const refus = estJour(jour) ? peutClore(jour, dernierClos, geste.aujourdhui) : JOUR_A_CHOISIR;
    if (refus) throw new Refus('jour', refus, 'jour');
    const soldes = await lireSoldes(tx, regieId, jour);
    await insererCloture(tx, { regieId, jour, soldes, le, compteId: acteur.compteId });
    await noter(tx, {
      le,
      acteur,
      verbe: 'clore',
      phrase: `Journée du ${ecrireJour(jour, { annee: true })} close.`,
      sujets: ['regie'],
      details: soldes,
    });
  });
}

const JOUR_A_CHOISIR = 'Choisissez la journée à clore.';
