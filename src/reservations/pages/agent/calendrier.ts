import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ouvrirCalendrier, recevoirCalendrier } from '../famille/calendrier.tsx';
import { ouvrirGuichet } from './guichet.ts';

/** Le calendrier de la famille, tenu par un agent (Places, règle 11). */
export const GET: Handler<SessionAgent> = async (ctx) =>
  ouvrirCalendrier(ctx, await ouvrirGuichet(ctx));

export const POST: Handler<SessionAgent> = async (ctx) =>
  recevoirCalendrier(ctx, await ouvrirGuichet(ctx), {
    recu: (demandeId) => `/agent/demandes/${demandeId}`,
    suite:
      'L’inscription est enregistrée, la famille est prévenue. Vous pouvez en faire une autre.',
    faite: 'L’inscription est enregistrée, la famille est prévenue.',
  });
