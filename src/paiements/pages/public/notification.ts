import { type Handler, raw } from '../../../platform/http.ts';
import { chercherOperation } from '../../actions/annonces.ts';
import { constaterPaiement } from '../../actions/constater.ts';

/**
 * Le Trésor ou la banque annonce qu'il s'est passé quelque chose. Toujours 200 : une opération
 * inconnue ne s'apprend pas ici, et une panne se rattrape au relevé.
 */
export const POST: Handler = async (ctx) => {
  const champs = new URLSearchParams([...ctx.query, ...ctx.form]);
  const annonce = await chercherOperation(ctx, champs);
  if (!annonce) {
    ctx.log.warn({ champs: [...champs.keys()].slice(0, 20) }, 'notification sans paiement');
    return raw('text/plain; charset=utf-8', 'reçu');
  }
  const { paiementId, contenu } = annonce;
  try {
    await constaterPaiement(ctx, paiementId, { source: 'notification', contenu });
  } catch (err) {
    // Notée avant d'être traitée : le relevé la reprendra.
    ctx.log.error({ err, paiement: paiementId }, 'notification à reprendre');
  }
  return raw('text/plain; charset=utf-8', 'reçu');
};
