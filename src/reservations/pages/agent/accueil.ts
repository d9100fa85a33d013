import type { SessionAgent } from '../../../comptes/session.ts';
import { type Handler, redirect } from '../../../platform/http.ts';

/** L'accueil d'un agent est sa file ; celui d'un animateur, ce qui se pointe aujourd'hui. */
export const GET: Handler<SessionAgent> = (ctx) =>
  redirect(
    ctx.session.agent.role === 'animateur' ? '/agent/pointages' : '/agent/demandes',
    ctx.flash ?? undefined,
  );
