import { type Handler, raw } from '../platform/http.ts';

/** La couleur de la collectivité : la seule chose de la feuille de style qui change d'une base à l'autre. */
export const GET: Handler = (ctx) =>
  raw(
    'text/css; charset=utf-8',
    `:root{--couleur:${ctx.commune.couleur}}\n`,
    200,
    'public, max-age=86400',
  );
