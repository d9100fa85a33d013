import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Onglets } from '../../../ui/ensembles.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Pagination, Tableau } from '../../../ui/tableau.tsx';
import { ETATS_EN_MOTS } from '../../regles/conversation.ts';
import {
  type Conversation,
  compterConversations,
  listerConversations,
  VUES,
  type Vue,
} from '../../requetes/conversations.ts';

const PAR_PAGE = 30;
const ADRESSE = '/agent/messages';

const VUES_EN_MOTS: Readonly<Record<Vue, { libelle: string; vide: string; quoi: string }>> = {
  a_traiter: {
    libelle: 'À traiter',
    vide: 'Aucun message à traiter',
    quoi: 'Tout est à jour. Un courriel vous prévient à chaque nouveau message.',
  },
  miens: {
    libelle: 'Les miens',
    vide: 'Aucun message ne vous est confié',
    quoi: 'Ceux que vous prenez, ou qu’un collègue vous confie, se retrouveront ici.',
  },
  non_attribues: {
    libelle: 'Non attribués',
    vide: 'Chaque message a quelqu’un',
    quoi: 'Un message dont personne ne s’occupe se montrera ici.',
  },
  en_attente: {
    libelle: 'En attente',
    vide: 'Aucune réponse attendue',
    quoi: 'Une conversation où vous attendez la famille se range ici jusqu’à sa réponse.',
  },
  closes: {
    libelle: 'Closes',
    vide: 'Aucune conversation close',
    quoi: 'Les conversations terminées se retrouveront ici.',
  },
};

/** Les messages des familles : ce qui attend d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const vue = VUES.find((v) => v === ctx.query.get('vue')) ?? 'a_traiter';
  const { agent } = ctx.session;
  const lecteur = { agentId: agent.id, structures: agent.structures };
  const nombres = await compterConversations(ctx.db, lecteur);
  const total = nombres[vue];
  const pages = Math.max(1, Math.ceil(total / PAR_PAGE));
  const page = Math.min(lirePage(ctx.query.get('page')), pages);
  const conversations = await listerConversations(ctx.db, lecteur, {
    vue,
    limite: PAR_PAGE,
    saut: (page - 1) * PAR_PAGE,
  });
  const mots = VUES_EN_MOTS[vue];
  return cadre(
    ctx,
    { titre: 'Messages' },
    <>
      <h1>Messages des familles</h1>
      <Onglets
        libelle="Messages"
        onglets={VUES.map((v) => ({
          libelle: VUES_EN_MOTS[v].libelle,
          href: v === 'a_traiter' ? ADRESSE : `${ADRESSE}?vue=${v}`,
          courant: v === vue,
          compteur: nombres[v],
        }))}
      />
      {conversations.length === 0 ? (
        <EtatVide titre={mots.vide}>{mots.quoi}</EtatVide>
      ) : (
        <>
          <TableauMessages conversations={conversations} fuseau={ctx.commune.fuseau} vue={vue} />
          <Pagination
            total={total}
            page={page}
            parPage={PAR_PAGE}
            lien={(n) => `${ADRESSE}?vue=${vue}&page=${n}`}
          />
        </>
      )}
    </>,
  );
};

function lirePage(valeur: string | null): number {
  return valeur && /^[1-9]\d{0,5}$/.test(valeur) ? Number(valeur) : 1;
}

function TableauMessages(props: {
  conversations: readonly Conversation[];
  fuseau: string;
  vue: Vue;
}) {
  const closes = props.vue === 'closes';
  const dire = (le: Date | null) => (le ? ecrireInstant(le, props.fuseau, { annee: true }) : '');
  return (
    <Tableau
      titre={
        closes
          ? 'Conversations closes, la plus récente d’abord'
          : 'Messages, celui qui attend depuis le plus longtemps d’abord'
      }
      lignes={props.conversations}
      cle={(m) => m.id}
      colonnes={[
        {
          titre: 'Objet',
          entete: true,
          cellule: (m) => (
            <a href={`${ADRESSE}/${m.id}`}>
              N° {m.id}, {m.objet}
            </a>
          ),
        },
        { titre: 'De', cellule: (m) => m.expediteur },
        { titre: 'Famille', cellule: (m) => m.famille },
        { titre: 'À', cellule: (m) => m.structure ?? 'La collectivité' },
        { titre: 'Suivi par', cellule: (m) => m.agent ?? 'Personne' },
        ...(closes
          ? [{ titre: 'Close', cellule: (m: Conversation) => dire(m.traiteLe) }]
          : [
              { titre: 'État', cellule: (m: Conversation) => ETATS_EN_MOTS[m.etat] },
              { titre: 'Reçu', cellule: (m: Conversation) => dire(m.recuLe) },
            ]),
      ]}
    />
  );
}
