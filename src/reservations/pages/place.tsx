import { cadre } from '../../cadre.tsx';
import type { Session } from '../../comptes/session.ts';
import { Introuvable } from '../../platform/errors.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { ecrireInstant } from '../../platform/instants.ts';
import { ListeDefinitions } from '../../ui/ensembles.tsx';
import { Bouton, Formulaire } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { repondreAUneOffre, trouverOffre } from '../actions/repondre.ts';
import { nommerEnfants, nommerOffre } from '../courriels/offres.tsx';
import { deciderReponse, type Reponse } from '../regles/offre-de-place.ts';
import type { OffreDePlace } from '../requetes/offres-de-place.ts';

/** Le lien d'une lettre : ouvrir ne répond à rien, car les messageries ouvrent les liens d'elles-mêmes. */
export const GET: Handler<Session | null> = async (ctx) => {
  const { jeton, reponse } = lire(ctx);
  const offre = await trouverOffre(ctx.db, { jeton });
  if (!offre) return neSertPlus(ctx, LIEN_INCONNU);
  const decision = deciderReponse(offre, ctx.clock.now(), ctx.commune.fuseau);
  if (decision.issue === 'possible') return demander(ctx, offre, reponse);
  return offre.issue === 'acceptee' || offre.issue === 'laissee'
    ? repondu(ctx, offre, decision.phrase)
    : neSertPlus(ctx, decision.phrase);
};

/** Le bouton de la page : une seule réponse compte, et la page d'après dit laquelle. */
export const POST: Handler<Session | null> = async (ctx) => {
  const { jeton, reponse } = lire(ctx);
  const fait = await repondreAUneOffre(ctx, { jeton }, reponse);
  return fait ? redirect(`/place/${jeton}/${reponse}`) : neSertPlus(ctx, LIEN_INCONNU);
};

/** Un lien tronqué par une messagerie, ou inventé : rien n'est dit de plus. */
const LIEN_INCONNU =
  'Ce lien n’est pas complet, ou il n’est plus connu. Ouvrez-le depuis le courriel, ou retrouvez la ' +
  'proposition sur votre accueil.';

function lire(ctx: Ctx<Session | null>): { jeton: string; reponse: Reponse } {
  const { jeton = '', choix } = ctx.params;
  if (choix !== 'accepter' && choix !== 'laisser') throw new Introuvable();
  return { jeton, reponse: choix };
}

function demander(ctx: Ctx<Session | null>, offre: OffreDePlace, reponse: Reponse): Reply {
  const accepter = reponse === 'accepter';
  const autre = accepter ? 'laisser' : 'accepter';
  return cadre(
    ctx,
    { titre: 'Une place vous attend', largeur: 'etroite' },
    <>
      <h1>{accepter ? 'Accepter la place ?' : 'Laisser la place ?'}</h1>
      <DescriptionDeLOffre offre={offre} fuseau={ctx.commune.fuseau} />
      <Formulaire action={`/place/${ctx.params.jeton}/${reponse}`}>
        <Bouton grand allure={accepter ? 'principal' : 'secondaire'}>
          {accepter ? 'J’accepte' : 'Je laisse la place'}
        </Bouton>
      </Formulaire>
      <p>
        <a href={`/place/${ctx.params.jeton}/${autre}`}>
          {accepter ? 'Je préfère laisser la place' : 'Je préfère accepter la place'}
        </a>
      </p>
    </>,
  );
}

/** Pour qui, quoi, quand, et jusqu'à quand répondre. */
export function DescriptionDeLOffre({ offre, fuseau }: { offre: OffreDePlace; fuseau: string }) {
  return (
    <ListeDefinitions
      elements={[
        { terme: 'Pour', valeur: nommerEnfants(offre) },
        { terme: 'Place', valeur: nommerOffre(offre) },
        {
          terme: offre.enfants.length > 1 ? 'Gardées jusqu’au' : 'Gardée jusqu’au',
          valeur: <b>{ecrireInstant(offre.expireLe, fuseau)}</b>,
        },
      ]}
    />
  );
}

/** Une réponse a été donnée, par ce lien ou par un autre : ce qu'elle a fait. */
function repondu(ctx: Ctx<Session | null>, offre: OffreDePlace, phrase: string): Reply {
  const acceptee = offre.issue === 'acceptee';
  const titre = acceptee ? 'C’est réservé' : 'La place est laissée';
  return cadre(
    ctx,
    { titre, largeur: 'etroite' },
    <>
      <h1>{titre}</h1>
      <Message ton={acceptee ? 'succes' : 'info'} vivant={false}>
        <p>
          {acceptee
            ? `${phrase} ${nommerEnfants(offre)} : ${nommerOffre(offre)}. Un courriel le confirme.`
            : `${phrase} Pour un autre jour, refaites une demande.`}
        </p>
      </Message>
      <p>
        <a href="/famille/inscriptions">Voir mes inscriptions</a>
      </p>
    </>,
  );
}

function neSertPlus(ctx: Ctx<Session | null>, phrase: string): Reply {
  return cadre(
    ctx,
    { titre: 'Ce lien ne sert plus', largeur: 'etroite', status: 422 },
    <>
      <h1>Ce lien ne sert plus</h1>
      <Message ton="info" vivant={false}>
        <p>{phrase}</p>
      </Message>
      <p>
        <a href="/famille/inscriptions">Voir mes inscriptions</a>
      </p>
    </>,
  );
}
