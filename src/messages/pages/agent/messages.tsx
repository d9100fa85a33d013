import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Onglets } from '../../../ui/ensembles.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Pagination, Tableau } from '../../../ui/tableau.tsx';
import { compterMessagesRecus, listerMessagesRecus, type MessageRecu } from '../../requetes.ts';

const PAR_PAGE = 30;
const ADRESSE = '/agent/messages';

/** Les messages des familles : à traiter d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const traites = ctx.query.get('vue') === 'traites';
  const { structures } = ctx.session.agent;
  const nombres = await compterMessagesRecus(ctx.db, structures);
  const total = traites ? nombres.traites : nombres.aTraiter;
  const pages = Math.max(1, Math.ceil(total / PAR_PAGE));
  const page = Math.min(lirePage(ctx.query.get('page')), pages);
  const messages = await listerMessagesRecus(ctx.db, structures, {
    traites,
    limite: PAR_PAGE,
    saut: (page - 1) * PAR_PAGE,
  });
  const vue = (v: string) => (v === 'traites' ? `${ADRESSE}?vue=traites` : ADRESSE);
  return cadre(
    ctx,
    { titre: 'Messages' },
    <>
      <h1>Messages des familles</h1>
      <Onglets
        libelle="Messages"
        onglets={[
          { libelle: 'À traiter', href: vue(''), courant: !traites, compteur: nombres.aTraiter },
          { libelle: 'Traités', href: vue('traites'), courant: traites, compteur: nombres.traites },
        ]}
      />
      {messages.length === 0 ? (
        <EtatVide titre={traites ? 'Aucun message traité' : 'Aucun message à traiter'}>
          {traites
            ? 'Les messages marqués comme traités se retrouveront ici.'
            : 'Tout est à jour. Un courriel vous prévient à chaque nouveau message.'}
        </EtatVide>
      ) : (
        <>
          <TableauMessages messages={messages} fuseau={ctx.commune.fuseau} traites={traites} />
          <Pagination
            total={total}
            page={page}
            parPage={PAR_PAGE}
            lien={(n) => `${vue(traites ? 'traites' : '')}${traites ? '&' : '?'}page=${n}`}
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
  messages: readonly MessageRecu[];
  fuseau: string;
  traites: boolean;
}) {
  const dire = (le: Date | null) => (le ? ecrireInstant(le, props.fuseau, { annee: true }) : '');
  return (
    <Tableau
      titre={
        props.traites
          ? 'Messages traités, le plus récent d’abord'
          : 'Messages à traiter, le plus ancien d’abord'
      }
      lignes={props.messages}
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
        {
          titre: props.traites ? 'Traité' : 'Reçu',
          cellule: (m) => dire(props.traites ? m.traiteLe : m.recuLe),
        },
      ]}
    />
  );
}
