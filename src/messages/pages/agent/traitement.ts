import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { traiterMessage } from '../../actions.ts';

/** « Marquer comme traité ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const { agent, compteId } = ctx.session;
  const messageId = entierDe(ctx.params.id);
  await traiterMessage(ctx, {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    structures: agent.structures,
    messageId,
  });
  return redirect('/agent/messages', `Le message n° ${messageId} est marqué comme traité.`);
};
