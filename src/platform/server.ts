import { createHash, randomUUID } from 'node:crypto';
import Fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { compressPage } from './compression.ts';
import { baseInjoignable, Introuvable, Refus, refusDepuis } from './errors.ts';
import { parseForm } from './forms.ts';
import type { Commune, CookieToSet, Ctx, Handler, Reply, Services } from './http.ts';
import { originRefused } from './origin.ts';
import { registerPlugins } from './plugins.ts';
import type { Guard, Route } from './router.ts';
import { readMultipart } from './uploads.ts';

export const FLASH_COOKIE = 'preau_message';
const MAX_CORPS = 512 * 1024; // une année de trois prestations fait 20 ko ; le reste est un abus

/** Ce que la plateforme ignore du métier et que l'application lui donne. */
export interface Hooks {
  /** La session du visiteur, ou null. */
  session(ctx: Ctx<null>): Promise<unknown>;
  /** null : la base n'a pas encore de collectivité. */
  commune(): Promise<Commune | null>;
  /** Ce que montre une base sans collectivité : son installation, et rien d'autre. */
  vacant(ctx: Ctx<null>, upload: () => Promise<void>): Promise<Reply> | Reply;
  /**
   * Décide ce que devient une visite sans droit : rien (elle passe), ou la réponse à donner. `right` :
   * le droit que cette adresse demande pour ce geste ; null : elle n'en a pas.
   */
  admit(guard: Guard, ctx: Ctx<unknown>, right: string | null): Promise<Reply | null>;
  /** Habille les erreurs. `ctx` peut manquer si la base ne répond pas. */
  errorPage(error: ErrorPage): VNode;
}

export interface ErrorPage {
  status: 403 | 404 | 413 | 422 | 500 | 503;
  message?: string;
  reference: string;
  services: Services;
}

export interface ServerOptions {
  services: Services;
  routes: Route[];
  hooks: Hooks;
  publicDir: string;
}

/** Le site monté : écoute, ou reçoit `inject()`. */
export type Site = Awaited<ReturnType<typeof openServer>>;

/** Monte le site : ordre des intergiciels, puis une ligne par route. */
export async function openServer({ services, routes, hooks, publicDir }: ServerOptions) {
  const { config, log } = services;
  const failure = failureReply(services, hooks);
  // Une adresse mal codée n'existe pas : la même 404, avant toute route.
  const app = Fastify({
    frameworkErrors: (_erreur, req, reply) => {
      failure(req, reply, new Introuvable());
    },
    loggerInstance: log,
    genReqId: () => randomUUID(),
    bodyLimit: MAX_CORPS,
    trustProxy: config.mandataire,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  await registerPlugins(app, config, publicDir);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_req, body, done) => done(null, body),
  );

  app.addHook('onResponse', async (req, reply) => {
    // La route, jamais l'adresse : elle peut contenir un jeton.
    req.log.info(
      {
        methode: req.method,
        route: req.routeOptions.url ?? '-',
        statut: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'requête',
    );
  });
  app.setNotFoundHandler((req, reply) => failure(req, reply, new Introuvable()));
  app.setErrorHandler((error, req, reply) => failure(req, reply, error));

  for (const route of routes) {
    for (const method of ['GET', 'POST'] as const) {
      const handler = route[method];
      if (!handler) continue;
      app.route({
        method,
        url: route.path,
        handler: async (req, reply) => answer(reply, await visit(req, route, method, handler)),
      });
    }
  }

  async function visit(
    req: FastifyRequest,
    { guard, crossOrigin, rights }: Route,
    method: 'GET' | 'POST',
    handler: Handler<never>,
  ): Promise<Reply> {
    if (method === 'POST' && !crossOrigin && originRefused(req.headers, config.adresse)) {
      throw new OriginRefused();
    }
    const anonymous: Ctx<null> = {
      ...services,
      method,
      path: req.url.split('?')[0] ?? '/',
      params: req.params as Record<string, string>,
      query: new URLSearchParams(req.url.split('?')[1] ?? ''),
      form:
        method === 'POST'
          ? parseForm(typeof req.body === 'string' ? req.body : '')
          : new URLSearchParams(),
      files: new Map(),
      session: null,
      flash: readFlash(req.cookies[FLASH_COOKIE]),
      cookies: req.cookies,
      visitor: createHash('sha256')
        .update(`${config.secret}:${req.ip}`)
        .digest('base64url')
        .slice(0, 22),
      userAgent: (req.headers['user-agent'] ?? '').slice(0, 300),
      requestId: req.id,
      commune: commune0,
    };
    // Les sondes répondent même sans base : elles ne chargent ni session ni collectivité.
    if (req.routeOptions.url?.startsWith('/sante')) return handler(anonymous as Ctx<never>);
    const commune = await hooks.commune();
    if (!commune) {
      const upload = async () => {
        if (req.isMultipart()) Object.assign(anonymous, await readMultipart(req));
      };
      return hooks.vacant(anonymous, upload);
    }
    anonymous.commune = commune;
    const ctx = { ...anonymous, session: await hooks.session(anonymous) } as Ctx<never>;
    const refused = await hooks.admit(guard, ctx, rights?.[method] ?? null);
    if (refused) return refused;
    // Un fichier ne se lit qu'une fois la porte passée, et seulement chez les agents.
    if (guard === 'agent' && req.isMultipart()) Object.assign(ctx, await readMultipart(req));
    return handler(ctx);
  }

  function answer(reply: FastifyReply, result: Reply): FastifyReply {
    for (const c of result.cookies ?? []) setCookie(reply, c);
    if (result.kind === 'redirect') {
      if (result.flash)
        setCookie(reply, {
          name: FLASH_COOKIE,
          value: Buffer.from(result.flash).toString('base64url'),
          maxAge: 60,
        });
      return reply
        .code(303)
        .header('location', result.location)
        .header('cache-control', 'no-store')
        .send();
    }
    if (result.kind === 'raw') {
      if (result.filename) {
        reply.header('content-disposition', `inline; filename="${result.filename}"`);
      }
      reply.header('cache-control', result.cache ?? 'no-store');
      if (result.etag) {
        // Faible : la compression change les octets, pas ce qu'ils disent.
        const etag = `W/"${result.etag}"`;
        reply.header('etag', etag);
        const known = reply.request.headers['if-none-match']?.split(/, */) ?? [];
        if (known.includes(etag)) return reply.code(304).send();
      }
      return reply.code(result.status).type(result.type).send(result.body);
    }
    if (result.refresh) reply.header('refresh', String(result.refresh));
    if (reply.request.cookies[FLASH_COOKIE])
      setCookie(reply, { name: FLASH_COOKIE, value: '', maxAge: 0 });
    const html = `<!doctype html>${renderToString(result.page)}`;
    const compressed = compressPage(html, reply.request.headers['accept-encoding']);
    if (compressed) reply.header('content-encoding', compressed.encoding);
    return reply
      .code(result.status)
      .type('text/html; charset=utf-8')
      .header('cache-control', cacheDe(reply.request))
      .header('vary', 'cookie, accept-encoding')
      .send(compressed?.body ?? html);
  }

  function setCookie(reply: FastifyReply, c: CookieToSet): void {
    reply.setCookie(c.name, c.value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: config.adresse.startsWith('https:'),
      ...(c.maxAge === undefined ? {} : { maxAge: c.maxAge }),
    });
  }

  return app;
}

