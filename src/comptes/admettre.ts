import { Introuvable } from '../platform/errors.ts';
import { type Ctx, type Reply, redirect } from '../platform/http.ts';
import type { Guard } from '../platform/router.ts';
import {
  COOKIE_REPRISE,
  DUREE_REPRISE_MINUTES,
  garderSaisie,
  oublierSaisie,
} from './actions/reprise.ts';
import { exigeLaDoubleAuthentification } from './regles/double-authentification.ts';
import { examiner } from './regles/droits.ts';
import { COOKIE_SESSION, type Session } from './session.ts';

/**
 * Qui entre par ce préfixe. Sans session : la connexion, et retour ici ensuite ; ce qui était envoyé
 * est gardé. Avec une session d'un autre genre, ou sans le droit que demande l'adresse : la même 404
 * que si la page n'existait pas.
 */
export async function admettre(
  guard: Guard,
  ctx: Ctx<unknown>,
  droit: string | null,
): Promise<Reply | null> {
  if (guard === 'public') return null;
  const session = ctx.session as Session | null;
  if (!session)
    return ctx.method === 'POST'
      ? garderEtConnecter(ctx)
      : redirect(`/connexion?vers=${encodeURIComponent(adresse(ctx))}`);
  if (guard === 'famille' ? !session.responsable : !passe(session, droit)) throw new Introuvable();
  if (guard === 'agent' && doitSeProteger(ctx, session, droit)) return redirect(DOUBLE);
  const reprise = ctx.cookies[COOKIE_REPRISE];
  if (reprise && ctx.method === 'POST') {
    await oublierSaisie(ctx, reprise, session.compteId, ctx.path);
  }
  return null;
}

const DOUBLE = '/agent/double-authentification';

/** Rien d'autre ne s'ouvre à qui doit encore poser sa double authentification (Agents, règle 6). */
function doitSeProteger(ctx: Ctx<unknown>, session: Session, droit: string | null): boolean {
  const { agent, doubleAuthentification } = session;
  if (!agent || doubleAuthentification || droit === 'proteger compte') return false;
  return exigeLaDoubleAuthentification(agent, ctx.config.doubleAuthentification);
}

/** Une page sans droit écrit ne s'ouvre à personne : oublier une ligne ne découvre rien. */
function passe({ agent }: Session, droit: string | null): boolean {
  return agent !== null && droit !== null && examiner(agent, droit, null).oui;
}

async function garderEtConnecter(ctx: Ctx<unknown>): Promise<Reply> {
  const expire = ctx.cookies[COOKIE_SESSION];
  const jeton = expire ? await garderSaisie(ctx, expire, adresse(ctx), ctx.form.toString()) : null;
  if (!jeton) return redirect('/connexion', 'Reconnectez-vous pour continuer.');
  return redirect(
    '/connexion',
    'Votre session a expiré. Reconnectez-vous : rien de votre saisie n’est perdu.',
    [{ name: COOKIE_REPRISE, value: jeton, maxAge: DUREE_REPRISE_MINUTES * 60 }],
  );
}

function adresse(ctx: Ctx<unknown>): string {
  const recherche = ctx.query.toString();
  return recherche ? `${ctx.path}?${recherche}` : ctx.path;
}
