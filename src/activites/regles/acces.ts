import { type Acteur, peut } from '../../comptes/regles/droits.ts';

/** Régler une activité de cette structure (docs/droits.md). */
export function peutReglerDans(agent: Acteur, structureId: number): boolean {
  return peut(agent, 'regler', { type: 'activite', structureId }).oui;
}

/** A-t-il au moins une activité à régler ? */
export function peutReglerDesActivites(agent: Acteur): boolean {
  return peut(agent, 'regler', { type: 'activite', structureId: null }).oui;
}
