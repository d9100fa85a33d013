import { jourLocal } from '../../../platform/instants.ts';
import { ecrireJourCourt, type Jour } from '../../../platform/jours.ts';
import { Case } from '../../../ui/choix.tsx';
import { ActionsGroupees } from '../../../ui/ensembles.tsx';
import { Bouton, Formulaire } from '../../../ui/formulaire.tsx';
import { nombreDEnregistrements, Tableau } from '../../../ui/tableau.tsx';
import { DIRE_GENRES, type Genre, urgenceDe } from '../../regles/affaires.ts';
import type { Affaire } from '../../requetes/affaires.ts';

interface PropsFile {
  lignes: readonly Affaire[];
  total: number;
  fuseau: string;
  aujourdhui: Jour;
  /** Faux : il lit la file sans y toucher. */
  decide: boolean;
}

/** La file, et de quoi décider plusieurs demandes ensemble. */
export function FileDesAffaires(props: PropsFile) {
  const { lignes, total } = props;
  const nombre = (
    <p>
      {nombreDEnregistrements(total)}
      {total > lignes.length && `, les ${lignes.length} plus pressés d’abord`}
    </p>
  );
  const decidables = props.decide && lignes.some((l) => l.genre === 'demande');
  if (!decidables)
    return (
      <>
        {nombre}
        <Table {...props} decide={false} />
      </>
    );
  return (
    <Formulaire action="/agent/demandes/decision" donnees={{ 'data-file': '' }}>
      {nombre}
      <Table {...props} />
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

const ADRESSES: Readonly<Record<Genre, (id: number) => string>> = {
  demande: (id) => `/agent/demandes/${id}`,
  message: (id) => `/agent/messages/${id}`,
  information: (id) => `/agent/familles/${id}`,
  contestation: () => '/agent/contestations',
};

function Table({ lignes, fuseau, aujourdhui, decide }: PropsFile) {
  return (
    <Tableau
      titre="Ce qui attend"
      titreCache
      lignes={lignes}
      cle={(l) => `${l.genre}-${l.id}`}
      colonnes={[
        ...(decide ? [COLONNE_CHOISIR] : []),
        {
          titre: 'Qui',
          entete: true,
          cellule: (l) => <a href={ADRESSES[l.genre](l.id)}>{l.qui}</a>,
        },
        { titre: 'Quoi', cellule: (l) => `${DIRE_GENRES[l.genre].un} : ${l.quoi}` },
        { titre: 'Places', cellule: phrasePlaces },
        {
          titre: 'À faire avant',
          insecable: true,
          cellule: (l) => <Echeance jour={l.echeance} aujourdhui={aujourdhui} />,
        },
        {
          titre: 'Reçu',
          insecable: true,
          cellule: (l) => ecrireJourCourt(jourLocal(l.recueLe, fuseau)),
        },
      ]}
    />
  );
}

function Echeance({ jour, aujourdhui }: { jour: Jour; aujourdhui: Jour }) {
  const urgence = urgenceDe(jour, aujourdhui);
  if (urgence === 'passee') return <strong>{ecrireJourCourt(jour)}, en retard</strong>;
  if (urgence === 'aujourdhui') return <strong>aujourd’hui</strong>;
  return <>{ecrireJourCourt(jour)}</>;
}

const COLONNE_CHOISIR = {
  titre: 'Choisir',
  sansIntitule: true,
  cellule: (l: Affaire) =>
    l.genre === 'demande' && (
      <Case
        nom="demande"
        id={`demande-${l.id}`}
        valeur={String(l.id)}
        libelle={`Choisir la demande de ${l.qui}, ${l.quoi}`}
        etiquetteCachee
      />
    ),
};

function phrasePlaces({ demande }: Affaire): string {
  if (!demande) return '';
  const { jours, complets } = demande;
  const compte = `${jours} ${jours > 1 ? 'jours' : 'jour'}`;
  if (complets === 0) return `${compte}, places libres`;
  return complets === jours
    ? `${compte}, complet`
    : `${compte}, dont ${complets} complet${complets > 1 ? 's' : ''}`;
}
