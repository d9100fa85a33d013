import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { entierDe, texte } from '../../../platform/forms.ts';
import type { Ctx, Handler, Reply } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Radios } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { lireLaFiche } from '../../actions/lire.ts';
import { RAISONS, RAISONS_AU_CHOIX } from '../../regles/lecture.ts';
import type { EnfantAccueilli } from '../../requetes/lectures.ts';
import { VueFiche } from './fiche-vue.tsx';

/** Qui accueille l'enfant aujourd'hui lit aussitôt ; les autres disent d'abord pourquoi. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, null);

/**
 * « Ouvrir la fiche ». Pas de renvoi ensuite : l'adresse ne porterait ni la raison ni le droit de
 * relire. Recharger la page, c'est lire de nouveau, et cela se note de nouveau.
 */
export const POST: Handler<SessionAgent> = (ctx) => montrer(ctx, texte(ctx.form, 'raison'));

async function montrer(ctx: Ctx<SessionAgent>, raison: string | null): Promise<Reply> {
  const { fuseau } = ctx.commune;
  const aujourdhui = jourLocal(ctx.clock.now(), fuseau);
  const enfantId = entierDe(ctx.params.id);
  const { agent } = ctx.session;
  const lecture = await lireLaFiche(ctx, { agent, enfantId, aujourdhui, raison });
  const titre = `Fiche sanitaire de ${lecture.enfant.prenom} ${lecture.enfant.nom}`;
  const sansReponse = lecture.issue === 'demander' && raison !== null;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: titre }],
      ...(sansReponse ? { status: 422 } : {}),
    },
    <>
      <h1>{titre}</h1>
      {lecture.issue === 'lire' ? (
        <VueFiche {...lecture} fuseau={fuseau} aujourdhui={aujourdhui} />
      ) : (
        <Pourquoi enfant={lecture.enfant} adresse={ctx.path} sansReponse={sansReponse} />
      )}
    </>,
  );
}

function Pourquoi(props: {
  enfant: EnfantAccueilli;
  adresse: string;
  sansReponse: boolean;
}): VNode {
  const erreur = props.sansReponse ? 'Choisissez pourquoi vous ouvrez cette fiche.' : undefined;
  return (
    <>
      <ResumeErreurs erreurs={erreur ? [{ champ: 'raison', message: erreur }] : []} />
      <Message ton="info" vivant={false}>
        Ce sont des données de santé. Votre prénom, votre rôle, la date et la raison seront montrés
        à la famille.
      </Message>
      <Formulaire action={props.adresse}>
        <Radios
          nom="raison"
          legende={`Pourquoi ouvrir la fiche de ${props.enfant.prenom} ?`}
          erreur={erreur}
          options={RAISONS_AU_CHOIX.map((r) => ({ valeur: r, libelle: RAISONS[r] }))}
        />
        <Boutons>
          <Bouton icone="oeil">Ouvrir la fiche</Bouton>
        </Boutons>
      </Formulaire>
    </>
  );
}
