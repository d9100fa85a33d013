import { Champ } from '../../ui/champs.tsx';
import { Case } from '../../ui/choix.tsx';
import { GroupeDeChamps } from '../../ui/formulaire.tsx';
import { Message } from '../../ui/message.tsx';
import type { Guichet } from './guichet.ts';

/** En tête de chaque écran ouvert pour une famille : personne ne croit être sur le sien. */
export function Bandeau({ guichet: { agent } }: { guichet: Guichet }) {
  if (!agent) return null;
  const { famille, adulte } = agent;
  return (
    <Message ton="attention" vivant={false} titre={`Vous agissez pour la famille ${famille.nom}`}>
      <p>
        {`Ce que vous faites ici est noté à votre nom, et ${adulte.nom} en reçoit le courriel. `}
        <a href={`/agent/familles/${famille.id}`}>Revenir au dossier</a>
      </p>
    </Message>
  );
}

const AIDE_MOTIF =
  'Il est demandé dès qu’un jour dépasse la date limite ou les places. La famille le lit.';

/** Ce qu'un agent peut dépasser, et pourquoi ; rien pour la famille. */
export function ChampsDeLAgent(props: {
  guichet: Guichet;
  saisie: URLSearchParams;
  champ: string;
  erreur: string | undefined;
}) {
  const { saisie, champ, erreur } = props;
  const { agent } = props.guichet;
  if (!agent) return null;
  return (
    <GroupeDeChamps legende="Inscription directe par le centre">
      {agent.droits.places && (
        <Case
          nom="depasser"
          valeur="oui"
          cochee={saisie.get('depasser') === 'oui'}
          libelle="Relever les places là où c’est complet"
          aide="Sans cela, ces jours vont sur la liste d’attente, quand l’activité en tient une."
        />
      )}
      <Champ
        type="textarea"
        nom="motif"
        libelle="Motif"
        facultatif
        lignes={2}
        longueurMax={500}
        aide={AIDE_MOTIF}
        valeur={saisie.get('motif') ?? ''}
        erreur={champ === 'motif' ? erreur : undefined}
      />
    </GroupeDeChamps>
  );
}
