const MINUTE = 60_000;
const HEURE = 60 * MINUTE;
const JOUR = 24 * HEURE;

/** Tant que la personne peut être encore sur la page de paiement. */
export const VINGT_MINUTES = 20 * MINUTE;
/** Au-delà, le fournisseur ne dira plus rien. */
export const SEPT_JOURS = 7 * JOUR;

/** Jusqu'à cet âge, on redemande à cet intervalle (Paiements, règle 10). */
const PALIERS = [
  { jusqua: 30 * MINUTE, intervalle: MINUTE },
  { jusqua: 3 * HEURE, intervalle: 5 * MINUTE },
  { jusqua: JOUR, intervalle: HEURE },
  { jusqua: SEPT_JOURS, intervalle: 6 * HEURE },
] as const;

/** Quand redemander pour la première fois : avant, personne n'a eu le temps de payer. */
export function premiereVerification(ouvertLe: Date): Date {
  return new Date(ouvertLe.getTime() + 2 * MINUTE);
}

/** Quand redemander ; null : l'opération est trop vieille. */
export function prochaineVerification(ouvertLe: Date, maintenant: Date): Date | null {
  const age = maintenant.getTime() - ouvertLe.getTime();
  const palier = PALIERS.find(({ jusqua }) => age < jusqua);
  return palier ? new Date(maintenant.getTime() + palier.intervalle) : null;
}

/**
 * Après une panne : cinq minutes, puis trente à partir de la troisième de suite, et jamais plus tôt
 * que d'ordinaire. Une panne ne fait jamais expirer : on n'a rien appris.
 */
export function verificationApresPanne(ouvertLe: Date, echecs: number, maintenant: Date): Date {
  const panne = maintenant.getTime() + (echecs < 3 ? 5 : 30) * MINUTE;
  const ordinaire = prochaineVerification(ouvertLe, maintenant)?.getTime();
  return new Date(Math.max(panne, ordinaire ?? maintenant.getTime() + 6 * HEURE));
}
