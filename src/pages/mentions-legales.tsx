import { sql } from 'kysely';
import type { VNode } from 'preact';
import { ACCESSIBILITE, cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import type { Commune, Handler } from '../platform/http.ts';
import { Carte } from '../ui/accueil.tsx';
import { ListeDefinitions } from '../ui/ensembles.tsx';
import { Message } from '../ui/message.tsx';
import { Chapitre } from './chapitre.tsx';

interface Mentions {
  adresse: string | null;
  directeur: string | null;
  hebergeur: string | null;
  hebergeurAdresse: string | null;
  hebergeurTelephone: string | null;
}

/** Mentions légales (loi du 21 juin 2004 pour la confiance dans l'économie numérique). */
export const GET: Handler<Session | null> = async (ctx) => {
  const { rows } = await sql<Mentions>`
    select adresse, directeur_publication as directeur, hebergeur_nom as hebergeur,
      hebergeur_adresse as "hebergeurAdresse", hebergeur_telephone as "hebergeurTelephone"
    from collectivites where id = ${ctx.commune.id}`.execute(ctx.db);
  const [mentions] = rows;
  if (!mentions) throw new Error('La collectivité n’est plus dans la base.');
  return cadre(
    ctx,
    { titre: 'Mentions légales' },
    <>
      <h1>Mentions légales</h1>
      <Manques mentions={mentions} nom={ctx.commune.nom} />
      <Editeur mentions={mentions} commune={ctx.commune} />
      <Carte titre="Hébergement">
        <ListeDefinitions
          elements={[
            { terme: 'Hébergeur', valeur: mentions.hebergeur ?? A_COMPLETER },
            { terme: 'Adresse', valeur: mentions.hebergeurAdresse ?? A_COMPLETER },
            { terme: 'Téléphone', valeur: mentions.hebergeurTelephone ?? A_COMPLETER },
          ]}
        />
      </Carte>
      <Chapitre titre="Logiciel">
        <p>
          Ce portail fonctionne avec Préau, un logiciel libre publié sous licence GNU AGPL, version
          3 ou ultérieure : chacun peut en demander le code source, l’étudier et le modifier.
        </p>
      </Chapitre>
      <p>
        <a href="/accessibilite">Accessibilité : {ACCESSIBILITE[ctx.commune.accessibilite]}</a>
        {' · '}
        <a href="/donnees-personnelles">Données personnelles</a>
      </p>
    </>,
  );
};

const A_COMPLETER = 'À compléter';

/** Ce que la loi demande et que la collectivité n'a pas encore donné, nommé en clair. */
function Manques({ mentions, nom }: { mentions: Mentions; nom: string }): VNode | null {
  const attendues = {
    'son adresse': mentions.adresse,
    'la personne qui dirige la publication': mentions.directeur,
    'le nom de l’hébergeur': mentions.hebergeur,
    'l’adresse de l’hébergeur': mentions.hebergeurAdresse,
    'le téléphone de l’hébergeur': mentions.hebergeurTelephone,
  };
  const manquantes = Object.entries(attendues).flatMap(([quoi, valeur]) => (valeur ? [] : [quoi]));
  if (manquantes.length === 0) return null;
  return (
    <Message ton="attention" vivant={false} titre="Cette page n’est pas complète">
      {nom} doit encore indiquer : {manquantes.join(', ')}.
    </Message>
  );
}

function Editeur({ mentions, commune }: { mentions: Mentions; commune: Commune }): VNode {
  const { nom, courriel, telephone } = commune;
  return (
    <Carte titre="Éditeur">
      <ListeDefinitions
        elements={[
          { terme: 'Collectivité', valeur: nom },
          { terme: 'Adresse', valeur: mentions.adresse ?? A_COMPLETER },
          { terme: 'E-mail', valeur: <a href={`mailto:${courriel}`}>{courriel}</a> },
          ...(telephone ? [{ terme: 'Téléphone', valeur: telephone }] : []),
          { terme: 'Direction de la publication', valeur: mentions.directeur ?? A_COMPLETER },
        ]}
      />
    </Carte>
  );
}
