/**
 * Qui tient les dossiers : créer, fusionner, séparer, archiver. Un agent rattaché à des structures ne
 * verrait pas la famille qu'il crée, ni tout ce qu'il fusionne (Familles, règle 18) : il lit.
 */
export function peutTenirLesDossiers(agent: {
  role: string;
  structures: readonly number[] | null;
}): boolean {
  return (
    agent.structures === null && ['administrateur', 'guichet', 'directeur'].includes(agent.role)
  );
}

/** Importer et tout exporter : l'administrateur seul. */
export function peutToutExporter({ role }: { role: string }): boolean {
  return role === 'administrateur';
}
