import { type Acteur, peut } from '../../comptes/regles/droits.ts';

/** Qui règle la collectivité, ses structures et ses écoles (docs/droits.md). */
export function regleLaCollectivite(agent: Acteur): boolean {
  return peut(agent, 'administrer', { type: 'collectivite', structureId: null }).oui;
}
