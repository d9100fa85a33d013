import { type Acteur, peut } from '../../comptes/regles/droits.ts';

/** Le régisseur tient la régie ; l'administrateur le remplace (docs/droits.md). */
export function tientLaRegie(agent: Acteur): boolean {
  return peut(agent, 'lire', { type: 'regie', structureId: null }).oui;
}
