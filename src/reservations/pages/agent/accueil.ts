import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { type Handler, redirect } from '../../../platform/http.ts';

/** L'accueil d'un agent est sa file ; celui d'un animateur, qui n'en a pas, ce qui se pointe. */
export const GET: Handler<SessionAgent> = (ctx) =>
  redirect(
    peut(ctx.session.agent, 'lire', { type: 'demande', structureId: null }).oui
      ? '/agent/demandes'
      : '/agent/pointages',
    ctx.flash ?? undefined,
  );
