import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  type ErreurListee,
  Formulaire,
  ResumeErreurs,
} from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { changerLogo, reglerCollectivite } from '../../actions/regler.ts';
import { jugerCouleur } from '../../regles/couleur.ts';
import { jugerLogo, LOGOS_ACCEPTES } from '../../regles/logo.ts';
import { ecrireCollectivite, lireCollectivite } from '../../regles/saisie-collectivite.ts';
import { trouverCollectivite } from '../../requetes/collectivite.ts';
import { ChampsDeLaCollectivite } from '../formulaire-collectivite.tsx';
import { exigerAdministrateur } from './droits.ts';

const ADRESSE = '/agent/collectivite';

export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx);

/** « Enregistrer ». */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const acteur = exigerAdministrateur(ctx.session);
  const { saisie, erreurs } = lireCollectivite(ctx.form);
  if (!saisie) return montrer(ctx, ctx.form, erreurs);
  const { fait, refus } = await tenter(() => reglerCollectivite(ctx, { saisie, acteur }));
  if (refus) return montrer(ctx, ctx.form, [{ champ: 'nom', message: refus.message }]);
  return redirect(
    ADRESSE,
    fait.length === 0 ? 'Rien n’avait changé.' : 'Les réglages sont enregistrés.',
  );
};

/** « Changer le logo », ou « Retirer le logo ». */
export const logo = {
  POST: (async (ctx) => {
    const acteur = exigerAdministrateur(ctx.session);
    if (ctx.form.get('geste') === 'retirer') {
      await changerLogo(ctx, { logo: null, acteur });
      return redirect(ADRESSE, 'Le logo est retiré.');
    }
    const recu = ctx.files.get('logo');
    const juge = recu ? jugerLogo(recu.bytes) : { logo: null, refus: 'Choisissez un fichier.' };
    if (!juge.logo) {
      return montrer(ctx, undefined, [{ champ: 'logo', message: juge.refus }]);
    }
    await changerLogo(ctx, { logo: juge.logo, acteur });
    return redirect(ADRESSE, 'Le logo est changé.');
  }) satisfies Handler<SessionAgent>,
};

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie?: URLSearchParams,
  erreurs: readonly ErreurListee[] = [],
): Promise<Reply> {
  exigerAdministrateur(ctx.session);
  const lue = await trouverCollectivite(ctx.db);
  const journal = await lireJournal(ctx.db, `collectivite:${lue.id}`);
  const avis = jugerCouleur(lue.couleur);
  return cadre(
    ctx,
    { titre: 'Collectivité', status: erreurs.length > 0 ? 422 : 200, largeur: 'normale' },
    <>
      <h1>Collectivité</h1>
      <ResumeErreurs erreurs={erreurs} />
      {!avis.lisible && (
        <Message ton="attention" vivant={false}>
          {avis.phrase}
        </Message>
      )}
      <Formulaire action={ADRESSE}>
        <ChampsDeLaCollectivite saisie={saisie ?? ecrireCollectivite(lue)} erreurs={erreurs} />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      <LeLogo empreinte={lue.logo} erreur={erreurs.find((e) => e.champ === 'logo')?.message} />
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
      </section>
    </>,
  );
}

function LeLogo({ empreinte, erreur }: { empreinte: string | null; erreur: string | undefined }) {
  const adresse = `${ADRESSE}/logo`;
  return (
    <section class="pile">
      <h2>Logo</h2>
      {empreinte ? (
        <p>
          <img class="logo" src={`/logo/${empreinte}`} alt="Le logo actuel" />
        </p>
      ) : (
        <p>Pas de logo : le portail montre son préau dessiné.</p>
      )}
      <Formulaire action={adresse} fichiers>
        <Champ
          nom="logo"
          libelle="Nouveau logo"
          type="file"
          accepte={LOGOS_ACCEPTES}
          aide="PNG ou JPEG, 200 Ko au plus, de 32 à 2 000 pixels de côté."
          erreur={erreur}
        />
        <Boutons>
          <Bouton allure="secondaire">Changer le logo</Bouton>
        </Boutons>
      </Formulaire>
      {empreinte && (
        <Formulaire action={adresse} caches={{ geste: 'retirer' }}>
          <Boutons>
            <Bouton allure="discret">Retirer le logo</Bouton>
          </Boutons>
        </Formulaire>
      )}
    </section>
  );
}
