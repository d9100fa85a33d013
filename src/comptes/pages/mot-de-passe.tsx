import { cadre } from '../../cadre.tsx';
import { tenter } from '../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { changerSonMotDePasse } from '../actions/mot-de-passe.ts';
import { direLaRegle } from '../regles/mot-de-passe.ts';
import type { Session } from '../session.ts';

/** La même page pour les familles et les agents : le préfixe dit chez qui l'on est. */
export const GET: Handler<Session> = (ctx) => formulaire(ctx, null);

export const POST: Handler<Session> = async (ctx) => {
  const { refus } = await tenter(() =>
    changerSonMotDePasse(ctx, {
      compteId: ctx.session.compteId,
      sessionId: ctx.session.id,
      ancien: ctx.form.get('ancien') ?? '',
      nouveau: ctx.form.get('motDePasse') ?? '',
      commune: ctx.commune.nomCourt,
      visiteur: ctx.visitor,
    }),
  );
  if (refus) return formulaire(ctx, { champ: refus.champ ?? 'motDePasse', message: refus.message });
  return redirect(
    ctx.path,
    'Votre mot de passe est changé. Vos autres appareils sont déconnectés.',
  );
};

function formulaire(ctx: Ctx<Session>, erreur: { champ: string; message: string } | null) {
  const exigence = ctx.session.agent ? 'agent' : 'famille';
  return cadre(
    ctx,
    {
      titre: 'Modifier mot de passe',
      status: erreur ? 422 : 200,
      scripts: ['client/mot-de-passe.ts'],
    },
    <>
      <h1>Modifier mot de passe</h1>
      {erreur && <ResumeErreurs erreurs={[erreur]} />}
      <Formulaire action={ctx.path}>
        <Champ
          nom="ancien"
          type="password"
          libelle="Mot de passe actuel"
          autocomplete="current-password"
          erreur={erreur?.champ === 'ancien' ? erreur.message : undefined}
        />
        <Champ
          nom="motDePasse"
          type="password"
          libelle="Nouveau mot de passe"
          aide={direLaRegle(exigence)}
          autocomplete="new-password"
          erreur={erreur?.champ === 'motDePasse' ? erreur.message : undefined}
        />
        <Bouton>Enregistrer</Bouton>
      </Formulaire>
    </>,
  );
}
