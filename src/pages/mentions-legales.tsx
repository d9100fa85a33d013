import { sql } from 'kysely';
import { cadre } from '../cadre.tsx';
import type { Session } from '../comptes/session.ts';
import type { Handler } from '../platform/http.ts';
import { Carte } from '../ui/accueil.tsx';
import { ListeDefinitions } from '../ui/ensembles.tsx';
import { Chapitre } from './chapitre.tsx';

/** Mentions légales (loi du 21 juin 2004 pour la confiance dans l'économie numérique). */
export const GET: Handler<Session | null> = async (ctx) => {
  const { nom, courriel, telephone } = ctx.commune;
  const { rows } = await sql<{ adresse: string | null }>`
    select adresse from collectivites where id = ${ctx.commune.id}`.execute(ctx.db);
  const adresse = rows[0]?.adresse;
  return cadre(
    ctx,
    { titre: 'Mentions légales' },
    <>
      <h1>Mentions légales</h1>
      <Carte titre="Éditeur">
        <ListeDefinitions
          elements={[
            { terme: 'Collectivité', valeur: nom },
            ...(adresse ? [{ terme: 'Adresse', valeur: adresse }] : []),
            { terme: 'E-mail', valeur: <a href={`mailto:${courriel}`}>{courriel}</a> },
            ...(telephone ? [{ terme: 'Téléphone', valeur: telephone }] : []),
            {
              terme: 'Direction de la publication',
              valeur: `La personne qui représente légalement ${nom}`,
            },
          ]}
        />
      </Carte>
      <Chapitre titre="Hébergement">
        <p>
          Le portail est hébergé par {nom} ou pour son compte. Le nom et les coordonnées de
          l’hébergeur sont donnés sur demande à <a href={`mailto:${courriel}`}>{courriel}</a>.
        </p>
      </Chapitre>
      <Chapitre titre="Logiciel">
        <p>
          Ce portail fonctionne avec Préau, un logiciel libre publié sous licence GNU AGPL, version
          3 ou ultérieure : chacun peut en demander le code source, l’étudier et le modifier.
        </p>
      </Chapitre>
      <p>
        <a href="/accessibilite">Accessibilité : non conforme</a>
        {' · '}
        <a href="/donnees-personnelles">Données personnelles</a>
      </p>
    </>,
  );
};
