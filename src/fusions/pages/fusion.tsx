import type { ComponentChildren } from 'preact';
import { cadre } from '../../cadre.tsx';
import type { SessionAgent } from '../../comptes/session.ts';
import { Introuvable, type Refus } from '../../platform/errors.ts';
import { entierDe, tenter } from '../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../platform/http.ts';
import { jourLocal } from '../../platform/instants.ts';
import { ecrireJour } from '../../platform/jours.ts';
import { Bouton, Boutons, Formulaire } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import { fusionner } from '../actions/fusionner.ts';
import { ecrireChoix, lireChoix } from '../regles/choix.ts';
import { type AutreDossier, direAcces, direEmporte, type Emporte } from '../regles/dire.ts';
import { type Choix, type Dossier, examiner, type Plan, proposer } from '../regles/fusion.ts';
import {
  chercherCeluiQuiReste,
  chercherEmpechements,
  compterEmporte,
  type JourEnDouble,
  lireDossiers,
  listerAutresDossiers,
  listerJoursEnDouble,
} from '../requetes/faits.ts';
import { CoteACote, QuiEstQui } from './fusion-dossiers.tsx';

/** L'aperçu de la fusion : qui est qui, ce qui suit, qui pourra entrer. Rien n'est écrit. */
export const GET: Handler<SessionAgent> = (ctx) => montrer(ctx, ctx.query, null);

export const POST: Handler<SessionAgent> = async (ctx) => {
  const { gardeeId, disparueId } = numeros(ctx);
  const retour = redirect(
    `/agent/familles/${gardeeId}`,
    'Les deux dossiers n’en font plus qu’un. L’ancien numéro mène ici.',
  );
  // Un double-clic : c'est déjà fait.
  const { structures } = ctx.session.agent;
  if ((await chercherCeluiQuiReste(ctx.db, disparueId, structures)) === gardeeId) return retour;
  const { disparue } = await trouverDossiers(ctx);
  const choix = lireChoix(ctx.form, disparue);
  if (!choix) return montrer(ctx, ctx.form, null);
  const { agent, compteId } = ctx.session;
  const { refus } = await tenter(() =>
    fusionner(ctx, {
      gardeeId,
      disparueId,
      choix,
      acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    }),
  );
  return refus ? montrer(ctx, ctx.form, refus) : retour;
};

function numeros(ctx: Ctx<SessionAgent>): { gardeeId: number; disparueId: number } {
  return { gardeeId: entierDe(ctx.params.id), disparueId: entierDe(ctx.params.autre) };
}

async function trouverDossiers(
  ctx: Ctx<SessionAgent>,
): Promise<{ gardee: Dossier; disparue: Dossier }> {
  const { gardeeId, disparueId } = numeros(ctx);
  const dossiers = await lireDossiers(ctx.db, [gardeeId, disparueId]);
  const [gardee, disparue] = [dossiers.get(gardeeId), dossiers.get(disparueId)];
  if (!gardee || !disparue || gardeeId === disparueId) throw new Introuvable();
  return { gardee, disparue };
}

