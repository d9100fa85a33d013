import { cadre } from '../../cadre.tsx';
import { texte } from '../../platform/forms.ts';
import { type Ctx, type Handler, type PageModule, redirect } from '../../platform/http.ts';
import { Champ } from '../../ui/champs.tsx';
import { Bouton, Formulaire, ResumeErreurs } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { lireUnCode } from '../actions/acces.ts';
import { demanderUnLien } from '../actions/essais.ts';
import { envoyerLien, type LienDemande } from '../actions/liens.ts';
import { cheminSur } from '../regles/chemins.ts';
import type { Session } from '../session.ts';

interface Textes {
  titre: string;
  chapeau: string;
  bouton: string;
  /** Ce que le lien ouvrira. */
  lien: LienDemande;
}

const DUREE_MS = 250;

/** Trois portes, un même geste : recevoir par courriel de quoi entrer, ou choisir un mot de passe. */
function porte(chemin: string, textes: Textes): PageModule<Session | null> {
  const GET: Handler<Session | null> = (ctx) => {
    const code = lireUnCode(ctx.query.get('code') ?? '');
    if (code) return redirect(`${chemin}/${code}`);
    const erreurDeCode = ctx.query.has('code')
      ? { erreur: 'Ce code est incomplet : recopiez les seize signes de la lettre.' }
      : {};
    const vers = cheminSur(ctx.query.get('vers'));
    return page(ctx, chemin, textes, { vers, ...erreurDeCode });
  };
  const POST: Handler<Session | null> = async (ctx) => {
    const acces = texte(ctx.form, 'acces').slice(0, 254);
    const vers = cheminSur(ctx.form.get('vers'));
    if (!acces)
      return page(ctx, chemin, textes, {
        vers,
        erreur: 'Écrivez votre adresse électronique ou votre identifiant.',
      });
    if (!(await demanderUnLien(ctx, ctx.visitor))) {
      const telephone = ctx.commune.telephone ? ` au ${ctx.commune.telephone}` : '';
      return page(ctx, chemin, textes, {
        vers,
        acces,
        erreur: `Trop de demandes viennent de votre connexion internet. Réessayez dans une heure, ou appelez-nous${telephone}.`,
      });
    }
    // Écrire à quelqu'un prend plus de temps que n'écrire à personne : la même durée pour tous.
    await Promise.all([envoyerLien(ctx, acces, textes.lien, vers), pause()]);
    return page(ctx, chemin, textes, { vers, envoye: true });
  };
  return { GET, POST };
}

export const oubli = porte('/mot-de-passe-oublie', {
  titre: 'Mot de passe oublié',
  chapeau: 'Recevez par courriel un lien pour en choisir un nouveau. Il vaut une heure.',
  bouton: 'Recevoir le lien',
  lien: 'mot_de_passe',
});

export const entree = porte('/connexion/lien', {
  titre: 'Entrer par courriel',
  chapeau:
    'Recevez un lien qui ouvre votre espace, sans mot de passe. Il vaut un quart d’heure, ne sert qu’une fois, et marche aussi sur un autre appareil.',
  bouton: 'Recevoir le lien',
  lien: 'connexion',
});

export const activation = porte('/activation', {
  titre: 'Première connexion',
  chapeau: 'Recevez par courriel le lien qui active votre accès, autant de fois qu’il le faut.',
  bouton: 'Recevoir mon lien d’activation',
  lien: 'mot_de_passe',
});

/** La lettre remise au guichet, pour qui n'a pas d'adresse électronique. */
function CodeRecu() {
  return (
    <section class="carte">
      <h2>Vous avez reçu une lettre ?</h2>
      <Formulaire action="/activation" methode="get">
        <Champ
          nom="code"
          libelle="Code de la lettre"
          aide="Seize lettres et chiffres, comme K7M2-9QXT-4H8R-PZWC."
          autocomplete="off"
        />
        <Bouton allure="secondaire">Continuer</Bouton>
      </Formulaire>
    </section>
  );
}

function pause(): Promise<void> {
  return new Promise((fin) => setTimeout(fin, DUREE_MS));
}

function page(
  ctx: Ctx<Session | null>,
  chemin: string,
  textes: Textes,
  etat: { vers: string | null; acces?: string; erreur?: string; envoye?: boolean },
) {
  return cadre(
    ctx,
    { titre: textes.titre, largeur: 'etroite', status: etat.erreur ? 422 : 200 },
    <>
      <h1>{textes.titre}</h1>
      {etat.envoye ? (
        <Message ton="succes" titre="Regardez votre messagerie">
          Si un compte correspond, un courriel vient de partir. Rien reçu d’ici dix minutes ?
          Vérifiez les indésirables, puis contactez le centre : votre adresse y est peut-être à
          corriger.
        </Message>
      ) : (
        <>
          {etat.erreur && <ResumeErreurs erreurs={[{ champ: 'acces', message: etat.erreur }]} />}
          <p>{textes.chapeau}</p>
          <Formulaire action={chemin} caches={etat.vers ? { vers: etat.vers } : {}}>
            <Champ
              nom="acces"
              libelle="Adresse électronique ou identifiant"
              autocomplete="username"
              valeur={etat.acces}
              erreur={etat.erreur}
            />
            <Bouton grand>{textes.bouton}</Bouton>
          </Formulaire>
        </>
      )}
      {chemin === '/activation' && !etat.envoye && <CodeRecu />}
      <p>
        <a href="/connexion">Revenir à la connexion</a>
      </p>
    </>,
  );
}
