import type { SessionAgent } from '../../../comptes/session.ts';
import type { Acteur } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { peutModifierLaGrille } from '../../regles/acces.ts';

/** Qui agit, pour le journal. La porte du portail a vérifié son droit. */
export function acteurDe({ agent, compteId }: SessionAgent): Acteur {
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}

/** Qui agit sur une grille de cette structure. @throws Introuvable s'il ne la tient pas */
export function exigerModificationDeGrille(session: SessionAgent, structureId: number): Acteur {
  if (!peutModifierLaGrille(session.agent, structureId)) throw new Introuvable();
  return acteurDe(session);
}
