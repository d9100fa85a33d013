import type { SessionAgent } from '../../../comptes/session.ts';
import { tenter } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { supprimerBrouillon } from '../../actions/grilles.ts';
import { exigerModificationDeGrille } from './droits.ts';
import { montrerGrille, trouverGrille } from './grille.tsx';

/** « Effacer ce brouillon ». Une grille publiée ne s'efface pas. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const rangee = await trouverGrille(ctx);
  const acteur = exigerModificationDeGrille(ctx.session, rangee.structureId);
  const { refus } = await tenter(() =>
    supprimerBrouillon(ctx, { grilleId: rangee.grille.id, acteur }),
  );
  if (refus) {
    const erreurs = [{ champ: 'exemples', message: refus.message }];
    return montrerGrille(ctx, rangee, { erreurs, status: 422 });
  }
  return redirect('/agent/tarifs', 'Le brouillon est effacé.');
};
