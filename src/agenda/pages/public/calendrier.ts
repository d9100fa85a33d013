import { createHash } from 'node:crypto';
import { Introuvable } from '../../../platform/errors.ts';
import type { Handler } from '../../../platform/http.ts';
import { lireAgenda } from '../../actions/agendas.ts';
import { ecrireAgenda, nommerAgenda } from '../../regles/ecrire-agenda.ts';

/** L'agenda d'un adulte, pour son logiciel de calendrier : la seule clé est l'adresse. */
export const GET: Handler = async (ctx) => {
  const [, jeton = ''] = /^(.+)\.ics$/.exec(ctx.params.jeton ?? '') ?? [];
  const agenda = await lireAgenda(ctx, jeton, ctx.commune.fuseau);
  if (!agenda) throw new Introuvable();
  const nom = nommerAgenda(ctx.commune.nomCourt, agenda.prenom);
  const { adresse } = ctx.config;
  const body = ecrireAgenda({ nom, adresse, fuseau: ctx.commune.fuseau }, agenda.jours);
  return {
    kind: 'raw',
    status: 200,
    type: 'text/calendar; charset=utf-8',
    body,
    // À redemander à chaque fois, jamais à garder en chemin : la réponse est le plus souvent 304.
    cache: 'private, no-cache',
    etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    filename: 'agenda.ics',
  };
};
