import { cadre } from '../../../cadre.tsx';
import type { Handler } from '../../../platform/http.ts';
import { ecrireInstant } from '../../../platform/instants.ts';
import { Bouton, Boutons } from '../../../ui/formulaire.tsx';
import { Tableau } from '../../../ui/tableau.tsx';
import { direEtat } from '../../regles/agents.ts';
import { ROLES_EN_MOTS } from '../../regles/droits.ts';
import { type AgentLu, listerAgents } from '../../requetes/agents.ts';
import type { SessionAgent } from '../../session.ts';

/** Les accès des services : qui, quel rôle, quelles structures, vu quand. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  const agents = await listerAgents(ctx.db);
  return cadre(
    ctx,
    { titre: 'Agents' },
    <>
      <h1>Agents</h1>
      <p>
        Chaque collègue a son propre accès : le journal dit ainsi qui a fait quoi. « Qui peut quoi »
        est expliqué dans <a href="/agent/aide#agents">l’aide des services</a>.
      </p>
      <Boutons>
        <Bouton href="/agent/agents/nouveau" icone="plus">
          Inviter un collègue
        </Bouton>
      </Boutons>
      <Liste agents={agents} fuseau={ctx.commune.fuseau} />
    </>,
  );
};

function Liste({ agents, fuseau }: { agents: readonly AgentLu[]; fuseau: string }) {
  return (
    <Tableau
      titre="Les agents"
      titreCache
      lignes={agents}
      cle={(a) => a.id}
      colonnes={[
        {
          titre: 'Agent',
          entete: true,
          cellule: (a) => <a href={`/agent/agents/${a.id}`}>{`${a.prenom} ${a.nom}`}</a>,
        },
        { titre: 'Rôle', cellule: (a) => ROLES_EN_MOTS[a.role] },
        {
          titre: 'Structures',
          cellule: (a) => a.structures?.map((s) => s.nom).join(', ') ?? 'Toutes',
        },
        { titre: 'Accès', insecable: true, cellule: (a) => direEtat(a) },
        {
          titre: 'Dernière connexion',
          cellule: (a) =>
            a.connecteLe ? ecrireInstant(a.connecteLe, fuseau, { annee: true }) : 'Jamais',
        },
      ]}
    />
  );
}
