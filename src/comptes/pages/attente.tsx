import { accueilDe, cadre } from '../../cadre.tsx';
import { type Ctx, type Handler, redirect } from '../../platform/http.ts';
import { Message } from '../../ui/message.tsx';
import { chercherSessionEntrouverte } from '../actions/double-authentification.ts';
import { cheminSur } from '../regles/chemins.ts';
import { peutResterConnecte } from '../regles/sessions.ts';
import { type Appel, appeler } from '../salle-d-attente.ts';
import { chercherSession, type Session } from '../session.ts';
import { accueillir, COOKIE_TICKET, demanderLeCode, repondre } from './connexion.tsx';

/** La salle d'attente des connexions : un rang, rien à retaper, la page avance seule. */
export const GET: Handler<Session | null> = async (ctx) => {
  const [ticket = '', duree] = (ctx.cookies[COOKIE_TICKET] ?? '').split('.');
  const appel = appeler(ticket);
  if (appel.etat === 'appele') return repondre(ctx, appel.resultat, appel.saisie);
  const vers = cheminSur(ctx.query.get('vers'));
  if (appel.etat === 'attend') return attendre(ctx, appel, vers);
  if (!ticket) return redirect('/connexion');
  // Un autre processus a pu conclure : la session porte le ticket pour jeton.
  const session = await chercherSession(ctx.db, ticket, ctx.clock.now());
  if (session) {
    const longue = duree === 'longue' && peutResterConnecte({ estAgent: session.agent !== null });
    return accueillir(ctx, ticket, longue, vers ?? accueilDe(session));
  }
  const entrouverte = await chercherSessionEntrouverte(ctx, ticket);
  if (entrouverte)
    return demanderLeCode(ticket, duree === 'longue' && peutResterConnecte(entrouverte), vers);
  if (ctx.config.processus > 1) return attendre(ctx, appel, vers);
  return redirect('/connexion', 'Votre attente a pris fin. Connectez-vous de nouveau.', [
    { name: COOKIE_TICKET, value: '', maxAge: 0 },
  ]);
};

function attendre(ctx: Ctx<Session | null>, appel: Appel, vers: string | null) {
  const rang = appel.etat === 'attend' ? appel.rang : 0;
  const page = cadre(
    ctx,
    { titre: 'Connexion en cours', largeur: 'etroite' },
    <>
      <h1>Votre connexion arrive</h1>
      <Message ton="info">
        <p>
          Beaucoup de monde se connecte en ce moment.
          {rang > 0 && (
            <>
              {' '}
              Vous êtes <strong>n°&nbsp;{rang}</strong> dans la file.
            </>
          )}
        </p>
      </Message>
      <p>Gardez cette page ouverte : elle avance toute seule, et votre place est gardée.</p>
      <p>
        <a href={`/connexion/attente${vers ? `?vers=${encodeURIComponent(vers)}` : ''}`}>
          Voir où j’en suis
        </a>
      </p>
    </>,
  );
  return page.kind === 'page' ? { ...page, refresh: prochainPassage(rang) } : page;
}

/**
 * Deux mille pages qui reviennent toutes les deux secondes chargeraient plus que les connexions :
 * qui est loin revient moins souvent. À 57 connexions par seconde, le tour n'est jamais manqué de
 * plus de quelques secondes.
 */
export function prochainPassage(rang: number): number {
  return Math.min(15, Math.max(2, Math.ceil(rang / 60)));
}
