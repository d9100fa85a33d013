import { type Handler, redirect } from '../../platform/http.ts';
import { chercherSessionEntrouverte } from '../actions/double-authentification.ts';
import { fermerSession } from '../actions/sessions.ts';
import { COOKIE_SESSION, type Session } from '../session.ts';

export const POST: Handler<Session | null> = async (ctx) => {
  const session =
    ctx.session ?? (await chercherSessionEntrouverte(ctx, ctx.cookies[COOKIE_SESSION]));
  if (session) await fermerSession(ctx, session);
  return redirect('/', 'Vous êtes déconnecté. À bientôt.', [
    { name: COOKIE_SESSION, value: '', maxAge: 0 },
  ]);
};
