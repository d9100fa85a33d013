/** docs/regles/agents.md est la donnée de ces essais : un exemple faux dans la page est un échec. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  direEtat,
  direReglages,
  exigerMotif,
  type FaitsDAgent,
  refuserChangement,
  refuserReglages,
  refuserSuspension,
} from './agents.ts';

const page = readFileSync(new URL('../../../docs/regles/agents.md', import.meta.url), 'utf8');
const exemples = (page.split('## Exemples')[1]?.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((l) => l.startsWith('|'))
  .slice(2)
  .map(
    (l) =>
      l
        .split('|')
        .map((c) => c.trim())
        .slice(1, -1) as [string, string, string, string, string],
  );

const GESTES: Record<string, (a: FaitsDAgent) => { code: string } | null> = {
  'devient guichet': (a) => refuserChangement(a, { role: 'guichet', structures: null }),
  renonce: (a) => refuserChangement({ ...a, soiMeme: true }, { role: 'guichet', structures: null }),
  'est suspendu': refuserSuspension,
  'se suspend': (a) => refuserSuspension({ ...a, soiMeme: true }),
  'devient administrateur limité': (a) =>
    refuserChangement(a, { role: 'administrateur', structures: [1] }),
  'devient directeur limité': (a) => refuserChangement(a, { role: 'directeur', structures: [1] }),
  'devient directeur de rien': (a) => refuserChangement(a, { role: 'directeur', structures: [] }),
};

describe('les exemples de docs/regles/agents.md', () => {
  test('chacun cite une règle de la page', () => {
    expect(exemples).toHaveLength(10);
    const regles = new Set([...page.matchAll(/^(\d+)\. \*\*/gm)].map((m) => m[1]));
    for (const e of exemples) expect(regles).toContain(e[4]);
  });

  test.each(exemples)(
    '%s, autres administrateurs : %s ; %s : %s',
    (qui, autres, geste, reponse) => {
      const agent: FaitsDAgent = {
        role: qui.startsWith('administrateur') ? 'administrateur' : 'guichet',
        structures: null,
        suspendu: qui.endsWith('suspendu'),
        autresAdministrateurs: Number(autres),
        soiMeme: false,
      };
      expect(GESTES[geste]?.(agent)?.code ?? 'oui').toBe(reponse);
    },
  );
});

test('l’administrateur et le régisseur voient toutes les structures ; les autres se limitent', () => {
  for (const role of ['administrateur', 'regisseur'] as const)
    expect(refuserReglages({ role, structures: [1] })?.champ).toBe('structures');
  for (const role of ['guichet', 'directeur', 'animateur', 'lecture'] as const) {
    expect(refuserReglages({ role, structures: [1] })).toBeNull();
    expect(refuserReglages({ role, structures: null })).toBeNull();
    expect(refuserReglages({ role, structures: [] })?.code).toBe('aucune_structure');
  }
});

test('un changement dit pourquoi', () => {
  expect(() => exigerMotif('', 'motif')).toThrow('Écrivez pourquoi');
  expect(() => exigerMotif('Départ', 'motif')).not.toThrow();
});

test('les réglages et l’accès se disent en mots', () => {
  expect(direReglages('guichet', null)).toBe('Guichet, toutes les structures');
  expect(direReglages('directeur', ['Centre', 'Cantine'])).toBe('Directeur, Centre et Cantine');
  const le = new Date('2026-09-01');
  expect(direEtat({ activeLe: null, suspenduLe: null })).toBe('Invité');
  expect(direEtat({ activeLe: le, suspenduLe: null })).toBe('En service');
  expect(direEtat({ activeLe: le, suspenduLe: le })).toBe('Suspendu');
});
