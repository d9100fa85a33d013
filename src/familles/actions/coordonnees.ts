import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import {
  type ChampCoordonnees,
  type Coordonnees,
  changeDAdresse,
  comparer,
  raconterChangement,
} from '../regles/coordonnees.ts';
import {
  chercherFiche,
  enregistrerCoordonnees,
  verrouillerResponsable,
} from '../requetes/famille.ts';

export const CHANGE_ENTRE_TEMPS = 'change_entre_temps';

export interface ChangementCoordonnees {
  responsableId: number;
  acteur: Acteur;
  /** Examinées par `examinerCoordonnees`. */
  coordonnees: Coordonnees;
  /** La version que la page montrait. */
  version: string;
}

/**
 * Enregistre les coordonnées d'un adulte et le note au journal de ses familles. La commune qui
 * ouvre des droits (familles.code_insee) ne bouge pas : les services la vérifient.
 * @returns les champs changés ; aucun si tout y était déjà (double-clic)
 * @throws Refus `change_entre_temps` si la fiche a changé depuis que la page a été affichée
 */
export async function modifierCoordonnees(
  services: Services,
  changement: ChangementCoordonnees,
): Promise<ChampCoordonnees[]> {
  const le = services.clock.now();
  return transaction(services.db, async (tx) => {
    const { responsableId, coordonnees } = changement;
    await verrouillerResponsable(tx, responsableId);
    const fiche = await chercherFiche(tx, responsableId);
    if (!fiche) throw new Introuvable();
    const champs = comparer(fiche.coordonnees, coordonnees);
    if (champs.length === 0) return [];
    if (fiche.version !== changement.version) {
      throw new Refus(
        CHANGE_ENTRE_TEMPS,
        'Vos informations ont été modifiées entre-temps, ailleurs que dans cette page.',
      );
    }
    await enregistrerCoordonnees(tx, responsableId, coordonnees, le);
    await noter(tx, {
      le,
      acteur: changement.acteur,
      verbe: changeDAdresse(champs) ? 'changer_adresse' : 'changer_coordonnees',
      phrase: raconterChangement(champs),
      sujets: fiche.familles.map((f) => `famille:${f.id}`),
    });
    return champs;
  });
}
