import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Champ } from '../../../ui/champs.tsx';
import { Case } from '../../../ui/choix.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { chercheQuelqueChose, comprendre } from '../../regles/recherche.ts';
import { chercherFamilles, type FamilleTrouvee } from '../../requetes/recherche.ts';
import { type AdresseChangee, listerAdressesChangees } from '../../requetes/services.ts';

const FAMILLES_AU_PLUS = 50;
const TRENTE_JOURS = 30 * 86_400_000;

/** Trouver une famille, par un nom, un téléphone, une adresse ; et les adresses à vérifier. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { agent } = ctx.session;
  const cherche = (ctx.query.get('nom') ?? '').slice(0, 100);
  const archivees = ctx.query.get('archivees') === 'oui';
  const recherche = comprendre(cherche);
  const options = { limite: FAMILLES_AU_PLUS, archivees };
  const trouvees = chercheQuelqueChose(recherche)
    ? await chercherFamilles(ctx.db, agent.structures, recherche, options)
    : null;
  const depuis = new Date(ctx.clock.now().getTime() - TRENTE_JOURS);
  const changees = trouvees ? [] : await listerAdressesChangees(ctx.db, agent.structures, depuis);
  return cadre(
    ctx,
    { titre: 'Familles', scripts: ['client/recherche-familles.ts'] },
    <>
      <h1>Familles</h1>
      <Formulaire
        action="/agent/familles"
        methode="get"
        donnees={{ 'data-suggestions': '/agent/familles/suggestions' }}
      >
        <Champ
          type="search"
          nom="nom"
          libelle="Nom, prénom, téléphone, adresse électronique ou identifiant"
          aide="Le début suffit, sans accent ni majuscule : « dup leo » trouve Léo Dupont, « 06 12 » un numéro."
          autocomplete="off"
          valeur={cherche.replace(/\0/g, '')}
          longueurMax={100}
        />
        <Case
          nom="archivees"
          libelle="Chercher aussi dans les familles archivées"
          cochee={archivees}
        />
        <Boutons>
          <Bouton icone="recherche">Chercher</Bouton>
          {peut(agent, 'tenir', { type: 'famille', structureId: null }).oui && (
            <Bouton href="/agent/familles/nouvelle" allure="secondaire">
              Nouvelle famille
            </Bouton>
          )}
        </Boutons>
      </Formulaire>
      {trouvees ? (
        <Trouvees familles={trouvees} limitee={agent.structures !== null} />
      ) : (
        <AdressesChangees lignes={changees} fuseau={ctx.commune.fuseau} />
      )}
      {peut(agent, 'tenir', { type: 'famille', structureId: null }).oui && (
        <p class="liens">
          <a href="/agent/familles/doublons">Voir les dossiers en double</a>{' '}
          <a href="/agent/familles/dormantes">Voir les dossiers qui dorment</a>
        </p>
      )}
    </>,
  );
};

function Trouvees(props: { familles: readonly FamilleTrouvee[]; limitee: boolean }): VNode {
  if (props.familles.length === 0) {
    return (
      <EtatVide titre="Aucune famille trouvée">
        {props.limitee
          ? 'Essayez le début du nom seul. Vous voyez les familles qui ont une demande dans vos structures.'
          : 'Essayez le début du nom seul, ou le prénom d’un enfant.'}
      </EtatVide>
    );
  }
  const nombre = props.familles.length;
  return (
    <>
      <Tableau
        titre={nombre === 1 ? '1 famille' : `${nombre} familles`}
        lignes={props.familles}
        cle={(f) => f.id}
        colonnes={[
          {
            titre: 'Famille',
            entete: true,
            cellule: (f) => (
              <>
                <a href={`/agent/familles/${f.id}`}>{f.nom}</a>
                {f.archivee && ' (archivée)'}
              </>
            ),
          },
          { titre: 'Adultes', cellule: (f) => f.responsables.join(', ') },
          { titre: 'Enfants', cellule: (f) => f.enfants.join(', ') },
          { titre: 'Commune', cellule: (f) => f.commune ?? 'À préciser' },
        ]}
      />
      {nombre === FAMILLES_AU_PLUS && (
        <p class="discret">
          Seules les {FAMILLES_AU_PLUS} premières sont montrées : ajoutez un prénom.
        </p>
      )}
    </>
  );
}

function AdressesChangees(props: { lignes: readonly AdresseChangee[]; fuseau: string }): VNode {
  if (props.lignes.length === 0) {
    return <p class="discret">Aucune adresse n’a changé en ligne depuis trente jours.</p>;
  }
  return (
    <Tableau
      titre="Adresses changées en ligne depuis trente jours, à vérifier"
      lignes={props.lignes}
      cle={(l) => l.familleId}
      colonnes={[
        {
          titre: 'Famille',
          entete: true,
          cellule: (l) => <a href={`/agent/familles/${l.familleId}`}>{l.nom}</a>,
        },
        {
          titre: 'Changée',
          cellule: (l) => ecrireInstant(l.le, props.fuseau, { annee: true }),
        },
      ]}
    />
  );
}
