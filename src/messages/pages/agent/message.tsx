import { randomUUID } from 'node:crypto';
import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { lireJournal } from '../../../journal/actions.ts';
import { JournalEnMots } from '../../../journal/fil.tsx';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, tenter, texte } from '../../../platform/forms.ts';
import {
  type Ctx,
  type Handler,
  type PageModule,
  type Reply,
  redirect,
} from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { ListeDefinitions, Repli } from '../../../ui/ensembles.tsx';
import { repondre } from '../../actions/repondre.ts';
import { suivreConversation } from '../../actions/suivre.ts';
import { FilDesEchanges } from '../../fil.tsx';
import {
  attribuables,
  ETATS,
  ETATS_EN_MOTS,
  examinerEchange,
  SUITES,
} from '../../regles/conversation.ts';
import { estCleUnique } from '../../regles/ecrire.ts';
import {
  type Conversation,
  chercherConversation,
  listerCollegues,
  listerEchanges,
} from '../../requetes/conversations.ts';
import { FormulaireReponse, FormulaireSuivi, type SaisieReponse } from './gestes.tsx';

/** Une conversation : qui, quoi, ce qui s'est dit, et de quoi répondre ou la confier. */
export const GET: Handler<SessionAgent> = (ctx) => habiller(ctx, {});

/** « Envoyer la réponse ». */
export const reponses: PageModule<SessionAgent> = {
  async POST(ctx) {
    const conversation = await trouver(ctx);
    const { texte: propre, erreurs } = examinerEchange(texte(ctx.form, 'texte'));
    const choisie = SUITES.find((s) => s === ctx.form.get('suite'));
    const cle = texte(ctx.form, 'cle_unique');
    const saisie: SaisieReponse = {
      texte: texte(ctx.form, 'texte'),
      suite: choisie ?? 'en_attente',
      cle: estCleUnique(cle) ? cle : randomUUID(),
      erreur: erreurs[0]?.message,
    };
    if (erreurs.length > 0) return habiller(ctx, { saisie });
    const { refus } = await tenter(() =>
      repondre(ctx, {
        ...quiAgit(ctx),
        commune: ctx.commune,
        messageId: conversation.id,
        texte: propre,
        suite: saisie.suite,
        vuJusqua: choix(ctx.form, 'vu') ?? 0,
        cle,
      }),
    );
    if (refus) return habiller(ctx, { saisie: { ...saisie, refus: refus.message } });
    return redirect(adresse(conversation.id), direReponse(conversation));
  },
};

/** « Enregistrer » : qui s'en occupe, et où l'on en est. */
export const suivi: PageModule<SessionAgent> = {
  async POST(ctx) {
    const conversation = await trouver(ctx);
    const etat = ETATS.find((e) => e === ctx.form.get('etat')) ?? conversation.etat;
    const { refus } = await tenter(() =>
      suivreConversation(ctx, {
        ...quiAgit(ctx),
        messageId: conversation.id,
        choisi: { etat, agentId: choix(ctx.form, 'agent') },
        agentVu: choix(ctx.form, 'agent_vu'),
      }),
    );
    if (refus) return habiller(ctx, { refusDeSuivi: refus.message });
    return redirect(
      adresse(conversation.id),
      `Le suivi du message n° ${conversation.id} est à jour.`,
    );
  },
};

function direReponse(c: Conversation): string {
  if (c.courriel) return `Votre réponse part à ${c.expediteur}.`;
  const telephone = c.telephone ? ` au ${c.telephone}` : '';
  return `Votre réponse est sur le portail. ${c.expediteur} n’a pas d’adresse électronique : appelez${telephone}.`;
}

function adresse(id: number): string {
  return `/agent/messages/${id}`;
}

function quiAgit({ session: { agent, compteId } }: Ctx<SessionAgent>) {
  return {
    acteur: { compteId, nom: `${agent.prenom} ${agent.nom}` },
    agentId: agent.id,
    structures: agent.structures,
  };
}

