import { sql } from 'kysely';
import { Introuvable } from '../platform/errors.ts';
import type { Handler } from '../platform/http.ts';

/** Le logo de la collectivité. Son nom est son empreinte : il se garde un an. */
export const GET: Handler = async (ctx) => {
  const { rows } = await sql<{ type: string; octets: Buffer }>`
    select type, octets from logos where empreinte = ${ctx.params.empreinte}`.execute(ctx.db);
  const [logo] = rows;
  if (!logo) throw new Introuvable();
  return {
    kind: 'raw',
    status: 200,
    type: logo.type,
    body: logo.octets,
    cache: 'public, max-age=31536000, immutable',
  };
};
