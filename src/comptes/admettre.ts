import { Introuvable } from '../platform/errors.ts';
import { type Ctx, type Reply, redirect } from '../platform/http.ts';
import type { Guard } from '../platform/router.ts';
import type { Session } from './session.ts';

/**
 * Qui entre par ce préfixe. Sans session : la connexion, et retour ici ensuite. Avec une session
 * d'un autre genre : la même 404 que si la page n'existait pas.
 */
export async function admettre(guard: Guard, ctx: Ctx<unknown>): Promise<Reply | null> {
  if (guard === 'public') return null;
  const session = ctx.session as Session | null;
  if (!session) {
    const vers = ctx.method === 'GET' ? `?vers=${encodeURIComponent(adresse(ctx))}` : '';
    return redirect(`/connexion${vers}`);
  }
  if (guard === 'famille' ? session.responsable : session.agent) return null;
  throw new Introuvable();
}

function adresse(ctx: Ctx<unknown>): string {
  const recherche = ctx.query.toString();
  return recherche ? `${ctx.path}?${recherche}` : ctx.path;
}
