import { type Handler, raw } from '../platform/http.ts';

/** Vie : le processus répond. Ne touche pas à la base : la redémarrer ne doit pas tuer le site. */
export const GET: Handler = () => raw('text/plain; charset=utf-8', 'vivant\n');
