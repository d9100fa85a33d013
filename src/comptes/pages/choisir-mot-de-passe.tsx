import { cadre } from '../../cadre.tsx';
import { tenter } from '../../platform/forms.ts';
import { type Ctx, type Handler, type PageModule, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { choisirMotDePasse, examinerLien } from '../actions/liens.ts';
import { temoinDeSession } from '../actions/sessions.ts';
import { direLaRegle, type Exigence } from '../regles/mot-de-passe.ts';
import type { Session } from '../session.ts';

type Usage = 'activation' | 'mot_de_passe';
const CHEMIN: Record<Usage, string> = { activation: '/activation', mot_de_passe: '/mot-de-passe' };
const AUTRE: Record<Usage, string> = {
  activation: '/activation',
  mot_de_passe: '/mot-de-passe-oublie',
};

/** Par le lien reçu : regarder ne le consomme pas, choisir oui. */
function porte(usage: Usage): PageModule<Session | null> {
  const GET: Handler<Session | null> = async (ctx) => {
    const etat = await examinerLien(ctx, ctx.params.jeton ?? '', usage);
    return etat.etat === 'perime'
      ? perime(ctx, usage)
      : formulaire(ctx, usage, etat.compte.estAgent ? 'agent' : 'famille', null);
  };
  const POST: Handler<Session | null> = async (ctx) => {
    const etat = await examinerLien(ctx, ctx.params.jeton ?? '', usage);
    if (etat.etat === 'perime') return perime(ctx, usage);
    const { fait, refus } = await tenter(() =>
      choisirMotDePasse(ctx, {
        jeton: ctx.params.jeton ?? '',
        usage,
        motDePasse: ctx.form.get('motDePasse') ?? '',
        userAgent: ctx.userAgent,
        commune: ctx.commune.nomCourt,
      }),
    );
    if (refus)
      return formulaire(ctx, usage, etat.compte.estAgent ? 'agent' : 'famille', refus.message);
    if (!fait) return perime(ctx, usage);
    return redirect(
      fait.estAgent ? '/agent' : '/famille',
      'Votre mot de passe est enregistré. Vous êtes connecté.',
      [temoinDeSession(fait.jeton, false)],
    );
  };
  return { GET, POST };
}

export const parActivation = porte('activation');
export const parOubli = porte('mot_de_passe');

function formulaire(
  ctx: Ctx<Session | null>,
  usage: Usage,
  exigence: Exigence,
  erreur: string | null,
) {
  return cadre(
    ctx,
    {
      titre: 'Choisir un mot de passe',
      largeur: 'etroite',
      status: erreur ? 422 : 200,
      scripts: ['client/mot-de-passe.ts'],
    },
    <>
      <h1>Choisir un mot de passe</h1>
      {erreur && <ResumeErreurs erreurs={[{ champ: 'motDePasse', message: erreur }]} />}
      <Formulaire action={`${CHEMIN[usage]}/${ctx.params.jeton}`}>
        <Champ
          nom="motDePasse"
          type="password"
          libelle="Nouveau mot de passe"
          aide={direLaRegle(exigence)}
          autocomplete="new-password"
          erreur={erreur ?? undefined}
        />
        <Bouton grand>Enregistrer et me connecter</Bouton>
      </Formulaire>
    </>,
  );
}

function perime(ctx: Ctx<Session | null>, usage: Usage) {
  return cadre(
    ctx,
    { titre: 'Ce lien ne sert plus', largeur: 'etroite', status: 422 },
    <>
      <h1>Ce lien ne sert plus</h1>
      <Message ton="info">
        Il a déjà servi, ou il est trop ancien. Demandez-en un autre : il arrive tout de suite.
      </Message>
      <Bouton href={AUTRE[usage]} grand>
        Recevoir un nouveau lien
      </Bouton>
    </>,
  );
}
