import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { verifierInformations } from '../../actions/verifier.ts';

/** « C'est vérifié », sur la page de la famille. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const familleId = entierDe(ctx.params.id);
  const { agent, compteId } = ctx.session;
  const acteur = { compteId, nom: `${agent.prenom} ${agent.nom}` };
  await verifierInformations(ctx, { familleId, acteur });
  return redirect('/agent/demandes', 'C’est vérifié : cette famille n’attend plus rien.');
};
