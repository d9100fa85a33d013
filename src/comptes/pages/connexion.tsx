import { accueilDe, cadre } from '../../cadre.tsx';
import { texte } from '../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Case } from '../../ui/choix.tsx';
import { Bouton, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { connecter, type ResultatEssai } from '../actions/connecter.ts';
import { COOKIE_REPRISE } from '../actions/reprise.ts';
import { DUREE_LONGUE_JOURS } from '../actions/sessions.ts';
import { proposerDefi } from '../preuve.ts';
import { entrer } from '../salle-d-attente.ts';
import { COOKIE_SESSION, type Session } from '../session.ts';

type CtxConnexion = Ctx<Session | null>;

export const COOKIE_TICKET = 'preau_ticket';
/** Au-delà, la personne voit son rang plutôt qu'une page blanche. */
const PATIENCE_MS = 1500;

export const GET: Handler<Session | null> = (ctx) => {
  if (ctx.session) return redirect(accueilDe(ctx.session));
  return formulaire(ctx, { vers: destination(ctx.query.get('vers')) });
};

export const POST: Handler<Session | null> = async (ctx) => {
  const vers = destination(ctx.form.get('vers'));
  const acces = texte(ctx.form, 'identifiant').slice(0, 254);
  const motDePasse = (ctx.form.get('mot_de_passe') ?? '').slice(0, 1000);
  if (!acces || !motDePasse) {
    const erreur = 'Écrivez votre identifiant et votre mot de passe.';
    return formulaire(ctx, { vers, acces, erreur });
  }
  const essai = await connecter(ctx, {
    acces,
    motDePasse,
    longue: ctx.form.has('rester'),
    preuve: ctx.form.get('preuve') ?? '',
    visiteur: ctx.visitor,
    userAgent: ctx.userAgent,
  });
  const resultat = await Promise.race([essai.fini, patienter()]);
  if (resultat) return repondre(ctx, resultat, vers, acces);
  const ticket = entrer(essai);
  if (!ticket) {
    const erreur = 'Beaucoup de monde se connecte en ce moment. Réessayez dans une minute.';
    return formulaire(ctx, { vers, acces, erreur });
  }
  const suite = vers ? `?vers=${encodeURIComponent(vers)}` : '';
  return redirect(`/connexion/attente${suite}`, undefined, [
    { name: COOKIE_TICKET, value: ticket, maxAge: 600 },
  ]);
};

function patienter(): Promise<null> {
  return new Promise((fini) => setTimeout(() => fini(null), PATIENCE_MS));
}

/** La suite d'un essai : chez soi, ou le formulaire avec ce qui ne va pas. */
export async function repondre(
  ctx: CtxConnexion,
  resultat: ResultatEssai,
  vers: string,
  acces: string,
): Promise<Reply> {
  switch (resultat.issue) {
    case 'connecte': {
      const cookies = [
        {
          name: COOKIE_SESSION,
          value: resultat.jeton,
          ...(resultat.longue ? { maxAge: DUREE_LONGUE_JOURS * 86_400 } : {}),
        },
        { name: COOKIE_TICKET, value: '', maxAge: 0 },
      ];
      const chez = ctx.cookies[COOKIE_REPRISE]
        ? '/reprise'
        : vers || (resultat.estAgent ? '/agent' : '/famille');
      return redirect(chez, undefined, cookies);
    }
    case 'faux':
      return formulaire(ctx, {
        vers,
        acces,
        erreur:
          'Identifiant ou mot de passe incorrect. Vérifiez les majuscules, ou demandez un nouveau mot de passe.',
      });
    case 'attendre':
      return formulaire(ctx, {
        vers,
        acces,
        erreur: `Trop d’essais. Attendez ${dureeEnMots(resultat.secondes)}, puis recommencez.`,
      });
    case 'preuve':
      return formulaire(ctx, { vers, acces, preuve: resultat.secondes });
  }
}

export function dureeEnMots(secondes: number): string {
  if (secondes < 90) return `${secondes} secondes`;
  return `${Math.ceil(secondes / 60)} minutes`;
}

interface Etat {
  vers: string;
  acces?: string;
  erreur?: string;
  /** Secondes d'attente pour qui n'a pas JavaScript. */
  preuve?: number;
}

async function formulaire(ctx: CtxConnexion, etat: Etat): Promise<Reply> {
  // Après un échec, le défi accompagne toujours le formulaire : il se résout pendant que l'on tape.
  const defi = etat.erreur || etat.preuve ? await proposerDefi(ctx) : null;
  const echec = etat.erreur ?? etat.preuve;
  return cadre(
    ctx,
    {
      titre: 'Connexion',
      largeur: 'etroite',
      status: echec ? 422 : 200,
      scripts: ['client/mot-de-passe.ts', ...(defi ? ['client/preuve.ts'] : [])],
    },
    <>
      <h1>Accès Familles</h1>
      {etat.erreur && <ResumeErreurs erreurs={[{ champ: 'identifiant', message: etat.erreur }]} />}
      {etat.preuve && (
        <Message ton="attention" titre="Une vérification, à cause des essais précédents">
          <p data-etat-preuve>
            Sans JavaScript, attendez {dureeEnMots(etat.preuve)}, puis reconnectez-vous.
          </p>
        </Message>
      )}
      <Formulaire action="/connexion" caches={etat.vers ? { vers: etat.vers } : {}}>
        <Champ
          nom="identifiant"
          libelle="Identifiant ou adresse électronique"
          autocomplete="username"
          valeur={etat.acces}
        />
        <Champ
          nom="mot_de_passe"
          type="password"
          libelle="Mot de passe"
          autocomplete="current-password"
        />
        <Case
          nom="rester"
          libelle="Rester connecté sur cet appareil"
          aide="Seulement si personne d’autre ne s’en sert."
        />
        {defi && <input type="hidden" name="preuve" data-defi={defi} />}
        <Bouton grand>Se connecter</Bouton>
      </Formulaire>
      <p>
        <a href="/mot-de-passe-oublie">Mot de passe oublié ?</a>
      </p>
      <p>
        <a href="/activation">Première connexion : recevoir mon lien d’activation</a>
      </p>
    </>,
  );
}

/** Une adresse de ce site seulement : ni autre site, ni chemin déguisé. */
function destination(vers: string | null): string {
  return vers && /^\/(famille|agent)(\/[\w\-/.]*)?(\?[\w\-=&%.:]*)?$/.test(vers) ? vers : '';
}
