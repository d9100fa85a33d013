import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJourEnChiffres } from '../../../platform/jours.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { direEtat } from '../../regles/actualite.ts';
import { listerActualites } from '../../requetes/actualites.ts';

const MONTREES = 100;

/** Les actualités, celles qui se voient encore d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const actualites = await listerActualites(ctx.db, MONTREES);
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const nouvelle = (
    <Bouton href="/agent/actualites/nouvelle" icone="plus">
      Écrire une actualité
    </Bouton>
  );
  return cadre(
    ctx,
    { titre: 'Actualités' },
    <>
      <h1>Actualités</h1>
      {actualites.length === 0 ? (
        <EtatVide titre="Aucune actualité" actions={nouvelle}>
          Un menu changé, une inscription qui ouvre : quelques lignes sur l’accueil du portail et
          sur celui des familles, d’un jour à un autre.
        </EtatVide>
      ) : (
        <>
          <Boutons>{nouvelle}</Boutons>
          <Tableau
            titre="Actualités"
            titreCache
            lignes={actualites}
            cle={(a) => a.id}
            colonnes={[
              {
                titre: 'Titre',
                entete: true,
                cellule: (a) => <a href={`/agent/actualites/${a.id}`}>{a.titre}</a>,
              },
              { titre: 'État', cellule: (a) => direEtat(a, aujourdhui) },
              { titre: 'Importante', cellule: (a) => (a.importante ? 'Oui' : 'Non') },
              { titre: 'Du', insecable: true, cellule: (a) => ecrireJourEnChiffres(a.du) },
              { titre: 'Au', insecable: true, cellule: (a) => ecrireJourEnChiffres(a.au) },
              { titre: 'Écrite par', cellule: (a) => a.auteur },
            ]}
          />
        </>
      )}
    </>,
  );
};
