import { expect, test } from 'vitest';
import { peutLireLesTarifs, peutModifierLaGrille, peutModifierLesTarifs } from './acces.ts';

test.each([
  ['administrateur', null, true, true],
  ['guichet', null, true, true],
  ['guichet', [1, 2], true, true],
  ['guichet', [2], true, false],
  ['guichet', [], true, false],
  ['directeur', [1], true, false],
  ['regisseur', null, true, false],
  ['regisseur', [1], true, false],
  ['animateur', [1], false, false],
  ['inconnu', null, false, false],
] as const)(
  '%s, structures %j : lit %s, change une grille de la structure 1 %s',
  (role, structures, lit, change) => {
    expect(peutLireLesTarifs({ role })).toBe(lit);
    expect(peutModifierLaGrille({ role, structures }, 1)).toBe(change);
  },
);

test('le régisseur lit les tarifs et les quotients, il n’y touche pas', () => {
  expect(peutLireLesTarifs({ role: 'regisseur' })).toBe(true);
  expect(peutModifierLesTarifs({ role: 'regisseur' })).toBe(false);
});
