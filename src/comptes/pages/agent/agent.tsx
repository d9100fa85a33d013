import { cadre } from '../../../cadre.tsx';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable, type Refus } from '../../../platform/errors.ts';
import { entierDe, tenter, texte } from '../../../platform/forms.ts';
import { type Ctx, type Handler, type Reply, redirect } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ListeDefinitions } from '../../../ui/ensembles.tsx';
import { type ErreurListee, ResumeErreurs } from '../../../ui/formulaire.tsx';
import {
  changerAgent,
  type GesteSurAgent,
  reactiverAgent,
  renvoyerInvitation,
  suspendreAgent,
} from '../../actions/agents.ts';
import { reinitialiser } from '../../actions/double-authentification.ts';
import { direEtat } from '../../regles/agents.ts';
import { type AgentLu, chercherAgent, listerStructuresAChoisir } from '../../requetes/agents.ts';
import type { SessionAgent } from '../../session.ts';
import { acteurDe } from './acteur.ts';
import { Acces, Droits } from './agent-vue.tsx';
import { lireReglages, saisieDesReglages } from './formulaire-agent.tsx';

type CtxAgent = Ctx<SessionAgent>;

/** Un agent : ses droits, son accès, et qui y a touché. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const agent = await trouver(ctx);
  return montrer(ctx, agent, saisieDesReglages(agent), []);
};

/** « Enregistrer » le rôle et les structures. */
export const POST: Handler<SessionAgent> = async (ctx) => {
  const agent = await trouver(ctx);
  const structures = await lireStructures(ctx, agent);
  const { reglages, erreurs } = lireReglages(ctx.form, structures);
  if (!reglages) return montrer(ctx, agent, ctx.form, erreurs);
  const motif = lireMotif(ctx, 'motif');
  const acteur = acteurDe(ctx.session);
  const { fait, refus } = await tenter(() =>
    changerAgent(ctx, { agentId: agent.id, ...reglages, motif, acteur }),
  );
  if (refus)
    return montrer(ctx, agent, ctx.form, [
      { champ: refus.champ ?? 'role', message: refus.message },
    ]);
  return redirect(
    adresse(agent),
    fait
      ? `Les droits de ${agent.prenom} ${agent.nom} ont changé.`
      : 'Rien à changer : ce sont déjà ses droits.',
  );
};

export const suspension = {
  POST: faire(suspendreAgent, 'est suspendu : ses sessions sont fermées.'),
};
export const reactivation = { POST: faire(reactiverAgent, 'a de nouveau accès aux services.') };

/** « Renvoyer l'invitation ». */
export const invitation = {
  POST: (async (ctx) => {
    const agent = await trouver(ctx);
    const { refus } = await tenter(() =>
      renvoyerInvitation(ctx, { agentId: agent.id, acteur: acteurDe(ctx.session) }),
    );
    if (refus) return redirect(adresse(agent), refus.message);
    return redirect(adresse(agent), `Une nouvelle invitation part à ${agent.courriel}.`);
  }) satisfies Handler<SessionAgent>,
};

/** « Retirer sa double authentification » : téléphone et codes de secours perdus. */
export const doubleAuthentification = {
  POST: (async (ctx) => {
    const agent = await trouver(ctx);
    const motif = lireMotif(ctx, 'motif_double');
    const acteur = acteurDe(ctx.session);
    const { fait, refus } = await tenter(() =>
      reinitialiser(ctx, { agentId: agent.id, motif, acteur }),
    );
    if (refus) return refuser(ctx, agent, 'motif_double', motif, refus);
    const nom = `${agent.prenom} ${agent.nom}`;
    return redirect(
      adresse(agent),
      fait
        ? `La double authentification de ${nom} est retirée ; un courriel le lui dit.`
        : `${nom} n’a pas de double authentification.`,
    );
  }) satisfies Handler<SessionAgent>,
};

function refuser(
  ctx: CtxAgent,
  agent: AgentLu,
  champMotif: string,
  motif: string,
  refus: Refus,
): Promise<Reply> {
  const saisie = saisieDesReglages(agent);
  saisie.set(champMotif, motif);
  return montrer(ctx, agent, saisie, [
    { champ: refus.champ ?? champMotif, message: refus.message },
  ]);
}

function faire(
  geste: (services: CtxAgent, g: GesteSurAgent) => Promise<void>,
  suite: string,
): Handler<SessionAgent> {
  return async (ctx) => {
    const agent = await trouver(ctx);
    const motif = lireMotif(ctx, 'motif_suspension');
    const acteur = acteurDe(ctx.session);
    const { refus } = await tenter(() => geste(ctx, { agentId: agent.id, motif, acteur }));
    if (refus) return refuser(ctx, agent, 'motif_suspension', motif, refus);
    return redirect(adresse(agent), `${agent.prenom} ${agent.nom} ${suite}`);
  };
}

/** Une phrase, sans le point que le journal ajoute. */
function lireMotif(ctx: CtxAgent, champ: string): string {
  return texte(ctx.form, champ)
    .slice(0, 200)
    .replace(/[.\s]+$/, '');
}

const adresse = ({ id }: AgentLu) => `/agent/agents/${id}`;

async function trouver(ctx: CtxAgent): Promise<AgentLu> {
  const agent = await chercherAgent(ctx.db, entierDe(ctx.params.id));
  if (!agent) throw new Introuvable();
  return agent;
}

function lireStructures(ctx: CtxAgent, agent: AgentLu) {
  return listerStructuresAChoisir(ctx.db, agent.structures?.map((s) => s.id) ?? []);
}

async function montrer(
  ctx: CtxAgent,
  agent: AgentLu,
  saisie: URLSearchParams,
  erreurs: readonly ErreurListee[],
): Promise<Reply> {
  const structures = await lireStructures(ctx, agent);
  const journal = await lireJournal(ctx.db, `agent:${agent.id}`);
  const { fuseau } = ctx.commune;
  const nom = `${agent.prenom} ${agent.nom}`;
  return cadre(
    ctx,
    {
      titre: nom,
      filAriane: [{ libelle: 'Agents', href: '/agent/agents' }, { libelle: nom }],
      status: erreurs.length > 0 ? 422 : 200,
    },
    <>
      <h1>{nom}</h1>
      <ResumeErreurs erreurs={erreurs} />
      <ListeDefinitions
        elements={[
          { terme: 'E-mail', valeur: agent.courriel ?? 'Aucune adresse' },
          { terme: 'Accès', valeur: direEtat(agent) },
          {
            terme: 'Double authentification',
            valeur: agent.doubleLe
              ? `Posée ${ecrireInstant(agent.doubleLe, fuseau, { annee: true })}`
              : 'Pas encore posée',
          },
          {
            terme: 'Dernière connexion',
            valeur: agent.connecteLe
              ? ecrireInstant(agent.connecteLe, fuseau, { annee: true })
              : 'Jamais',
          },
        ]}
      />
      <Droits {...{ agent, saisie, structures, erreurs }} />
      <Acces
        agent={agent}
        soiMeme={agent.compteId === ctx.session.compteId}
        saisie={saisie}
        erreurs={erreurs}
      />
      <section class="pile">
        <h2>Qui a changé quoi</h2>
        <JournalEnMots lignes={journal} fuseau={fuseau} />
      </section>
    </>,
  );
}
