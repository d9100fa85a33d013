import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  agentApresReponse,
  attribuables,
  type Etat,
  ecritsEntreTemps,
  examinerEchange,
  reprendre,
  type Situation,
  suivre,
} from './conversation.ts';
import { TEXTE_AU_PLUS } from './ecrire.ts';

const AGENTS: Record<string, number | null> = { personne: null, Claire: 1, Denis: 2 };
const ETATS: Record<string, Etat> = {
  'à traiter': 'a_traiter',
  'en cours': 'en_cours',
  'en attente': 'en_attente',
  close: 'close',
};

const exemples = readFileSync('docs/regles/messages.md', 'utf8')
  .split('\n')
  .filter((l) => /^\| (à traiter|en cours|en attente|close) \|/.test(l))
  .map((l) => l.split('|').map((c) => c.trim()));

function lireSituation(etat: string | undefined, agent: string | undefined): Situation {
  return { etat: ETATS[etat ?? '']!, agentId: AGENTS[agent ?? '']! };
}

/** Claire agit, ou la famille. */
function jouer(avant: Situation, geste: string): Situation {
  const claire = 1;
  const choisir = (choisi: Partial<Situation>) =>
    suivre(avant, { ...avant, ...choisi, agentQuiAgit: claire }).apres;
  const repondre = (etat: Etat) => ({ etat, agentId: agentApresReponse(avant.agentId, claire) });
  switch (geste) {
    case 'la famille répond':
      return reprendre(avant).apres;
    case 'Claire la prend':
      return choisir({ agentId: claire });
    case 'Claire la confie à Denis':
      return choisir({ agentId: 2 });
    case 'Claire la rend':
      return choisir({ agentId: null });
    case 'Claire la rend et la clôt':
      return choisir({ agentId: null, etat: 'close' });
    case 'Claire répond et attend':
      return repondre('en_attente');
    case 'Claire répond et clôt':
      return repondre('close');
    default:
      throw new Error(`Geste inconnu : ${geste}`);
  }
}

describe('les exemples de docs/regles/messages.md', () => {
  test('il y en a', () => expect(exemples.length).toBe(9));

  test.each(exemples)('%s| %s, %s : %s', (_, etat, agent, geste, apresEtat, apresAgent) => {
    const apres = jouer(lireSituation(etat, agent), geste ?? '');
    expect(apres).toEqual(lireSituation(apresEtat, apresAgent));
  });
});

describe('une conversation', () => {
  test('ne change pas quand on enregistre le suivi tel qu’il est', () => {
    for (const etat of Object.values(ETATS)) {
      const avant = { etat, agentId: 1 };
      expect(suivre(avant, { ...avant, agentQuiAgit: 1 }).change).toBe(false);
    }
  });

  test('seule une conversation close se dit rouverte', () => {
    const rouverte = (etat: Etat) => reprendre({ etat, agentId: null }).rouverte;
    expect(Object.values(ETATS).filter(rouverte)).toEqual(['close']);
  });

  test('se confie à qui peut y répondre, dans ses structures', () => {
    const agent = (id: number, role: string, structures: number[] | null) => ({
      id,
      nom: `Agent ${id}`,
      role,
      structures,
    });
    const agents = [
      agent(1, 'administrateur', null),
      agent(2, 'directeur', [1]),
      agent(3, 'directeur', [2]),
      agent(4, 'lecture', null),
      agent(5, 'animateur', [2]),
    ];
    const qui = (structureId: number | null) => attribuables(agents, structureId).map((a) => a.id);
    expect([qui(1), qui(2), qui(null)]).toEqual([
      [1, 2],
      [1, 3],
      [1, 2, 3],
    ]);
  });

  test('ce qu’un autre écrit après ce que l’agent a lu l’arrête ; ses propres mots, non', () => {
    const echanges = [
      { id: 3, compteId: 5 },
      { id: 4, compteId: 6 },
      { id: 5, compteId: 5 },
    ];
    const arretent = (vu: number) => ecritsEntreTemps(echanges, vu, 5).map((e) => e.id);
    expect([arretent(0), arretent(3), arretent(4), arretent(9)]).toEqual([[4], [4], [], []]);
  });

  test('une réponse vide ou trop longue se dit sur son champ', () => {
    expect(examinerEchange(' \r\n ').erreurs[0]?.champ).toBe('texte');
    expect(examinerEchange('x'.repeat(TEXTE_AU_PLUS + 1)).erreurs).toHaveLength(1);
    expect(examinerEchange(' Bonjour\r\nmerci\u0007 ')).toEqual({
      texte: 'Bonjour\nmerci',
      erreurs: [],
    });
  });
});
