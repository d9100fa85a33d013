import type { SessionFamille } from '../../../comptes/session.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { annuler } from '../../actions/annuler.ts';
import { montrerReservation, retour } from './reservation.tsx';

/** Guide, chapitre 4, étape 4. Deux fois égale une : le même message, rien ne change. */
export const POST: Handler<SessionFamille> = async (ctx) => {
  const { responsable, compteId } = ctx.session;
  const reservationId = entierDe(ctx.params.id);
  const { fait, refus } = await tenter(() =>
    annuler(ctx, {
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
      familles: responsable.familles,
      reservationId,
    }),
  );
  if (refus) return montrerReservation(ctx, refus.message);
  if (ctx.form.get('vers') === 'accueil') {
    const { enfant, prestation, jour } = fait.reservation;
    const quoi = `${prestation} de ${enfant}, ${ecrireJour(jour)}`;
    return redirect('/famille', `Annulé : ${quoi}. Ce jour ne sera pas facturé.`);
  }
  return redirect(retour(fait.reservation), 'L’inscription a bien été annulée.');
};
