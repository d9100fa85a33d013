/** Combien dure une session : Comptes, règle 11. */

/** « Rester connecté » : sans une visite pendant ce temps, il faut se reconnecter. */
export const DUREE_LONGUE_JOURS = 90;
const DUREE_COURTE_HEURES = 12;
/** Visitée chaque semaine, elle ne vit pas pour autant toujours. */
export const VIE_D_UNE_SESSION_JOURS = 365;

const UNE_HEURE = 3_600_000;

/** Peut-elle durer ? Jamais chez un agent : son poste et sa tablette servent à d'autres. */
export function peutResterConnecte({ estAgent }: { estAgent: boolean }): boolean {
  return !estAgent;
}

/** Quand une session ouverte maintenant s'éteint d'elle-même. */
export function finDeSession(maintenant: Date, longue: boolean): Date {
  const heures = longue ? DUREE_LONGUE_JOURS * 24 : DUREE_COURTE_HEURES;
  return new Date(maintenant.getTime() + heures * UNE_HEURE);
}

/** La fin d'une longue session que l'on vient de visiter : repoussée, dans la limite d'une année. */
export function prolonger(creeeLe: Date, maintenant: Date): Date {
  const vie = creeeLe.getTime() + VIE_D_UNE_SESSION_JOURS * 24 * UNE_HEURE;
  return new Date(Math.min(finDeSession(maintenant, true).getTime(), vie));
}
