import { ecrireEuros } from '../../platform/argent.ts';

export interface EcartALire {
  regle: 'total' | 'ecriture' | 'redevable' | 'facture' | 'reglement';
  numero: number;
  ecartCentimes: number;
}

/** Un écart en une phrase : où regarder. */
export function direEcart({ regle, numero, ecartCentimes }: EcartALire): string {
  const somme = ecrireEuros(ecartCentimes);
  switch (regle) {
    case 'total':
      return `La somme de toutes les écritures de la régie ${numero} n’est pas nulle : ${somme}.`;
    case 'ecriture':
      return `L’écriture ${numero} n’est pas équilibrée : ${somme}.`;
    case 'redevable':
      return `Le compte du payeur ${numero} ne dit pas ce qu’il doit : ${somme} d’écart.`;
    case 'facture':
      return `La facture ${numero} a reçu plus qu’elle ne vaut : ${somme}.`;
    case 'reglement':
      return `Le règlement ${numero} est imputé au-delà de son montant : ${somme}.`;
  }
}
