import type { SessionAgent } from '../../../comptes/session.ts';
import type { Acteur } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import {
  peutLireLesTarifs,
  peutModifierLaGrille,
  peutModifierLesTarifs,
} from '../../regles/acces.ts';

/** @throws Introuvable si cet agent n'a pas à lire les tarifs ; rend s'il peut les changer. */
export function exigerLecture({ agent }: SessionAgent): boolean {
  if (!peutLireLesTarifs(agent)) throw new Introuvable();
  return peutModifierLesTarifs(agent);
}

/** Qui agit, s'il en a le droit. @throws Introuvable sinon : la même page que pour un curieux */
export function exigerModification({ agent, compteId }: SessionAgent): Acteur {
  if (!peutModifierLesTarifs(agent)) throw new Introuvable();
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}

/** Qui agit sur une grille de cette structure. @throws Introuvable s'il ne la tient pas */
export function exigerModificationDeGrille(session: SessionAgent, structureId: number): Acteur {
  if (!peutModifierLaGrille(session.agent, structureId)) throw new Introuvable();
  return exigerModification(session);
}
