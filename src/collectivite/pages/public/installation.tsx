import type { VNode } from 'preact';
import { temoinDeSession } from '../../../comptes/actions/sessions.ts';
import { direLaRegle, refuserMotDePasse } from '../../../comptes/regles/mot-de-passe.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, page, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  champDe,
  type ErreurListee,
  Formulaire,
  GroupeDeChamps,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { MiseEnPage } from '../../../ui/mise-en-page.tsx';
import { installer } from '../../actions/installer.ts';
import { jugerCouleur } from '../../regles/couleur.ts';
import { jugerLogo, LOGOS_ACCEPTES } from '../../regles/logo.ts';
import { lireAdministrateur } from '../../regles/saisie-administrateur.ts';
import { COULEUR_PAR_DEFAUT, lireCollectivite } from '../../regles/saisie-collectivite.ts';
import { ChampsDeLaCollectivite } from '../formulaire-collectivite.tsx';

const VIERGE = new URLSearchParams({
  couleur: COULEUR_PAR_DEFAUT,
  fuseau: 'Europe/Paris',
  territoire: 'metropole',
});

/** La première page d'un portail vide, à l'adresse « / ». */
export const accueil: Handler<null> = (ctx) => montrer(ctx, VIERGE, []);

/** Une fois installé, cette page n'existe plus. */
export const GET: Handler = () => {
  throw new Introuvable();
};

/** « Installer le portail ». */
export const POST: Handler = async (ctx) => {
  if (ctx.commune.id > 0) return dejaInstalle(ctx);
  const lue = lire(ctx);
  if (lue.erreurs.length > 0 || !lue.collectivite) return montrer(ctx, ctx.form, lue.erreurs);
  const { collectivite, administrateur, logo } = lue;
  const { fait, refus } = await tenter(() =>
    installer(ctx, {
      code: texte(ctx.form, 'code'),
      collectivite,
      administrateur,
      logo,
      motDePasse: ctx.form.get('motDePasse') ?? '',
      visiteur: ctx.visitor,
      userAgent: ctx.userAgent,
    }),
  );
  if (refus) {
    return montrer(ctx, ctx.form, [{ champ: refus.champ ?? 'code', message: refus.message }]);
  }
  if (fait.issue === 'deja_installe') return dejaInstalle(ctx);
  const avis = jugerCouleur(collectivite.couleur);
  return redirect(
    '/agent/mise-en-route',
    `Votre portail est installé.${avis.lisible ? '' : ` ${avis.phrase}`}`,
    [temoinDeSession(fait.jeton, false)],
  );
};

function lire(ctx: Ctx) {
  const { saisie: collectivite, erreurs } = lireCollectivite(ctx.form);
  const { saisie: administrateur, erreurs: lesSiennes } = lireAdministrateur(ctx.form);
  const recu = ctx.files.get('logo');
  const juge = recu ? jugerLogo(recu.bytes) : { logo: null, refus: null };
  const { prenom, nom, courriel } = administrateur;
  const motDePasse = refuserMotDePasse(ctx.form.get('motDePasse') ?? '', {
    interdits: [prenom, nom, courriel.split('@')[0] ?? '', texte(ctx.form, 'nom_court')],
    exigence: 'agent',
  });
  return {
    collectivite,
    administrateur,
    logo: juge.logo,
    erreurs: [
      ...(texte(ctx.form, 'code')
        ? []
        : [{ champ: 'code', message: 'Recopiez le code affiché par le serveur.' }]),
      ...erreurs,
      ...(juge.refus ? [{ champ: 'logo', message: juge.refus }] : []),
      ...lesSiennes,
      ...(motDePasse ? [{ champ: 'motDePasse', message: motDePasse }] : []),
    ],
  };
}

function montrer(ctx: Ctx, saisie: URLSearchParams, erreurs: readonly ErreurListee[]): Reply {
  const champ = champDe(saisie, erreurs);
  return document(
    ctx,
    'Installer votre portail',
    erreurs.length > 0 ? 422 : 200,
    <>
      <h1>Installer votre portail</h1>
      <p class="chapeau">
        Cinq minutes suffisent. Tout se corrige ensuite dans les réglages, et rien n’est visible des
        familles tant que vous n’avez pas ouvert d’activité.
      </p>
      <ResumeErreurs erreurs={erreurs} />
      <Formulaire action="/installation" fichiers>
        <GroupeDeChamps legende="Le code du serveur">
          <Champ
            {...champ('code', 'Code d’installation')}
            aide="Douze signes, affichés par le serveur à son démarrage et écrits dans son journal. Un nouveau démarrage en donne un autre."
            autocomplete="off"
            longueurMax={20}
          />
        </GroupeDeChamps>
        <ChampsDeLaCollectivite saisie={saisie} erreurs={erreurs} />
        <GroupeDeChamps legende="Votre logo">
          <Champ
            nom="logo"
            libelle="Logo"
            type="file"
            accepte={LOGOS_ACCEPTES}
            aide={`PNG ou JPEG, 200 Ko au plus.${erreurs.length > 0 ? ' Choisissez-le à nouveau : le navigateur ne le garde pas.' : ''}`}
            facultatif
            erreur={erreurs.find((e) => e.champ === 'logo')?.message}
          />
        </GroupeDeChamps>
        <Administrateur saisie={saisie} erreurs={erreurs} />
        <Bouton grand icone="coche">
          Installer le portail
        </Bouton>
      </Formulaire>
    </>,
  );
}

function Administrateur(props: { saisie: URLSearchParams; erreurs: readonly ErreurListee[] }) {
  const champ = champDe(props.saisie, props.erreurs);
  const motDePasse = { ...champ('motDePasse', 'Mot de passe'), valeur: undefined };
  return (
    <GroupeDeChamps legende="Vous, premier administrateur">
      <Champ
        {...champ('admin_prenom', 'Votre prénom')}
        autocomplete="given-name"
        longueurMax={100}
      />
      <Champ {...champ('admin_nom', 'Votre nom')} autocomplete="family-name" longueurMax={100} />
      <Champ
        {...champ('admin_courriel', 'Votre adresse électronique')}
        type="email"
        aide="Elle vous sert d’identifiant."
        autocomplete="username"
      />
      <Champ
        {...motDePasse}
        type="password"
        aide={direLaRegle('agent')}
        autocomplete="new-password"
      />
    </GroupeDeChamps>
  );
}

/** Une autre personne a été plus rapide, ou la page était restée ouverte. */
function dejaInstalle(ctx: Ctx): Reply {
  return document(
    ctx,
    'Ce portail est déjà installé',
    422,
    <>
      <h1>Ce portail est déjà installé</h1>
      <Message ton="info">
        Une autre personne vient de l’installer : rien de votre saisie n’est enregistré.
        Demandez-lui de vous créer un accès.
      </Message>
      <Bouton href="/connexion" grand>
        Aller à la connexion
      </Bouton>
    </>,
  );
}

/** Hors du cadre habituel : il n'y a encore ni collectivité, ni menu, ni mentions à lire. */
function document(ctx: Ctx, titre: string, status: number, contenu: VNode): Reply {
  return page(
    <MiseEnPage
      titre={titre}
      collectivite={{ nom: 'Préau', espace: 'Installation', accueil: '/' }}
      largeur="etroite"
      scripts={['client/mot-de-passe.ts']}
      ressources={ctx.assets}
    >
      {contenu}
    </MiseEnPage>,
    status,
  );
}
