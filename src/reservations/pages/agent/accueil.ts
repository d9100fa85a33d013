import { suivreLaMiseEnRoute } from '../../../collectivite/actions/mise-en-route.ts';
import { regleLaCollectivite } from '../../../collectivite/regles/acces.ts';
import { faireLeBilan } from '../../../collectivite/regles/mise-en-route.ts';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { type Handler, redirect } from '../../../platform/http.ts';

/**
 * L'accueil d'un agent est sa file ; celui d'un animateur, qui n'en a pas, ce qui se pointe ; celui de
 * l'administrateur d'un portail où personne ne peut encore réserver, ce qui manque pour ouvrir.
 */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { agent } = ctx.session;
  const flash = ctx.flash ?? undefined;
  if (!peut(agent, 'lire', { type: 'demande', structureId: null }).oui)
    return redirect('/agent/pointages', flash);
  if (regleLaCollectivite(agent)) {
    const { ouvrable } = faireLeBilan(await suivreLaMiseEnRoute(ctx));
    if (!ouvrable) return redirect('/agent/mise-en-route', flash);
  }
  return redirect('/agent/demandes', flash);
};
