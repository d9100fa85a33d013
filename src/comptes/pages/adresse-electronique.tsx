import { cadre } from '../../cadre.tsx';
import { tenter, texte } from '../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { demanderChangementCourriel } from '../actions/courriel.ts';
import type { SessionFamille } from '../session.ts';

/** Changer d'adresse électronique : la nouvelle doit être confirmée, l'ancienne est prévenue. */
export const GET: Handler<SessionFamille> = (ctx) => formulaire(ctx, '', null);

export const POST: Handler<SessionFamille> = async (ctx) => {
  const courriel = texte(ctx.form, 'courriel');
  const { responsable, compteId } = ctx.session;
  const { refus } = await tenter(() =>
    demanderChangementCourriel(ctx, {
      compteId,
      courriel,
      acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
    }),
  );
  if (refus) return formulaire(ctx, courriel, refus.message);
  return redirect(
    '/famille/informations',
    'Un courriel vient de partir à votre nouvelle adresse : suivez son lien pour la confirmer.',
  );
};

function formulaire(ctx: Ctx<SessionFamille>, courriel: string, erreur: string | null) {
  return cadre(
    ctx,
    {
      titre: 'Modifier l’adresse électronique',
      status: erreur ? 422 : 200,
      filAriane: [
        { libelle: 'Mes informations', href: '/famille/informations' },
        { libelle: 'Modifier l’adresse électronique' },
      ],
    },
    <>
      <h1>Modifier l’adresse électronique</h1>
      {erreur && <ResumeErreurs erreurs={[{ champ: 'courriel', message: erreur }]} />}
      <Formulaire action={ctx.path}>
        <Champ
          nom="courriel"
          type="email"
          libelle="Nouvelle adresse"
          aide="Vous y recevrez un lien pour la confirmer. D’ici là, rien ne change."
          autocomplete="email"
          valeur={courriel}
          erreur={erreur ?? undefined}
        />
        <Boutons>
          <Bouton>Recevoir le lien</Bouton>
          <Bouton href="/famille/informations" allure="secondaire">
            Revenir
          </Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
