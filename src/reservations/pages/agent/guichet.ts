import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import type { Ctx } from '../../../platform/http.ts';
import { droitsDInscription } from '../../regles/direct.ts';
import { chercherFamilleServie } from '../../requetes/familles.ts';
import type { AgentAuGuichet, Guichet } from '../guichet.ts';

export type GuichetDAgent = Guichet & { agent: AgentAuGuichet };

/**
 * L'agent au guichet de cette famille.
 * @throws Introuvable si son rôle n'inscrit personne, s'il ne voit pas cette famille, ou si elle n'a
 * aucun adulte à qui écrire : son dossier le dit, et n'y mène pas
 */
export async function ouvrirGuichet(ctx: Ctx<SessionAgent>): Promise<GuichetDAgent> {
  const { agent, compteId } = ctx.session;
  const droits = droitsDInscription(agent);
  const familleId = entierDe(ctx.params.id);
  if (!droits) throw new Introuvable();
  const famille = await chercherFamilleServie(ctx.db, familleId, agent.structures);
  if (!famille?.adulte) throw new Introuvable();
  return {
    base: `/agent/familles/${famille.id}/faire-pour`,
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    familles: [famille.id],
    responsableId: famille.adulte.id,
    agent: { famille, adulte: famille.adulte, structures: agent.structures, droits },
  };
}
