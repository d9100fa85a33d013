import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJour } from '../../../platform/jours.ts';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { listerJoursEnAttente } from '../../requetes/file.ts';

const LIMITE = 200;

/** Les jours où quelqu'un attend une place. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const { structures } = ctx.session.agent;
  const jours = await listerJoursEnAttente(ctx.db, structures, aujourdhui, LIMITE);
  return cadre(
    ctx,
    {
      titre: 'Liste d’attente',
      filAriane: [{ libelle: 'Accueil', href: '/agent' }, { libelle: 'Liste d’attente' }],
    },
    <>
      <h1>Liste d’attente</h1>
      {jours.length === 0 ? (
        <EtatVide titre="Personne n’attend">
          Quand un jour est complet, les familles qui attendent une place apparaissent ici.
        </EtatVide>
      ) : (
        <Tableau
          titre={jours.length < LIMITE ? 'Jours où l’on attend' : `Les ${LIMITE} premiers jours`}
          lignes={jours}
          cle={(j) => `${j.activiteId}:${j.jour}`}
          colonnes={[
            {
              titre: 'Jour',
              entete: true,
              cellule: (j) => (
                <a href={`/agent/attente/${j.activiteId}/${j.jour}`}>
                  {ecrireJour(j.jour, { annee: true })}
                </a>
              ),
            },
            { titre: 'Activité', cellule: (j) => j.activite },
            { titre: 'Structure', cellule: (j) => j.structure },
            { titre: 'Attendent', nombre: true, cellule: (j) => <b>{j.attendent}</b> },
          ]}
        />
      )}
    </>,
  );
};
