import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, redirect } from '../../../platform/http.ts';
import { ecrireJourCourt } from '../../../platform/jours.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, ResumeErreurs } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import { deciderDemandes } from '../../actions/decider.ts';
import { type DemandeSimulee, simulerDecision } from '../../actions/simuler.ts';
import { DECISIONS, type Decision, exigeUnMotif } from '../../regles/decider-agent.ts';
import { direBilan, MOTIFS, QUESTIONS } from './mots.ts';

/** Premier envoi : ce qui va se passer. Second (`confirmer`) : la décision. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const decision = lireDecision(ctx.form.get('decision'));
  const demandes = [...new Set(ctx.form.getAll('demande').map((id) => entierDe(id)))];
  if (demandes.length === 0)
    return redirect('/agent/demandes', 'Choisissez au moins une demande, puis décidez.');
  if (!ctx.form.has('confirmer')) return apercu(ctx, decision, demandes, null);
  const { agent } = ctx.session;
  const { fait, refus } = await tenter(() =>
    deciderDemandes(ctx, {
      acteur: { compteId: ctx.session.compteId, nom: `${agent.prenom} ${agent.nom}` },
      structures: agent.structures,
      demandes,
      decision,
      motif: texte(ctx.form, 'motif') || texte(ctx.form, 'motif_choisi'),
    }),
  );
  if (refus) return apercu(ctx, decision, demandes, refus.message);
  return redirect('/agent/demandes', direBilan(decision, fait));
};

export function lireDecision(valeur: string | null): Decision {
  const decision = DECISIONS.find((d) => d === valeur);
  if (!decision) throw new Refus('decision', 'Choisissez ce que vous décidez, puis recommencez.');
  return decision;
}

async function apercu(
  ctx: Ctx<SessionAgent>,
  decision: Decision,
  demandes: readonly number[],
  erreur: string | null,
) {
  const { structures } = ctx.session.agent;
  const choisies = await simulerDecision(ctx.db, { demandes, structures, decision });
  const jours = choisies.reduce((somme, l) => somme + l.jours, 0);
  return cadre(
    ctx,
    {
      titre: QUESTIONS[decision].titre,
      status: erreur ? 422 : 200,
      filAriane: [
        { libelle: 'À traiter', href: '/agent/demandes' },
        { libelle: QUESTIONS[decision].titre },
      ],
    },
    <>
      <h1>{QUESTIONS[decision].titre}</h1>
      {erreur && <ResumeErreurs erreurs={[{ champ: 'motif', message: erreur }]} />}
      <p>
        {choisies.length} demande{choisies.length > 1 ? 's' : ''}, {jours} jour
        {jours > 1 ? 's' : ''} en tout.
      </p>
      <ul>
        {choisies.map((l) => (
          <li key={l.id}>
            <b>{l.enfant}</b>, {l.activite} : {l.jours} jour{l.jours > 1 ? 's' : ''}
            {decision === 'valider' && l.sansPlace.length > 0 && (
              <>
                , dont <strong>{l.sansPlace.length} sans place</strong> (
                {l.sansPlace.slice(0, JOURS_NOMMES).map(ecrireJourCourt).join(', ')}
                {l.sansPlace.length > JOURS_NOMMES && '…'})
              </>
            )}
          </li>
        ))}
      </ul>
      {decision === 'valider' && <Debordement choisies={choisies} />}
      <form method="post" action="/agent/demandes/decision">
        <input type="hidden" name="decision" value={decision} />
        <input type="hidden" name="confirmer" value="oui" />
        {demandes.map((id) => (
          <input type="hidden" name="demande" value={id} key={id} />
        ))}
        {exigeUnMotif(decision) && (
          <ChampsMotif erreur={erreur} valeur={texte(ctx.form, 'motif')} />
        )}
        <Boutons>
          <Bouton grand>{QUESTIONS[decision].confirmer}</Bouton>
          <Bouton href="/agent/demandes" allure="secondaire">
            Revenir à la file
          </Bouton>
        </Boutons>
      </form>
    </>,
  );
}

const JOURS_NOMMES = 6;

/** Valider plus que les places ne se peut pas : mieux vaut le savoir avant, jour par jour. */
function Debordement({ choisies }: { choisies: readonly DemandeSimulee[] }) {
  const complets = choisies.reduce((somme, l) => somme + l.sansPlace.length, 0);
  if (complets === 0) return null;
  return (
    <Message ton="attention" titre={`${complets} jour${complets > 1 ? 's' : ''} sans place`}>
      Les places vont aux demandes les plus anciennes. Ces jours-là resteront en attente :
      refusez-les ou mettez-les sur liste d’attente ensuite.
    </Message>
  );
}

export function ChampsMotif(props: { erreur: string | null; valeur: string }) {
  return (
    <>
      <Champ
        nom="motif_choisi"
        type="select"
        libelle="Motif"
        facultatif
        invite="Choisir…"
        options={MOTIFS.map((m) => ({ valeur: m, libelle: m }))}
      />
      <Champ
        nom="motif"
        type="textarea"
        lignes={2}
        libelle="Ou en quelques mots"
        aide="Envoyé à la famille, tel quel."
        longueurMax={500}
        facultatif
        valeur={props.valeur}
        erreur={props.erreur ?? undefined}
      />
    </>
  );
}