async function montrer(
  ctx: Ctx<SessionAgent>,
  saisie: URLSearchParams,
  refus: Refus | null,
): Promise<Reply> {
  const { gardee, disparue } = await trouverDossiers(ctx);
  const choix = lireChoix(saisie, disparue) ?? proposer(gardee, disparue);
  const empechements = await chercherEmpechements(ctx.db, disparue);
  const examen = examiner(gardee, disparue, choix, empechements);
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const emporte = await compterEmporte(ctx.db, disparue.id, aujourdhui);
  const plan = examen.permis ? examen.plan : null;
  const enDouble = plan ? await listerJoursEnDouble(ctx.db, plan.enfants) : [];
  const autres = plan
    ? await listerAutresDossiers(ctx.db, plan.adultes, [gardee.id, disparue.id])
    : [];
  const raisons = examen.permis ? (refus ? [refus.message] : []) : examen.raisons;
  return cadre(
    ctx,
    {
      titre: 'Réunir deux dossiers',
      filAriane: [
        { libelle: 'Familles', href: '/agent/familles' },
        { libelle: 'Dossiers en double', href: '/agent/familles/doublons' },
        { libelle: 'Réunir deux dossiers' },
      ],
      status: refus ? 422 : 200,
    },
    <>
      <h1>Réunir deux dossiers</h1>
      {raisons.length > 0 && (
        <Message ton="attention" titre="Ces dossiers ne peuvent pas être réunis ainsi">
          {raisons.join(' ')}
        </Message>
      )}
      <CoteACote gardee={gardee} disparue={disparue} />
      <QuiEstQui gardee={gardee} disparue={disparue} choix={choix} />
      {plan && (
        <Apercu {...{ gardee, disparue, plan, emporte, enDouble, autres }}>
          <Confirmer gardee={gardee} disparue={disparue} choix={choix} />
        </Apercu>
      )}
    </>,
  );
}

function Apercu(props: {
  gardee: Dossier;
  disparue: Dossier;
  plan: Plan;
  emporte: Emporte;
  enDouble: readonly JourEnDouble[];
  autres: readonly AutreDossier[];
  children: ComponentChildren;
}) {
  const { gardee, disparue, plan, enDouble } = props;
  const suit = direEmporte(props.emporte);
  return (
    <section class="pile">
      <h2>Ce qui se passera</h2>
      <p>{direEnfants(gardee, disparue, plan)}</p>
      {suit.length > 0 && (
        <>
          <h3>Ce qui passe au dossier n° {gardee.id}</h3>
          <ul>
            {suit.map((ligne) => (
              <li key={ligne}>{ligne}</li>
            ))}
          </ul>
        </>
      )}
      {enDouble.length > 0 && <EnDouble jours={enDouble} />}
      <h3>Qui pourra entrer</h3>
      <ul>
        {direAcces(gardee, disparue, plan, props.autres).map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
      {props.children}
    </section>
  );
}

function direEnfants(gardee: Dossier, disparue: Dossier, plan: Plan): string {
  const prenoms = (ids: readonly number[]) =>
    disparue.enfants
      .filter((e) => ids.includes(e.id))
      .map((e) => e.prenom)
      .join(', ');
  const memes = prenoms(plan.enfants.map((e) => e.de));
  const arrivants = prenoms(plan.arrivants);
  return [
    `Il restera le dossier n° ${gardee.id} ; le n° ${disparue.id} y mènera.`,
    memes ? `Une seule fiche pour : ${memes} (le nom écrit dans le n° ${gardee.id} reste).` : '',
    arrivants ? `Rejoignent le dossier : ${arrivants}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function EnDouble({ jours }: { jours: readonly JourEnDouble[] }) {
  return (
    <>
      <h3>Réservés deux fois</h3>
      <p>
        Ces jours ne le seront plus qu’une fois : l’état le plus avancé reste, l’autre s’annule et
        sa place va à qui l’attend.
      </p>
      <ul>
        {jours.map((j) => (
          <li key={`${j.jour}${j.prestation}${j.enfant}`}>
            {j.enfant}, {j.activite}, {j.prestation}, {ecrireJour(j.jour, { annee: true })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Confirmer(props: { gardee: Dossier; disparue: Dossier; choix: Choix }) {
  const { gardee, disparue, choix } = props;
  return (
    <Formulaire
      action={`/agent/familles/${gardee.id}/fusion/${disparue.id}`}
      caches={Object.fromEntries(ecrireChoix(choix))}
    >
      <p>Cela ne se défait pas : relisez avant de confirmer.</p>
      <Boutons>
        <Bouton allure="danger">Réunir les deux dossiers</Bouton>
        <Bouton href={`/agent/familles/${disparue.id}/fusion/${gardee.id}`} allure="secondaire">
          Garder plutôt le n° {disparue.id}
        </Bouton>
      </Boutons>
    </Formulaire>
  );
}
