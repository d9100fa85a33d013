import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { publierGrille } from '../../actions/grilles.ts';
import { exigerModificationDeGrille } from './droits.ts';
import { adresseDe, montrerGrille, trouverGrille } from './grille.tsx';

/** « Publier la grille » : refusée, la page dit quel exemple n'a pas donné son prix. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const rangee = await trouverGrille(ctx);
  const acteur = exigerModificationDeGrille(ctx.session, rangee.structureId);
  const { refus } = await tenter(() => publierGrille(ctx, { grilleId: rangee.grille.id, acteur }));
  if (refus) {
    const erreurs = [{ champ: refus.champ ?? 'du', message: refus.message }];
    return montrerGrille(ctx, rangee, { erreurs, status: 422 });
  }
  return redirect(adresseDe(rangee), 'La grille est publiée.');
};
