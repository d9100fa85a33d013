import * as installation from './collectivite/pages/public/installation.tsx';
import { admettre } from './comptes/admettre.ts';
import { COOKIE_SESSION, chercherSession } from './comptes/session.ts';
import { GET as apparence } from './pages/apparence.ts';
import { pageErreur } from './pages/erreur.tsx';
import { lireCollectivite } from './platform/commune.ts';
import { type Ctx, type Reply, redirect, type Services } from './platform/http.ts';
import type { Route } from './platform/router.ts';
import { openServer, type Site } from './platform/server.ts';
import { routes } from './routes.ts';

/** Le site, prêt à écouter ou à recevoir `inject()` dans les tests. */
export function ouvrirSite(
  services: Services,
  publicDir: string,
  routesEnPlus: Route[] = [],
): Promise<Site> {
  return openServer({
    services,
    routes: [...routes, ...routesEnPlus],
    publicDir,
    hooks: {
      session: (ctx) => {
        const jeton = ctx.cookies[COOKIE_SESSION];
        return jeton ? chercherSession(ctx.db, jeton, ctx.clock.now()) : Promise.resolve(null);
      },
      commune: lireCollectivite(services),
      vacant: montrerLInstallation,
      admit: admettre,
      errorPage: pageErreur,
    },
  });
}

/** Une base sans collectivité n'a qu'une page ; toute autre adresse y ramène. */
async function montrerLInstallation(
  ctx: Ctx<null>,
  lireFichiers: () => Promise<void>,
): Promise<Reply> {
  if (ctx.path === '/installation' && ctx.method === 'POST') {
    await lireFichiers();
    return installation.POST(ctx);
  }
  if (ctx.path === '/apparence.css') return apparence(ctx);
  return ctx.path === '/' && ctx.method === 'GET' ? installation.accueil(ctx) : redirect('/');
}
