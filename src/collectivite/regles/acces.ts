/** Qui règle la collectivité, ses structures et ses écoles : l'administrateur qui les voit toutes. */
export function regleLaCollectivite(agent: {
  role: string;
  structures: readonly number[] | null;
}): boolean {
  return agent.role === 'administrateur' && agent.structures === null;
}
