import { accueilDe, cadre } from '../../cadre.tsx';
import { assertNever } from '../../platform/errors.ts';
import { texte } from '../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { connecter, type ResultatEssai } from '../actions/connecter.ts';
import { chercherSessionEntrouverte } from '../actions/double-authentification.ts';
import { demanderUneSignature } from '../actions/entrer-par-cle.ts';
import type { Entree } from '../actions/faire-entrer.ts';
import { COOKIE_REPRISE } from '../actions/reprise.ts';
import { temoinDeSession } from '../actions/sessions.ts';
import { proposerDefi } from '../preuve.ts';
import { cheminSur } from '../regles/chemins.ts';
import { direAttente } from '../regles/essais.ts';
import { entrer, type SaisieConnexion } from '../salle-d-attente.ts';
import { COOKIE_SESSION, type Session } from '../session.ts';
import { ResterConnecte } from './rester-connecte.tsx';

type CtxConnexion = Ctx<Session | null>;

export const COOKIE_TICKET = 'preau_ticket';
const TICKET_SECONDES = 600;
/** Au-delà, la personne voit son rang plutôt qu'une page blanche. */
const PATIENCE_MS = 1500;
const ACCES_MAX = 254;
const MOT_DE_PASSE_MAX = 1000;

export const GET: Handler<Session | null> = async (ctx) => {
  const vers = cheminSur(ctx.query.get('vers'));
  if (ctx.session) return redirect(vers ?? accueilDe(ctx.session), ctx.flash ?? undefined);
  if (await chercherSessionEntrouverte(ctx, ctx.cookies[COOKIE_SESSION]))
    return redirect(adresseDuCode(vers), ctx.flash ?? undefined);
  return formulaire(ctx, { vers: vers ?? '', acces: '', longue: false });
};

export const POST: Handler<Session | null> = async (ctx) => {
  const saisie: SaisieConnexion = {
    vers: cheminSur(ctx.form.get('vers')) ?? '',
    acces: texte(ctx.form, 'identifiant').slice(0, ACCES_MAX),
    longue: ctx.form.has('rester'),
  };
  const motDePasse = (ctx.form.get('mot_de_passe') ?? '').slice(0, MOT_DE_PASSE_MAX);
  if (!saisie.acces) {
    const message = 'Écrivez votre identifiant ou votre adresse électronique.';
    return formulaire(ctx, saisie, { erreur: { champ: 'identifiant', message } });
  }
  if (!motDePasse) {
    const message = 'Écrivez votre mot de passe.';
    return formulaire(ctx, saisie, { erreur: { champ: 'mot_de_passe', message } });
  }
  const essai = await connecter(ctx, {
    ...saisie,
    motDePasse,
    preuve: ctx.form.get('preuve') ?? '',
    visiteur: ctx.visitor,
    userAgent: ctx.userAgent,
  });
  const resultat = await Promise.race([essai.fini, patienter()]);
  if (resultat) return repondre(ctx, resultat, saisie);
  entrer(essai, saisie);
  // La durée choisie suit le ticket : un autre processus peut avoir à conclure (attente.tsx).
  const ticket = saisie.longue ? `${essai.jeton}.longue` : essai.jeton;
  const suite = saisie.vers ? `?vers=${encodeURIComponent(saisie.vers)}` : '';
  return redirect(`/connexion/attente${suite}`, undefined, [
    { name: COOKIE_TICKET, value: ticket, maxAge: TICKET_SECONDES },
  ]);
};

function patienter(): Promise<null> {
  return new Promise((fini) => setTimeout(() => fini(null), PATIENCE_MS));
}

/** La suite d'un essai : chez soi, ou le formulaire avec ce qui ne va pas. */
export function repondre(
  ctx: CtxConnexion,
  resultat: ResultatEssai,
  saisie: SaisieConnexion,
): Promise<Reply> | Reply {
  const dire = (message: string) =>
    formulaire(ctx, saisie, { erreur: { champ: 'identifiant', message } });
  switch (resultat.issue) {
    case 'connecte':
      return suivreUneEntree(ctx, resultat, cheminSur(saisie.vers));
    case 'faux':
      return dire(
        'Identifiant ou mot de passe incorrect. Vérifiez les majuscules, ou demandez un nouveau mot de passe.',
      );
    case 'complet':
      return dire('Beaucoup de monde se connecte en ce moment. Réessayez dans une minute.');
    case 'attendre':
      return dire(
        `Trop d’essais manqués. Attendez ${direAttente(resultat.secondes)}, puis recommencez ; ou choisissez un nouveau mot de passe par « Mot de passe oublié ».`,
      );
    case 'preuve':
      return formulaire(ctx, saisie, { sansJavaScript: resultat.secondes });
    default:
      return assertNever(resultat);
  }
}

