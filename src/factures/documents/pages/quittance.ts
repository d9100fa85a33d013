import type { SessionAgent, SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Ctx, file, type PageModule, type Reply } from '../../../platform/http.ts';
import { exigerRegie } from '../acces.ts';
import { chercherQuittance, composerQuittance } from '../quittances/quittance.ts';
import type { Regard } from '../requetes.ts';

/** Le PDF d'une quittance, pour le payeur. */
export const pourFamille: PageModule<SessionFamille> = {
  GET(ctx) {
    const { id, familles } = ctx.session.responsable;
    return ouvrir(ctx, { responsableId: id, familles });
  },
};

/** Le même, pour qui tient la régie. */
export const pourAgent: PageModule<SessionAgent> = {
  GET(ctx) {
    exigerRegie(ctx);
    return ouvrir(ctx, null);
  },
};

async function ouvrir(ctx: Ctx, regard: Regard | null): Promise<Reply> {
  const quittance = await chercherQuittance(ctx.db, entierDe(ctx.params.id), regard);
  if (!quittance) throw new Introuvable();
  const { nom, contenu } = await composerQuittance(quittance);
  return file('application/pdf', contenu, nom);
}
