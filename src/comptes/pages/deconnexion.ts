import { type Handler, redirect } from '../../platform/http.ts';
import { fermerSession } from '../actions/sessions.ts';
import { COOKIE_SESSION, type Session } from '../session.ts';

export const POST: Handler<Session | null> = async (ctx) => {
  if (ctx.session) await fermerSession(ctx, ctx.session);
  return redirect('/', 'Vous êtes déconnecté. À bientôt.', [
    { name: COOKIE_SESSION, value: '', maxAge: 0 },
  ]);
};