/**
 * Une page ne se garde pas, sauf celle que client/prefetch.ts va chercher d'avance : sans quelques
 * secondes de cache, le navigateur la redemande au clic (mesuré : deux requêtes au lieu d'une).
 * Un message laissé par un envoi change les témoins, donc (vary) la fait relire.
 */
function cacheDe(req: FastifyRequest): string {
  return req.headers['sec-purpose']?.includes('prefetch') ? 'private, max-age=10' : 'no-store';
}

class OriginRefused extends Error {}

const commune0: Commune = {
  id: 0,
  nom: '',
  nomCourt: '',
  courriel: '',
  telephone: null,
  couleur: '#1f6f5c',
  fuseau: 'Europe/Paris',
  zoneScolaire: 'B',
  territoire: 'metropole',
  codeInsee: '',
  accessibilite: 'non_conforme',
  logo: null,
};

function readFlash(value: string | undefined): string | null {
  return value ? Buffer.from(value, 'base64url').toString().slice(0, 500) : null;
}

function failureReply(services: Services, hooks: Hooks) {
  return (req: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
    const reference = req.id.slice(0, 8);
    const { status, message } = classify(error);
    if (status === 500) req.log.error({ err: error, reference }, 'erreur imprévue');
    if (status === 503) {
      req.log.warn({ reference }, 'base injoignable');
      reply.header('retry-after', '10');
    }
    const vnode = hooks.errorPage({ status, reference, services, ...(message ? { message } : {}) });
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`<!doctype html>${renderToString(vnode)}`);
  };
}

function classify(error: unknown): { status: ErrorPage['status']; message?: string } {
  if (error instanceof Introuvable) return { status: 404 };
  if (error instanceof OriginRefused) return { status: 403 };
  if (baseInjoignable(error)) return { status: 503 };
  const refus = error instanceof Refus ? error : refusDepuis(error);
  if (refus) return { status: 422, message: refus.message };
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  if (statusCode === 413) return { status: 413 };
  // Adresse mal codée, type de contenu inconnu : rien de tel n'existe ici.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { status: 404 };
  return { status: 500 };
}
