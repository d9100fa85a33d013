/** Le régisseur tient la régie ; l'administrateur le remplace. Personne d'autre ne la voit. */
export function tientLaRegie(agent: { role: string }): boolean {
  return agent.role === 'administrateur' || agent.role === 'regisseur';
}
