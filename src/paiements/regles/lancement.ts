import type { Jour } from '../../platform/jours.ts';
import type { NomFournisseur } from '../port.ts';
import { courrielAccepte, MINIMUM_CENTIMES } from './normaliser.ts';

/** Une facture telle qu'on la voit au moment de payer. */
export interface FactureAPayer {
  id: number;
  numero: number;
  exercice: number;
  jour: Jour;
  payeurId: number;
  regieId: number;
  resteCentimes: number;
  /** Passée au comptable public : elle ne se paie plus ici. */
  enTitre: boolean;
}

export interface RegieQuiEncaisse {
  fournisseur: NomFournisseur | 'aucun';
  numeroClient: string | null;
}

export type Lancement =
  | { permis: true; montantCentimes: number }
  | { permis: false; code: string; raison: string; champ?: 'courriel' | 'confirme' };

/** Peut-on payer ces factures ensemble, maintenant ? (Paiements, règles 13 et 14) */
export function examinerLancement(
  factures: readonly FactureAPayer[],
  regie: RegieQuiEncaisse,
  saisie: { courriel: string; dejaOuverte: boolean; confirme: boolean },
): Lancement {
  const refuser = (code: string, raison: string, champ?: 'courriel' | 'confirme') =>
    ({ permis: false, code, raison, ...(champ ? { champ } : {}) }) as const;
  const [premiere] = factures;
  if (!premiere) return refuser('rien', 'Choisissez au moins une facture à payer.');
  if (factures.some((f) => f.payeurId !== premiere.payeurId || f.regieId !== premiere.regieId)) {
    return refuser(
      'melange',
      'Ces factures ne se paient pas ensemble : choisissez celles d’un même payeur et d’une même régie.',
    );
  }
  if (factures.some((f) => f.enTitre)) {
    return refuser(
      'titre',
      'Cette facture a été transmise au Trésor public : suivez les indications de la lettre que vous avez reçue.',
    );
  }
  if (regie.fournisseur === 'aucun' || regie.numeroClient === null) {
    return refuser(
      'ferme',
      'Le paiement en ligne n’est pas ouvert pour ces factures. Votre facture dit comment payer autrement.',
    );
  }
  const aPayer = factures.filter((f) => f.resteCentimes > 0);
  if (aPayer.length < factures.length) {
    return refuser('payee', 'Cette facture est déjà payée : il n’y a rien à faire.');
  }
  const montantCentimes = aPayer.reduce((somme, f) => somme + f.resteCentimes, 0);
  if (montantCentimes < MINIMUM_CENTIMES) {
    return refuser(
      'minimum',
      'On ne paie pas moins d’un euro en ligne. Cette somme s’ajoutera à un prochain paiement.',
    );
  }
  if (!courrielAccepte(saisie.courriel)) {
    return refuser(
      'courriel',
      'Donnez une adresse électronique complète, comme prenom.nom@exemple.fr : votre reçu y sera envoyé.',
      'courriel',
    );
  }
  if (saisie.dejaOuverte && !saisie.confirme) {
    return refuser(
      'deja_ouverte',
      'Un paiement de cette facture est peut-être déjà en cours. Confirmez si vous voulez vraiment payer de nouveau.',
      'confirme',
    );
  }
  return { permis: true, montantCentimes };
}

/** Ce que lit la famille quand le Trésor refuse d'ouvrir (PayFiP, guide, annexe 1). */
export function direLeRefus(code: string): { phrase: string; champ?: 'courriel' } {
  if (code === 'A1' || code === 'A2') {
    return {
      phrase: 'Le Trésor refuse cette adresse électronique. Corrigez-la, puis recommencez.',
      champ: 'courriel',
    };
  }
  if (code === 'M5') {
    return {
      phrase:
        'Cette somme dépasse ce que l’on peut payer en ligne en une fois. Payez vos factures une à une, ou écrivez-nous.',
    };
  }
  return {
    phrase:
      'Le paiement en ligne ne marche pas en ce moment. Rien n’a été débité : votre facture reste à payer, réessayez plus tard.',
  };
}
