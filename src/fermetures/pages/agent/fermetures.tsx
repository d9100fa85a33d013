import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { majuscule } from '../../../platform/mots.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { ETATS_EN_MOTS, intituler } from '../../regles/phrases.ts';
import { type Declaration, listerDeclarations } from '../../requetes/declarations.ts';

const LIMITE = 100;

/** Les fermetures, grèves et sorties déclarées, la dernière d'abord. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { agent } = ctx.session;
  const declarations = await listerDeclarations(ctx.db, agent.structures, LIMITE);
  const declarer = peut(agent, 'declarer', { type: 'fermeture', structureId: null }).oui && (
    <Boutons>
      <Bouton href="/agent/fermetures/nouvelle" icone="plus">
        Déclarer une fermeture
      </Bouton>
    </Boutons>
  );
  return cadre(
    ctx,
    { titre: 'Fermetures et absences' },
    <>
      <h1>Fermetures et absences</h1>
      {declarations.length === 0 ? (
        <EtatVide titre="Rien de déclaré" actions={declarer}>
          Grève, fermeture, enseignant absent, sortie scolaire : une déclaration annule ou garde les
          réservations, et prévient les familles une seule fois.
        </EtatVide>
      ) : (
        <>
          {declarer}
          <Tableau
            titre="Les dernières déclarations"
            titreCache
            lignes={declarations}
            cle={(d) => d.id}
            colonnes={[
              {
                titre: 'Déclaration',
                entete: true,
                cellule: (d) => (
                  <a href={`/agent/fermetures/${d.id}`}>{majuscule(intituler(d.genre, d.jours))}</a>
                ),
              },
              { titre: 'Où', cellule: direOu },
              { titre: 'État', cellule: (d) => ETATS_EN_MOTS[d.etat] },
              {
                titre: 'Faite',
                cellule: (d) => `${ecrireInstant(d.creeeLe, ctx.commune.fuseau)}, ${d.creeePar}`,
              },
            ]}
          />
        </>
      )}
    </>,
  );
};

/** Au-delà, les nommer toutes ferait une page de noms d'écoles. */
const NOMMEES = 5;

/** « CANTINE JULES-FERRY, GARDERIE », et les classes s'il y en a. */
export function direOu(d: Declaration): string {
  const activites = nommer(
    d.prestations.map((p) => p.activite),
    'activités',
  );
  return d.classes.length === 0
    ? activites
    : `${activites} : ${nommer(
        d.classes.map((c) => c.nom),
        'classes',
      )}`;
}

function nommer(noms: readonly string[], quoi: string): string {
  const distincts = [...new Set(noms)];
  return distincts.length <= NOMMEES ? distincts.join(', ') : `${distincts.length} ${quoi}`;
}
