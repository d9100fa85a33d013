import type { SessionFamille } from '../../comptes/session.ts';
import { tenter } from '../../platform/forms.ts';
import { type Handler, raw } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { lireGrille, seulementDeLaGrille } from '../actions/lire-grille.ts';
import { direDifference } from '../regles/phrases.ts';
import { changerDeCycle } from '../regles/semaine.ts';
import { lireAnnee, lireSaisie } from './saisie.ts';
import { apercevoirPour, verifier } from './semaine.tsx';

/** En une phrase, ce que ferait la grille telle qu'elle est cochée : pour le bas de l'écran. */
export const POST: Handler<SessionFamille> = async (ctx) => {
  const maintenant = ctx.clock.now();
  const { fuseau } = ctx.commune;
  const aujourdhui = jourLocal(maintenant, fuseau);
  const { familles } = ctx.session.responsable;
  const quand = { maintenant, fuseau, aujourdhui };
  const grille = await lireGrille(ctx.db, familles, quand, lireAnnee(ctx.form));
  const saisie = lireSaisie(ctx.form, grille.annee);
  const cases = changerDeCycle(seulementDeLaGrille(grille, saisie.cases), saisie.cycle);
  const { fait, refus } = await tenter(async () => {
    const semaine = verifier(grille, { ...saisie, cases }, aujourdhui);
    return apercevoirPour(ctx, grille, semaine);
  });
  if (refus) return repondre(refus.message);
  const { plus, moins, estimation, groupes } = fait;
  const prix = estimation
    ? `≈\u00a0${Math.round(estimation.centimesParMois / 100).toLocaleString('fr-FR')}\u00a0€/mois`
    : '';
  const complets = groupes.find((g) => g.titre.includes('complet'))?.titre.split(' :')[0] ?? '';
  return repondre([direDifference(plus, moins), prix, complets].filter(Boolean).join(' · '));
};

function repondre(phrase: string) {
  return raw('application/json; charset=utf-8', JSON.stringify({ phrase }));
}
