import type { SessionAgent } from '../../../comptes/session.ts';
import { ecrireEuros } from '../../../platform/argent.ts';
import { entierDe } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { payerAvecLeCredit } from '../../actions/crediter.ts';
import { adresse, entrer } from './entree.tsx';

/** « Payer avec le crédit gardé ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const e = await entrer(ctx);
  const payeurId = entierDe(ctx.params.id);
  const cible = { regieId: e.regie.id, payeurId, acteur: e.acteur };
  const pose = await payerAvecLeCredit(ctx, cible);
  return redirect(
    adresse(e, '/encaisser', `payeur=${payeurId}`),
    pose > 0
      ? `${ecrireEuros(pose)} du crédit ont payé des factures.`
      : 'Ce crédit ne peut rien payer de plus : il reste gardé.',
  );
};
