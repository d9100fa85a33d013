import { type Acteur, peut } from '../../comptes/regles/droits.ts';

/** Une grille se change par qui tient aussi la structure de sa prestation. */
export function peutModifierLaGrille(agent: Acteur, structureId: number): boolean {
  return peut(agent, 'regler', { type: 'tarif', structureId }).oui;
}

/** Quotients, paniers-repas, partages des familles de ses structures. */
export function peutLireLesPayeurs(agent: Acteur): boolean {
  return peut(agent, 'lire', { type: 'payeur', structureId: null }).oui;
}

export function peutModifierLesPayeurs(agent: Acteur): boolean {
  return peut(agent, 'regler', { type: 'payeur', structureId: null }).oui;
}
