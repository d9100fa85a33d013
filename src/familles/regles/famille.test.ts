import { describe, expect, test } from 'vitest';
import { anneeSuivante, communeAVerifier, direAge, motsDeRecherche } from './famille.ts';

test.each([
  ['2019-03-03', '2026-11-16', '7 ans'],
  ['2025-11-16', '2026-11-16', '1 an'],
  ['2025-11-17', '2026-11-16', '11 mois'],
  ['2026-03-01', '2026-11-16', '8 mois'],
  ['2026-10-17', '2026-11-16', 'moins d’un mois'],
  ['2027-01-01', '2026-11-16', 'à naître'],
])('né le %s, il a le %s %s', (neLe, jour, age) => expect(direAge(neLe, jour)).toBe(age));

test('l’année scolaire suivante s’écrit en deux ans', () => {
  expect(anneeSuivante('2026-2027')).toBe('2027-2028');
});

describe('chercher une famille', () => {
  test.each([
    ['Lœïc O’Brien', ['loeic', 'o', 'brien']],
    ['  DUPONT-Moretti, Zoé ', ['dupont', 'moretti', 'zoe']],
    ['<script>alert(1)</script>', ['script', 'alert', '1']],
    ["'); drop table familles; --", ['drop', 'table', 'familles']],
    ['a & b | !c:*', ['a', 'b', 'c']],
    ['un deux trois quatre cinq six', ['un', 'deux', 'trois', 'quatre', 'cinq']],
    ['\u0000 \u00a0', []],
  ])('« %s » cherche %j', (tape, mots) => expect(motsDeRecherche(tape)).toEqual(mots));
});

describe('la commune à vérifier', () => {
  test('l’écriture ne compte pas, la commune compte', () => {
    expect(communeAVerifier('ST AUBIN', 'Saint-Aubin')).toBe(false);
    expect(communeAVerifier('saint aubin', 'Saint-Aubin')).toBe(false);
    expect(communeAVerifier('Beaugency', 'Saint-Aubin')).toBe(true);
  });
  test('sans commune retenue, ce que la famille écrit est à vérifier', () => {
    expect(communeAVerifier('Saint-Aubin', null)).toBe(true);
    expect(communeAVerifier('', null)).toBe(false);
  });
});
