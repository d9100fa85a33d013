import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe } from '../../../platform/forms.ts';
import { file, type Handler } from '../../../platform/http.ts';
import { lirePdfDeFacture } from '../lire.ts';
import { factureEstA } from '../requetes.ts';

/** Le PDF d'une facture, pour qui la paie. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const id = entierDe(ctx.params.id);
  const { id: responsableId, familles } = ctx.session.responsable;
  if (!(await factureEstA(ctx.db, id, { responsableId, familles }))) throw new Introuvable();
  const { nom, contenu } = await lirePdfDeFacture(ctx, ctx.commune, id);
  return file('application/pdf', contenu, nom);
};
