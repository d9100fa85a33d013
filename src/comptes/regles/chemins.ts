/** Où aller après la connexion : une page de Préau, et rien d'autre, sinon null. */
export function cheminSur(vers: string | null | undefined): string | null {
  if (!vers || vers.length > 500) return null;
  // Deux préfixes gardés : ni adresse complète, ni « //ailleurs », ni barre inverse, ni contrôle.
  return /^\/(?:famille|agent)(?:[/?][!-[\]-~]*)?$/.test(vers) ? vers : null;
}

const SAISIES: readonly (readonly [string, string])[] = [
  ['/famille/pre-inscrire', 'Votre demande de pré-inscription'],
  ['/famille/inscriptions', 'Votre changement d’inscription'],
  ['/famille/reservations', 'Votre changement d’inscription'],
  ['/famille/informations', 'Vos informations'],
  ['/famille/enfants', 'La fiche de votre enfant'],
  ['/famille/contact', 'Votre message'],
  ['/agent/demandes', 'Votre décision sur des demandes'],
];

/** Comment nommer ce qui attend d'être renvoyé. */
export function nommerSaisie(chemin: string): string {
  return SAISIES.find(([debut]) => chemin.startsWith(debut))?.[1] ?? 'Votre saisie';
}

/** Une saisie s'éteint avec la demi-heure, et un mot de passe ne se garde jamais. */
export function peutSeGarder(chemin: string, corps: string): boolean {
  return corps.length > 0 && corps.length <= 400_000 && !chemin.includes('mot-de-passe');
}