async function trouver(ctx: Ctx<SessionAgent>): Promise<Conversation> {
  const id = entierDe(ctx.params.id);
  const conversation = await chercherConversation(ctx.db, ctx.session.agent.structures, id);
  if (!conversation) throw new Introuvable();
  return conversation;
}

/** Relit tout : ce qu'un collègue vient d'écrire est sous les yeux de qui renvoie sa réponse. */
async function habiller(
  ctx: Ctx<SessionAgent>,
  etat: { saisie?: SaisieReponse; refusDeSuivi?: string },
): Promise<Reply> {
  const conversation = await trouver(ctx);
  const { id } = conversation;
  const { agent } = ctx.session;
  const echanges = await listerEchanges(ctx.db, id);
  const journal = await lireJournal(ctx.db, `message:${id}`);
  const repond = peut(agent, 'repondre', { type: 'message', structureId: null }).oui;
  const collegues = repond
    ? attribuables(await listerCollegues(ctx.db), conversation.structureId)
    : [];
  const premier = {
    id: 0,
    de: 'famille' as const,
    auteur: conversation.expediteur,
    texte: conversation.texte,
    ecritLe: conversation.recuLe,
  };
  const saisie = etat.saisie ?? { texte: '', suite: 'en_attente', cle: randomUUID() };
  return cadre(
    ctx,
    {
      titre: `Message n° ${id}`,
      filAriane: [{ libelle: 'Messages', href: '/agent/messages' }, { libelle: `N° ${id}` }],
      status: etat.refusDeSuivi || saisie.refus || saisie.erreur ? 422 : 200,
    },
    <>
      <h1>{conversation.objet}</h1>
      <Carte>
        <ListeDefinitions elements={definitions(conversation, ctx.commune.fuseau)} />
      </Carte>
      <section class="pile">
        <h2>Conversation</h2>
        <FilDesEchanges
          echanges={[premier, ...echanges]}
          moi="services"
          fuseau={ctx.commune.fuseau}
        />
      </section>
      {repond && (
        <>
          <FormulaireReponse
            action={`${adresse(id)}/reponses`}
            vu={echanges.at(-1)?.id ?? 0}
            saisie={saisie}
          />
          <FormulaireSuivi
            action={`${adresse(id)}/suivi`}
            situation={conversation}
            moi={agent.id}
            collegues={collegues}
            refus={etat.refusDeSuivi}
          />
        </>
      )}
      {journal.length > 0 && (
        <Repli titre="Historique">
          <JournalEnMots lignes={journal} fuseau={ctx.commune.fuseau} />
        </Repli>
      )}
    </>,
  );
}

function definitions(c: Conversation, fuseau: string) {
  const dire = (le: Date) => ecrireInstant(le, fuseau, { annee: true });
  const etat = ETATS_EN_MOTS[c.etat];
  return [
    { terme: 'De', valeur: c.expediteur },
    {
      terme: 'Famille',
      valeur: c.familleVisible ? (
        <a href={`/agent/familles/${c.familleId}`}>{c.famille}</a>
      ) : (
        c.famille
      ),
    },
    {
      terme: 'E-mail',
      valeur: c.courriel ? <a href={`mailto:${c.courriel}`}>{c.courriel}</a> : 'Aucune adresse',
    },
    ...(c.telephone
      ? [
          {
            terme: 'Téléphone',
            valeur: <a href={`tel:${c.telephone.replace(/ /g, '')}`}>{c.telephone}</a>,
          },
        ]
      : []),
    { terme: 'À', valeur: c.structure ?? 'La collectivité' },
    { terme: 'État', valeur: c.traiteLe ? `${etat}, ${dire(c.traiteLe)}` : etat },
    { terme: 'Suivi par', valeur: c.agent ?? 'Personne pour l’instant' },
  ];
}
