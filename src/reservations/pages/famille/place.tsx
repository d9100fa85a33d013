import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { repondreAUneOffre, trouverOffre } from '../../actions/repondre.ts';
import { nommerEnfants, nommerOffre } from '../../courriels/offres.tsx';
import { deciderReponse } from '../../regles/offre-de-place.ts';
import type { OffreDePlace } from '../../requetes/offres-de-place.ts';
import { DescriptionDeLOffre } from '../place.tsx';

/** Une place proposée, depuis son compte : accepter ou laisser. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const offre = await trouverOffre(ctx.db, accesDe(ctx));
  if (!offre) throw new Introuvable();
  const decision = deciderReponse(offre, ctx.clock.now(), ctx.commune.fuseau);
  return cadre(
    ctx,
    {
      titre: 'Une place vous attend',
      largeur: 'normale',
      filAriane: [{ libelle: 'Accueil', href: '/famille' }, { libelle: 'Place proposée' }],
    },
    <>
      <h1>{`Une place pour ${nommerEnfants(offre)}`}</h1>
      <DescriptionDeLOffre offre={offre} fuseau={ctx.commune.fuseau} />
      {decision.issue === 'trop_tard' ? (
        <Message ton="info" vivant={false}>
          <p>{decision.phrase}</p>
        </Message>
      ) : (
        <Formulaire action={`/famille/places/${offre.id}`}>
          <Boutons>
            <Bouton nom="choix" valeur="accepter" icone="coche">
              J’accepte
            </Bouton>
            <Bouton nom="choix" valeur="laisser" allure="secondaire">
              Je laisse la place
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </>,
  );
};

export const POST: Handler<SessionFamille> = async (ctx) => {
  const choix = texte(ctx.form, 'choix');
  if (choix !== 'accepter' && choix !== 'laisser') throw new Introuvable();
  const acces = accesDe(ctx);
  const fait = await repondreAUneOffre(ctx, acces, choix);
  if (!fait) throw new Introuvable();
  if (fait.decision.issue === 'trop_tard') return redirect(`/famille/places/${acces.offreId}`);
  return redirect(
    '/famille',
    choix === 'accepter'
      ? `C’est réservé : ${nommerEnfants(fait.offre)}, ${nommerOffre(fait.offre)}.`
      : 'La place est laissée à la famille suivante.',
  );
};

function accesDe(ctx: Ctx<SessionFamille>) {
  const { responsable, compteId } = ctx.session;
  const acteur = { compteId, nom: `${responsable.prenom} ${responsable.nom}` };
  return { offreId: entierDe(ctx.params.id), familles: responsable.familles, acteur };
}

/** Sur l'accueil : ce qui presse d'abord. */
export function PlacesProposees(props: { offres: readonly OffreDePlace[]; fuseau: string }) {
  return (
    <>
      {props.offres.map((offre) => (
        <Carte key={offre.id} titre={`Une place pour ${nommerEnfants(offre)}`}>
          <p>
            {`${nommerOffre(offre)}. Répondez avant le `}
            <b>{ecrireInstant(offre.expireLe, props.fuseau)}</b>.
          </p>
          <Boutons>
            <Bouton href={`/famille/places/${offre.id}`} icone="sablier">
              Répondre
            </Bouton>
          </Boutons>
        </Carte>
      ))}
    </>
  );
}
