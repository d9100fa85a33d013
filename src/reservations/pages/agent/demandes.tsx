import { cadre } from '../../../cadre.tsx';
import { suivreLaMiseEnRoute } from '../../../collectivite/actions/mise-en-route.ts';
import { regleLaCollectivite } from '../../../collectivite/regles/acces.ts';
import { faireLeBilan } from '../../../collectivite/regles/mise-en-route.ts';
import { peut } from '../../../comptes/regles/droits.ts';
import type { SessionAgent } from '../../../comptes/session.ts';
import { compterLesContestations } from '../../../factures/actions/reste.ts';
import { choix } from '../../../platform/forms.ts';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { ecrireJourCourt } from '../../../platform/jours.ts';
import { tientLaRegie } from '../../../regie/regles/acces.ts';
import { Case } from '../../../ui/choix.tsx';
import { ActionsGroupees, Onglets } from '../../../ui/ensembles.tsx';
import { Bouton, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { nombreDEnregistrements, Tableau } from '../../../ui/tableau.tsx';
import { compterFile, type LigneFile, listerFileDesDemandes } from '../../requetes/agent.ts';

const LIMITE = 100;

/** À traiter : les demandes, la plus ancienne d'abord, à décider une par une ou ensemble. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const { structures } = ctx.session.agent;
  const activiteId = choix(ctx.query, 'activite');
  const activites = await compterFile(ctx.db, structures);
  const lignes = await listerFileDesDemandes(ctx.db, structures, { activiteId }, LIMITE);
  const contestations = tientLaRegie(ctx.session.agent) ? await compterLesContestations(ctx.db) : 0;
  const miseEnRoute = regleLaCollectivite(ctx.session.agent)
    ? faireLeBilan(await suivreLaMiseEnRoute(ctx))
    : null;
  const total = activites
    .filter((a) => activiteId === null || a.activiteId === activiteId)
    .reduce((somme, a) => somme + a.demandes, 0);
  return cadre(
    ctx,
    { titre: 'À traiter', scripts: ['client/file-agent.ts'] },
    <>
      <h1>À traiter</h1>
      {activites.length > 1 && (
        <Onglets
          libelle="Activités"
          onglets={[
            { libelle: 'Toutes', href: '/agent/demandes', courant: activiteId === null },
            ...activites.map((a) => ({
              libelle: a.activite,
              href: `/agent/demandes?activite=${a.activiteId}`,
              courant: a.activiteId === activiteId,
              compteur: a.demandes,
            })),
          ]}
        />
      )}
      {contestations > 0 && (
        <p>
          <a href="/agent/contestations">
            {contestations === 1
              ? 'Une ligne de facture contestée attend une réponse'
              : `${contestations} lignes de facture contestées attendent une réponse`}
          </a>
        </p>
      )}
      {miseEnRoute?.prochaine && (
        <p>
          <a href="/agent/mise-en-route">
            {`Mise en route, ${miseEnRoute.faites} étapes sur ${miseEnRoute.total} : il manque ${miseEnRoute.prochaine.titre.toLowerCase()}`}
          </a>
        </p>
      )}
      {lignes.length === 0 ? (
        <EtatVide titre="Rien à traiter">
          Les prochaines demandes arriveront ici, et par courriel.
        </EtatVide>
      ) : (
        <FileDesDemandes
          lignes={lignes}
          total={total}
          fuseau={ctx.commune.fuseau}
          decide={peut(ctx.session.agent, 'decider', { type: 'demande', structureId: null }).oui}
        />
      )}
    </>,
  );
};

interface PropsFile {
  lignes: readonly LigneFile[];
  total: number;
  fuseau: string;
  /** Faux : il lit la file sans y toucher. */
  decide: boolean;
}

function FileDesDemandes(props: PropsFile) {
  const { lignes, total } = props;
  const nombre = (
    <p>
      {nombreDEnregistrements(total)}
      {total > lignes.length && `, les ${lignes.length} plus anciennes d’abord`}
    </p>
  );
  if (!props.decide)
    return (
      <>
        {nombre}
        <TableDesDemandes {...props} />
      </>
    );
  return (
    <Formulaire action="/agent/demandes/decision" donnees={{ 'data-file': '' }}>
      {nombre}
      <TableDesDemandes {...props} />
      <ActionsGroupees resume="Choisissez des demandes, puis :">
        <Bouton nom="decision" valeur="valider">
          Valider…
        </Bouton>
        <Bouton nom="decision" valeur="liste_attente" allure="secondaire">
          Liste d’attente…
        </Bouton>
        <Bouton nom="decision" valeur="refuser" allure="secondaire">
          Refuser…
        </Bouton>
      </ActionsGroupees>
    </Formulaire>
  );
}

function TableDesDemandes({ lignes, fuseau, decide }: PropsFile) {
  return (
    <Tableau
      titre="Demandes à traiter"
      titreCache
      lignes={lignes}
      cle={(l) => String(l.id)}
      colonnes={[
        ...(decide ? [COLONNE_CHOISIR] : []),
        {
          titre: 'Enfant',
          entete: true,
          cellule: (l) => <a href={`/agent/demandes/${l.id}`}>{l.enfant}</a>,
        },
        { titre: 'Activité', cellule: (l) => `${l.activite}, ${l.periode}` },
        { titre: 'Jours', nombre: true, cellule: (l) => String(l.jours) },
        { titre: 'Dès le', insecable: true, cellule: (l) => ecrireJourCourt(l.premierJour) },
        { titre: 'Places', cellule: (l) => phrasePlaces(l) },
        { titre: 'Reçue', cellule: (l) => ecrireInstant(l.recueLe, fuseau) },
      ]}
    />
  );
}

const COLONNE_CHOISIR = {
  titre: 'Choisir',
  sansIntitule: true,
  cellule: (l: LigneFile) => (
    <Case
      nom="demande"
      id={`demande-${l.id}`}
      valeur={String(l.id)}
      libelle={`Choisir la demande de ${l.enfant}, ${l.activite}`}
      etiquetteCachee
    />
  ),
};

function phrasePlaces(l: LigneFile): string {
  if (l.complets === 0) return 'Places libres';
  return l.complets === l.jours
    ? 'Complet'
    : `${l.complets} jour${l.complets > 1 ? 's' : ''} complet${l.complets > 1 ? 's' : ''}`;
}
