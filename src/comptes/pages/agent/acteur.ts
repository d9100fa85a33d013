import type { Acteur } from '../../../journal/actions.ts';
import type { SessionAgent } from '../../session.ts';

/** Qui agit, pour le journal. La porte du portail a vérifié son droit. */
export function acteurDe({ agent, compteId }: SessionAgent): Acteur & { compteId: number } {
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}
