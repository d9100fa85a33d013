/** Quand un dossier peut quitter les listes (Familles, règles 30 à 32). */

/** Ce qui retient un dossier : des nombres, lus ensemble. */
export interface Attaches {
  aVenir: number;
  demandes: number;
  duCentimes: number;
  paiementsEnCours: number;
  messages: number;
}

/** Ce qui empêche d'archiver, une phrase par raison ; vide : rien. */
export function obstacles(a: Attaches, ecrireEuros: (centimes: number) => string): string[] {
  const s = (n: number) => (n > 1 ? 's' : '');
  return [
    ...(a.aVenir > 0
      ? [
          `${a.aVenir} réservation${s(a.aVenir)} à venir : annulez-${a.aVenir > 1 ? 'les' : 'la'} d’abord.`,
        ]
      : []),
    ...(a.demandes > 0 ? [`${a.demandes} demande${s(a.demandes)} à traiter.`] : []),
    ...(a.duCentimes > 0
      ? [
          `${ecrireEuros(a.duCentimes)} restent à payer : encaissez, ou passez la créance au Trésor.`,
        ]
      : []),
    ...(a.paiementsEnCours > 0 ? ['Un paiement en ligne est en cours.'] : []),
    ...(a.messages > 0 ? [`${a.messages} message${s(a.messages)} sans réponse.`] : []),
  ];
}
