/** Qui réserve tient l'activité en partage ; qui ferme des jours la tient seul (Fermetures, règle 9). */
export const VERROU_DES_JOURS = 7_304;
