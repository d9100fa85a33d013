import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe } from '../../../platform/forms.ts';
import { file, type Handler } from '../../../platform/http.ts';
import { exigerRegie } from '../acces.ts';
import { lirePdfDeFacture } from '../lire.ts';

/** Le PDF d'une facture, pour qui tient la régie. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const { nom, contenu } = await lirePdfDeFacture(ctx, ctx.commune, entierDe(ctx.params.id));
  return file('application/pdf', contenu, nom);
};
