import { cadre } from '../../cadre.tsx';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { chercherSessionEntrouverte, franchir } from '../actions/double-authentification.ts';
import { COOKIE_REPRISE } from '../actions/reprise.ts';
import { cheminSur } from '../regles/chemins.ts';
import { COOKIE_SESSION, type Session } from '../session.ts';
import { ChampCode, decrireEchec, type EchecDeCode, lireEssai } from './champ-code.tsx';

/** Le mot de passe est bon : il reste le code de l'application (Agents, règle 7). */
export const GET: Handler<Session | null> = async (ctx) => {
  const vers = cheminSur(ctx.query.get('vers'));
  if (ctx.session) return redirect(suite(ctx, vers, ctx.session.agent !== null));
  const session = await chercherSessionEntrouverte(ctx, ctx.cookies[COOKIE_SESSION]);
  return session ? montrer(ctx, vers, null) : recommencer(vers);
};

export const POST: Handler<Session | null> = async (ctx) => {
  const vers = cheminSur(ctx.form.get('vers'));
  if (ctx.session) return redirect(suite(ctx, vers, ctx.session.agent !== null));
  const session = await chercherSessionEntrouverte(ctx, ctx.cookies[COOKIE_SESSION]);
  if (!session) return recommencer(vers);
  const resultat = await franchir(ctx, session, lireEssai(ctx));
  if (resultat.issue === 'juste') return redirect(suite(ctx, vers, session.estAgent));
  return montrer(ctx, vers, await decrireEchec(ctx, resultat));
};

/** La saisie interrompue d'abord, sinon la page demandée. */
function suite(ctx: Ctx<Session | null>, vers: string | null, estAgent: boolean): string {
  if (ctx.cookies[COOKIE_REPRISE]) return '/reprise';
  return vers ?? (estAgent ? '/agent' : '/famille');
}

function recommencer(vers: string | null): Reply {
  return redirect(
    `/connexion${vers ? `?vers=${encodeURIComponent(vers)}` : ''}`,
    'Le temps de donner le code est passé. Connectez-vous de nouveau.',
  );
}

function montrer(ctx: Ctx<Session | null>, vers: string | null, echec: EchecDeCode | null): Reply {
  return cadre(
    ctx,
    {
      titre: echec ? 'Erreur : code de connexion' : 'Code de connexion',
      largeur: 'etroite',
      status: echec ? 422 : 200,
      scripts: echec ? ['client/preuve.ts'] : [],
    },
    <>
      <h1>Code de connexion</h1>
      {echec && <ResumeErreurs erreurs={[{ champ: 'code', message: echec.message }]} />}
      <p>Ouvrez l’application de double authentification de votre téléphone.</p>
      <Formulaire action="/connexion/code" caches={vers ? { vers } : {}}>
        <ChampCode echec={echec} />
        <Boutons>
          <Bouton grand>Continuer</Bouton>
        </Boutons>
      </Formulaire>
      <Formulaire action="/deconnexion">
        <Boutons>
          <Bouton allure="discret">Ce n’est pas moi : me déconnecter</Bouton>
        </Boutons>
      </Formulaire>
    </>,
  );
}
