import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import {
  existeRegime,
  proposerRegime,
  retirerRegime,
  verrouillerRegimes,
} from '../requetes/regimes.ts';

type Depuis = Pick<Services, 'db' | 'clock'>;

/** Ajoute un régime à la liste des familles. Faux : il y est déjà, aux accents près. */
export function ajouterRegime(
  { db, clock }: Depuis,
  { nom, acteur }: { nom: string; acteur: Acteur },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    await verrouillerRegimes(tx);
    if (!(await proposerRegime(tx, nom))) return false;
    await noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'creer_regime',
      phrase: `${acteur.nom} propose le régime « ${nom} » aux familles.`,
      sujets: ['regimes'],
    });
    return true;
  });
}

/**
 * Ne le propose plus ; les enfants qui l'ont le gardent. Deux fois n'en font qu'une.
 * @throws Introuvable
 */
export function cesserDeProposer(
  { db, clock }: Depuis,
  { id, acteur }: { id: number; acteur: Acteur },
): Promise<string | null> {
  const le = clock.now();
  return transaction(db, async (tx) => {
    await verrouillerRegimes(tx);
    const nom = await retirerRegime(tx, id, le);
    if (nom === null) {
      if (!(await existeRegime(tx, id))) throw new Introuvable();
      return null;
    }
    await noter(tx, {
      le,
      acteur,
      verbe: 'retirer_regime',
      phrase: `${acteur.nom} ne propose plus le régime « ${nom} ».`,
      sujets: ['regimes'],
    });
    return nom;
  });
}
