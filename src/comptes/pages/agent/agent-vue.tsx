import { Champ } from '../../../ui/champs.tsx';
import {
  Bouton,
  Boutons,
  champDe,
  type ErreurListee,
  Formulaire,
} from '../../../ui/formulaire.tsx';
import type { AgentLu, StructureAChoisir } from '../../requetes/agents.ts';
import { ChampsDuRole } from './formulaire-agent.tsx';

interface Props {
  agent: AgentLu;
  saisie: URLSearchParams;
  erreurs: readonly ErreurListee[];
}

/** Le rôle, les structures, et pourquoi ils changent. */
export function Droits(props: Props & { structures: readonly StructureAChoisir[] }) {
  const { agent, saisie, structures, erreurs } = props;
  const champ = champDe(saisie, erreurs);
  return (
    <section class="pile">
      <h2>Ses droits</h2>
      <Formulaire action={`/agent/agents/${agent.id}`}>
        <ChampsDuRole {...{ saisie, structures, erreurs }} />
        <Champ
          {...champ('motif', 'Motif du changement')}
          aide="Le journal le garde."
          longueurMax={200}
          autocomplete="off"
        />
        <Boutons>
          <Bouton icone="coche">Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  );
}

/** Inviter de nouveau, suspendre, réactiver. */
export function Acces(props: Props & { soiMeme: boolean }) {
  const { agent } = props;
  if (props.soiMeme)
    return (
      <p class="discret">
        C’est votre propre accès : seul un autre administrateur peut le suspendre.
      </p>
    );
  return (
    <section class="pile">
      <h2>Son accès</h2>
      {!agent.activeLe && !agent.suspenduLe && (
        <Formulaire action={`/agent/agents/${agent.id}/invitation`}>
          <p>Cette personne n’a pas encore choisi son mot de passe.</p>
          <Boutons>
            <Bouton allure="secondaire" icone="message">
              Renvoyer l’invitation
            </Bouton>
          </Boutons>
        </Formulaire>
      )}
      <Suspension {...props} />
      {agent.doubleLe && <RetraitDeLaDouble {...props} />}
    </section>
  );
}

function RetraitDeLaDouble({ agent, saisie, erreurs }: Props) {
  const champ = champDe(saisie, erreurs);
  return (
    <Formulaire action={`/agent/agents/${agent.id}/double-authentification`}>
      <p>
        Téléphone perdu, et les codes de secours aussi ? Retirez sa double authentification : il est
        déconnecté, un courriel le lui dit, et il la pose de nouveau. Assurez-vous que c’est bien
        lui qui le demande.
      </p>
      <Champ
        {...champ('motif_double', 'Motif du retrait')}
        aide="Le journal le garde."
        longueurMax={200}
        autocomplete="off"
      />
      <Boutons>
        <Bouton allure="danger">Retirer sa double authentification</Bouton>
      </Boutons>
    </Formulaire>
  );
}

function Suspension({ agent, saisie, erreurs }: Props) {
  const champ = champDe(saisie, erreurs);
  const suspendu = agent.suspenduLe !== null;
  const geste = suspendu ? 'reactivation' : 'suspension';
  return (
    <Formulaire action={`/agent/agents/${agent.id}/${geste}`}>
      <p>
        {suspendu
          ? 'Réactivé, il retrouve son rôle, ses structures et son mot de passe.'
          : 'Suspendu, il est déconnecté aussitôt et ne peut plus entrer. Ce qu’il a fait garde son nom.'}
      </p>
      <Champ
        {...champ('motif_suspension', 'Motif')}
        aide="Le journal le garde."
        longueurMax={200}
        autocomplete="off"
      />
      <Boutons>
        <Bouton allure={suspendu ? 'secondaire' : 'danger'}>
          {suspendu ? 'Réactiver l’accès' : 'Suspendre l’accès'}
        </Bouton>
      </Boutons>
    </Formulaire>
  );
}
