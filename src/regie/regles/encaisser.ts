import { ecrireEuros } from '../../platform/argent.ts';
import { estJour, type Jour } from '../../platform/jours.ts';
import { type Mode, PLAFOND_ESPECES_CENTIMES } from './modes.ts';

export interface Motif {
  code: string;
  message: string;
  champ: string;
}

/** Pourquoi cette somme ne peut pas s'encaisser ainsi, ou null (Régie, règles 1 et 2). */
export function examinerEncaissement(saisie: {
  mode: Mode;
  montantCentimes: number;
  jour: Jour;
}): Motif | null {
  if (!Number.isSafeInteger(saisie.montantCentimes) || saisie.montantCentimes <= 0) {
    return {
      code: 'montant',
      message: 'Écrivez la somme reçue, par exemple 45,60.',
      champ: 'montant',
    };
  }
  if (saisie.mode === 'especes' && saisie.montantCentimes > PLAFOND_ESPECES_CENTIMES) {
    const plafond = ecrireEuros(PLAFOND_ESPECES_CENTIMES);
    return {
      code: 'plafond_especes',
      message: `En espèces, la loi limite à ${plafond} par règlement. Encaissez le reste par un autre moyen.`,
      champ: 'montant',
    };
  }
  if (!estJour(saisie.jour)) {
    return { code: 'jour', message: 'Choisissez le jour où l’argent est reçu.', champ: 'jour' };
  }
  return null;
}
