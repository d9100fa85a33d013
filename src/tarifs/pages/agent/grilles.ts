import type { SessionAgent } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ajouterMois, moisDe } from '../../../platform/jours.ts';
import { creerBrouillon } from '../../actions/grilles.ts';
import { listerPrestations } from '../../requetes/grilles.ts';
import { exigerModificationDeGrille } from './droits.ts';

/** « Préparer une nouvelle version » : un brouillon, qui part du mois prochain si l'on ne dit rien. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const prestationId = choix(ctx.form, 'prestation');
  const prestation = (await listerPrestations(ctx.db)).find((p) => p.id === prestationId);
  if (!prestation) throw new Introuvable();
  const acteur = exigerModificationDeGrille(ctx.session, prestation.structureId);
  const jour = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const id = await creerBrouillon(ctx, {
    prestationId: prestation.id,
    copieDe: choix(ctx.form, 'copie'),
    du: ajouterMois(`${moisDe(jour)}-01`, 1),
    acteur,
  });
  return redirect(`/agent/tarifs/grilles/${id}`, 'Le brouillon est ouvert. Rien ne vaut encore.');
};
