interface Agent {
  role: string;
  /** null : toutes les structures. */
  structures: readonly number[] | null;
}

/** Qui touche aux quotients : l'administrateur et le guichet. Les autres lisent. */
export function peutModifierLesTarifs({ role }: { role: string }): boolean {
  return role === 'administrateur' || role === 'guichet';
}

/** Une grille se change par qui tient aussi la structure de sa prestation. */
export function peutModifierLaGrille(agent: Agent, structureId: number): boolean {
  return (
    peutModifierLesTarifs(agent) &&
    (agent.structures === null || agent.structures.includes(structureId))
  );
}

/**
 * Un tarif est voté en public : le guichet lit aussi ceux des autres structures, et le régisseur
 * les lit exprès, pour expliquer une facture. Un animateur pointe ; l'argent ne le regarde pas.
 */
export function peutLireLesTarifs({ role }: { role: string }): boolean {
  return ['administrateur', 'guichet', 'directeur', 'regisseur'].includes(role);
}