/** Entré, par mot de passe, lien ou clé : chez soi, ou le code de l'application. */
export function suivreUneEntree(ctx: CtxConnexion, entree: Entree, vers: string | null): Reply {
  const { jeton, longue, codeAttendu, estAgent } = entree;
  return codeAttendu
    ? demanderLeCode(jeton, longue, vers)
    : accueillir(ctx, jeton, longue, vers ?? (estAgent ? '/agent' : '/famille'));
}

/** Connecté : la saisie interrompue d'abord, sinon la page demandée. */
export function accueillir(ctx: CtxConnexion, jeton: string, longue: boolean, vers: string): Reply {
  return redirect(ctx.cookies[COOKIE_REPRISE] ? '/reprise' : vers, undefined, [
    temoinDeSession(jeton, longue),
    { name: COOKIE_TICKET, value: '', maxAge: 0 },
  ]);
}

/** Le mot de passe est bon ; la session s'ouvrira avec le code. */
export function demanderLeCode(jeton: string, longue: boolean, vers: string | null): Reply {
  return redirect(adresseDuCode(vers), undefined, [
    temoinDeSession(jeton, longue),
    { name: COOKIE_TICKET, value: '', maxAge: 0 },
  ]);
}

function adresseDuCode(vers: string | null): string {
  return `/connexion/code${vers ? `?vers=${encodeURIComponent(vers)}` : ''}`;
}

interface Echec {
  erreur?: { champ: 'identifiant' | 'mot_de_passe'; message: string };
  /** Secondes d'attente pour qui n'a pas JavaScript. */
  sansJavaScript?: number;
  /** Ce que la clé d'accès n'a pas pu faire. */
  cle?: string;
}

export async function formulaire(
  ctx: CtxConnexion,
  saisie: SaisieConnexion,
  echec: Echec = {},
): Promise<Reply> {
  const { erreur, sansJavaScript } = echec;
  const rate = erreur !== undefined || sansJavaScript !== undefined || echec.cle !== undefined;
  // Après un échec, le défi accompagne toujours le formulaire : il se résout pendant que l'on tape.
  const defi = rate ? await proposerDefi(ctx) : null;
  const erreurDe = (champ: string) => (erreur?.champ === champ ? erreur.message : undefined);
  return cadre(
    ctx,
    {
      titre: rate ? 'Erreur : connexion' : 'Connexion',
      largeur: 'etroite',
      status: rate ? 422 : 200,
      scripts: [
        'client/mot-de-passe.ts',
        'client/cle-d-acces.ts',
        ...(defi ? ['client/preuve.ts'] : []),
      ],
    },
    <>
      <h1>Accès Familles</h1>
      {erreur && <ResumeErreurs erreurs={[erreur]} />}
      {sansJavaScript !== undefined && <DemandeDePreuve secondes={sansJavaScript} />}
      {echec.cle && <Message ton="erreur">{echec.cle}</Message>}
      <SansMotDePasse vers={saisie.vers} demande={demanderUneSignature(ctx)} />
      <h2>Avec mon mot de passe</h2>
      <Formulaire action="/connexion" caches={saisie.vers ? { vers: saisie.vers } : {}}>
        <Champ
          nom="identifiant"
          libelle="Identifiant ou adresse électronique"
          autocomplete="username webauthn"
          longueurMax={ACCES_MAX}
          valeur={saisie.acces}
          erreur={erreurDe('identifiant')}
        />
        <Champ
          nom="mot_de_passe"
          type="password"
          libelle="Mot de passe"
          autocomplete="current-password"
          erreur={erreurDe('mot_de_passe')}
        />
        <ResterConnecte cochee={saisie.longue} />
        {defi && <input type="hidden" name="preuve" data-defi={defi} />}
        <Boutons>
          <Bouton grand>Se connecter</Bouton>
        </Boutons>
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

/** Les entrées qui n'ont rien à retenir viennent d'abord (Comptes, règle 14). */
function SansMotDePasse({ vers, demande }: { vers: string; demande: string }) {
  const suite = vers ? `?vers=${encodeURIComponent(vers)}` : '';
  return (
    <>
      <h2>Sans mot de passe</h2>
      {/* Caché tant que le script n'a pas vu que l'appareil sait faire. */}
      <div hidden>
        <Formulaire
          action="/connexion/cle"
          caches={vers ? { vers } : {}}
          donnees={{ 'data-cle-demande': demande }}
        >
          <Boutons>
            <Bouton icone="cle">Entrer avec ma clé d’accès</Bouton>
          </Boutons>
          <p role="status" data-etat-cle />
        </Formulaire>
      </div>
      <Boutons>
        <Bouton href={`/connexion/lien${suite}`} allure="secondaire" icone="message">
          Recevoir un lien par courriel
        </Bouton>
      </Boutons>
    </>
  );
}

export function DemandeDePreuve({ secondes }: { secondes: number }) {
  return (
    <Message ton="attention" titre="Plusieurs essais ont échoué">
      <p data-etat-preuve data-secondes={secondes}>
        Sans JavaScript, attendez {direAttente(secondes)} avant de vous reconnecter. Avec
        JavaScript, une vérification automatique vous évite d’attendre.
      </p>
    </Message>
  );
}
