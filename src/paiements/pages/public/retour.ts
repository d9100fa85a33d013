import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { chercherOperation } from '../../actions/annonces.ts';
import { constaterPaiement } from '../../actions/constater.ts';

/**
 * Le navigateur revient du Trésor, par GET ou par POST. Son retour ne prouve rien : on redemande,
 * puis la page du paiement dit ce qu'on sait.
 */
export const GET: Handler = (ctx) => revenir(ctx, ctx.query);
export const POST: Handler = (ctx) =>
  revenir(ctx, new URLSearchParams([...ctx.query, ...ctx.form]));

async function revenir(ctx: Ctx, champs: URLSearchParams): Promise<Reply> {
  const annonce = await chercherOperation(ctx, champs);
  if (!annonce) return redirect('/famille/paiements');
  const { paiementId, contenu } = annonce;
  try {
    await constaterPaiement(ctx, paiementId, { source: 'retour', contenu });
  } catch (err) {
    // La personne ne doit pas voir une erreur après avoir payé : le relevé reprendra.
    ctx.log.error({ err, paiement: paiementId }, 'retour à reprendre');
  }
  return redirect(`/famille/paiements/${paiementId}`);
}
