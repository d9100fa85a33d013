import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, RawServerDefault } from 'fastify';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';

type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger>;

/** Les greffons, dans l'ordre : en-têtes de sécurité, témoins, compression, fichiers. */
export async function registerPlugins(app: App, config: Config, publicDir: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // Un formulaire qui finit par une redirection vers le Trésor compte comme envoyé là-bas.
        formAction: ["'self'", ...paymentOrigins(config)],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // Les adresses peuvent porter un jeton à usage unique : rien n'en part vers un autre site.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.adresse.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
  await app.register(cookie);
  await app.register(multipart);
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 1 },
  });
  await app.register(fastifyStatic, {
    root: publicDir,
    prefix: '/p/',
    immutable: true,
    maxAge: '1y',
    index: false,
  });
}

function paymentOrigins({ paiement }: Config): string[] {
  const addresses = [paiement.payfip, paiement.lyra?.adresse].filter((a) => typeof a === 'string');
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}
