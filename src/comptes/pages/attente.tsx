import { cadre } from '../../cadre.tsx';
import { type Handler, redirect } from '../../platform/http.ts';
import { Message } from '../../ui/message.tsx';
import { appeler } from '../salle-d-attente.ts';
import type { Session } from '../session.ts';
import { COOKIE_TICKET, repondre } from './connexion.tsx';

const RAFRAICHIR_SECONDES = 2;

/** La salle d'attente des connexions : un rang, rien à retaper, la page avance seule. */
export const GET: Handler<Session | null> = async (ctx) => {
  const vers = ctx.query.get('vers') ?? '';
  const appel = appeler(ctx.cookies[COOKIE_TICKET]);
  if (appel.etat === 'appele')
    return repondre(ctx, appel.resultat, /^\/(famille|agent)/.test(vers) ? vers : '', '');
  if (appel.etat === 'inconnu' && ctx.config.processus === 1) return redirect('/connexion');
  const page = cadre(
    ctx,
    { titre: 'Connexion en cours', largeur: 'etroite' },
    <>
      <h1>Votre connexion arrive</h1>
      <Message ton="info">
        {appel.etat === 'attend' ? (
          <p>
            Beaucoup de monde se connecte en ce moment. Vous êtes <strong>n° {appel.rang}</strong>{' '}
            dans la file.
          </p>
        ) : (
          <p>Beaucoup de monde se connecte en ce moment.</p>
        )}
      </Message>
      <p>Gardez cette page ouverte : elle avance toute seule, et votre place est gardée.</p>
      <p>
        <a href={`/connexion/attente${vers ? `?vers=${encodeURIComponent(vers)}` : ''}`}>
          Voir où j’en suis
        </a>
      </p>
    </>,
  );
  return page.kind === 'page' ? { ...page, refresh: RAFRAICHIR_SECONDES } : page;
};
