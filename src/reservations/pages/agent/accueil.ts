import type { SessionAgent } from '../../../comptes/session.ts';
import { type Handler, redirect } from '../../../platform/http.ts';

/** L'accueil d'un agent est sa file : ce qui attend, le plus ancien d'abord. */
export const GET: Handler<SessionAgent> = (ctx) =>
  redirect('/agent/demandes', ctx.flash ?? undefined);
