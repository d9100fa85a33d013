import type { SessionAgent } from '../../../comptes/session.ts';
import { lireEuros } from '../../../platform/argent.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { changerExemples } from '../../actions/grilles.ts';
import { lireFaits } from './banc-d-essai.tsx';
import { exigerModificationDeGrille } from './droits.ts';
import { adresseDe, montrerGrille, trouverGrille } from './grille.tsx';

const EXEMPLES_AU_PLUS = 50;

/** Ajoute le cas du banc aux exemples, avec le prix attendu, ou en retire un. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const rangee = await trouverGrille(ctx);
  const acteur = exigerModificationDeGrille(ctx.session, rangee.structureId);
  const grilleId = rangee.grille.id;
  const essai = new URLSearchParams(texte(ctx.form, 'faits'));
  const retirer = ctx.form.get('retirer');
  const refuser = (champ: string, message: string) => {
    essai.set('attendu', texte(ctx.form, 'attendu'));
    if (champ === 'attendu') essai.set('erreur_attendu', message);
    return montrerGrille(ctx, rangee, { essai, erreurs: [{ champ, message }], status: 422 });
  };
  const attenduCentimes = lireEuros(texte(ctx.form, 'attendu'));
  if (retirer === null && (attenduCentimes === null || attenduCentimes < 0)) {
    return refuser('attendu', 'Écrivez le prix attendu, comme 3,05.');
  }
  if (retirer === null && rangee.exemples.length >= EXEMPLES_AU_PLUS) {
    return refuser('exemples', `Il y a déjà ${EXEMPLES_AU_PLUS} exemples : retirez-en un d’abord.`);
  }
  const nouveau = { faits: lireFaits(essai), attenduCentimes: attenduCentimes ?? 0 };
  const { refus } = await tenter(() =>
    changerExemples(ctx, {
      grilleId,
      acteur,
      changer: (exemples) =>
        retirer === null
          ? [...exemples, nouveau]
          : exemples.filter((_, rang) => String(rang) !== retirer),
    }),
  );
  if (refus) return refuser('exemples', refus.message);
  return redirect(
    `${adresseDe(rangee)}${retirer === null ? `?${essai}` : ''}`,
    retirer === null ? 'L’exemple est ajouté.' : 'L’exemple est retiré.',
  );
};
