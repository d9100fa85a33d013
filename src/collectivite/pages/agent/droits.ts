import type { SessionAgent } from '../../../comptes/session.ts';
import type { Acteur } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { regleLaCollectivite } from '../../regles/acces.ts';

/** Qui agit. @throws Introuvable s'il ne règle pas la collectivité : la même page qu'un curieux */
export function exigerAdministrateur({ agent, compteId }: SessionAgent): Acteur & {
  compteId: number;
} {
  if (!regleLaCollectivite(agent)) throw new Introuvable();
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}
