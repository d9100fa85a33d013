import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterMois, moisDe } from '../../../platform/jours.ts';
import { creerBrouillon } from '../../actions/grilles.ts';
import { exigerModification } from './droits.ts';

/** « Préparer une nouvelle version » : un brouillon, qui part du mois prochain si l'on ne dit rien. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerModification(ctx.session);
  const prestationId = choix(ctx.form, 'prestation');
  if (prestationId === null) throw new Introuvable();
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const id = await creerBrouillon(ctx, {
    prestationId,
    copieDe: choix(ctx.form, 'copie'),
    du: ajouterMois(`${moisDe(jour)}-01`, 1),
    acteur,
  });
  return redirect(`/agent/tarifs/grilles/${id}`, 'Le brouillon est ouvert. Rien ne vaut encore.');
};
