import type { SessionAgent } from '../../../comptes/session.ts';
import type { Acteur } from '../../../journal/actions.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx } from '../../../platform/http.ts';
import { peutReglerDans, peutReglerDesActivites } from '../../regles/acces.ts';
import { type ActiviteReglee, chercherActivite } from '../../requetes/reglages.ts';

/** L'activité de l'adresse. @throws Introuvable si elle n'existe pas, ou n'est pas à cet agent */
export async function trouverActivite(ctx: Ctx<SessionAgent>): Promise<ActiviteReglee> {
  exigerReglage(ctx.session);
  const activite = await chercherActivite(ctx.db, entierDe(ctx.params.id));
  if (!activite || !peutReglerDans(ctx.session.agent, activite.structureId))
    throw new Introuvable();
  return activite;
}

/** Qui agit, s'il règle des activités. @throws Introuvable sinon */
export function exigerReglage({ agent, compteId }: SessionAgent): Acteur {
  if (!peutReglerDesActivites(agent)) throw new Introuvable();
  return { compteId, nom: `${agent.prenom} ${agent.nom}` };
}
