import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { entierDe, tenter } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { Bouton, Boutons, Formulaire, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { CHANGEE_ENTRE_TEMPS, joursDesRubriques, lireSante } from '../../actions/fiche.ts';
import { GENRES_D_AUTORISATION } from '../../regles/autorisations.ts';
import { type EtatDeFiche, etatDeLaFiche } from '../../regles/fiche.ts';
import { RUBRIQUES, TITRES } from '../../regles/rubriques.ts';
import { chercherEnfant, trouverReste } from '../../requetes/fiche.ts';
import { listerLectures } from '../../requetes/lectures.ts';
import { Autorisations, Personnes, Regime } from './entourage.tsx';
import { QuiALu } from './lectures.tsx';
import type { PropsFiche } from './props.ts';
import { RubriqueDeSante } from './rubriques.tsx';
import { lirePartie, preparer, type Saisie } from './saisie.ts';

/** La fiche d'un enfant, par sa famille : des rubriques courtes, chacune s'enregistre seule. */
export const GET: Handler<SessionFamille> = (ctx) => montrer(ctx, null);

export const POST: Handler<SessionFamille> = async (ctx) => {
  const { compteId, responsable } = ctx.session;
  const partie = lirePartie(ctx.form);
  const enfantId = entierDe(ctx.params.id);
  const envoi = preparer(ctx, partie, {
    acteur: { compteId, nom: `${responsable.prenom} ${responsable.nom}` },
    familles: responsable.familles,
    enfantId,
  });
  const { form } = ctx;
  if (envoi.erreurs) return montrer(ctx, { partie, form, erreurs: envoi.erreurs, refus: null });
  const { fait, refus } = await tenter(envoi.faire);
  if (refus) {
    const { code, message } = refus;
    return montrer(ctx, { partie, form, erreurs: [], refus: { code, message } });
  }
  const ancre = partie === 'retrait' || partie === 'personne' ? 'personnes' : partie;
  return redirect(
    `${adresseDe(enfantId)}#${ancre}`,
    fait ? 'C’est enregistré.' : 'C’était déjà enregistré.',
  );
};

const LECTURES_MONTREES = 20;

function adresseDe(enfantId: number): string {
  return `/famille/enfants/${enfantId}/sante`;
}

async function montrer(ctx: Ctx<SessionFamille>, saisie: Saisie | null): Promise<Reply> {
  const enfantId = entierDe(ctx.params.id);
  const enfant = await chercherEnfant(ctx.db, ctx.session.responsable.familles, enfantId);
  if (!enfant) throw new Introuvable();
  const sante = await lireSante(ctx.db, ctx, enfantId);
  const reste = await trouverReste(ctx.db, enfantId);
  const lectures = await listerLectures(ctx.db, enfantId, LECTURES_MONTREES);
  const titre = `Fiche sanitaire de ${enfant.prenom}`;
  const { fuseau } = ctx.commune;
  const props = { enfant, sante, reste, saisie, adresse: adresseDe(enfantId), fuseau };
  const jourDe = (instant: Date) => jourLocal(instant, fuseau);
  const etat = etatDeLaFiche({
    aujourdhui: jourDe(ctx.clock.now()),
    ecrites: joursDesRubriques(sante, jourDe),
    confirmeeLe: reste.confirmee ? jourDe(new Date(reste.confirmee.le)) : null,
  });
  const suivante = etat.etat === 'a_completer' ? etat.manquent[0] : null;
  return cadre(
    ctx,
    {
      titre,
      filAriane: [{ libelle: 'Mes enfants', href: '/famille/enfants' }, { libelle: titre }],
      status: saisie ? 422 : 200,
    },
    <>
      <h1>{titre}</h1>
      <ResumeErreurs erreurs={saisie?.erreurs ?? []} />
      {saisie?.refus && (
        <Message ton="attention" titre={saisie.refus.message}>
          {saisie.refus.code === CHANGEE_ENTRE_TEMPS
            ? 'Votre saisie est ci-dessous, pas encore enregistrée. Vérifiez, puis enregistrez.'
            : 'Rien n’est enregistré : votre saisie est ci-dessous.'}
        </Message>
      )}
      <p>
        Ce que l’équipe doit savoir pour accueillir {enfant.prenom} en sécurité. Seuls la lisent la
        direction et les animateurs des lieux qui l’accueillent.
      </p>
      <Etat etat={etat} {...props} />
      <section class="pile rubriques">
        <h2>Santé</h2>
        {RUBRIQUES.map((rubrique) => (
          <RubriqueDeSante
            key={rubrique}
            rubrique={rubrique}
            suivante={rubrique === suivante}
            {...props}
          />
        ))}
      </section>
      <section class="pile rubriques">
        <h2>Repas et autorisations</h2>
        <Regime {...props} />
        <Autorisations {...props} />
      </section>
      <Personnes {...props} />
      <QuiALu lectures={lectures} fuseau={fuseau} />
    </>,
  );
}

/** Où en est la fiche, et le seul geste à faire. */
function Etat({ etat, reste, adresse, fuseau }: PropsFiche & { etat: EtatDeFiche }): VNode {
  const sansReponse = GENRES_D_AUTORISATION.length - reste.autorisations.length;
  const enOrdre = etat.etat === 'a_jour' && sansReponse === 0;
  return (
    <div id="confirmation">
      <Message ton={enOrdre ? 'succes' : 'attention'} vivant={false}>
        <p>{direEtat(etat)}</p>
        {sansReponse > 0 && (
          <p>
            <a href="#autorisations">Répondez aux autorisations</a> : sans réponse, c’est non.
          </p>
        )}
        {reste.confirmee && (
          <p>
            Relue le {ecrireJour(jourLocal(new Date(reste.confirmee.le), fuseau), { annee: true })}{' '}
            par {reste.confirmee.par}.
          </p>
        )}
      </Message>
      {etat.etat !== 'a_completer' && (
        <Formulaire action={adresse} caches={{ partie: 'confirmation' }}>
          <Boutons>
            <Bouton allure={etat.etat === 'a_revoir' ? 'principal' : 'secondaire'} icone="coche">
              J’ai relu, rien n’a changé
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
    </div>
  );
}

function direEtat(etat: EtatDeFiche): string {
  switch (etat.etat) {
    case 'a_completer':
      return `À remplir encore : ${etat.manquent.map((r) => TITRES[r]).join(', ')}.`;
    case 'a_revoir':
      return `À relire depuis le ${ecrireJour(etat.depuis, { annee: true })} : corrigez ce qui a changé, ou dites que rien n’a changé.`;
    case 'a_jour':
      return `Fiche à jour. Nous vous demanderons de la relire le ${ecrireJour(etat.jusquAu, { annee: true })}.`;
  }
}
