import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choisirIdentifiants, racineDe } from './identifiants.ts';

describe('Un identifiant', () => {
  test.each([
    ['Claire', 'MARTIN', 'claire.martin'],
    ['Zoé', 'O’Brien-Lœvy', 'zoe.obrien-loevy'],
    ['Anne Marie', 'de la Tour', 'anne-marie.de-la-tour'],
    ['李', '小龙', 'personne'],
    ['', 'Martin', 'martin'],
  ])('de %s %s est %s', (prenom, nom, identifiant) => {
    expect(racineDe({ prenom, nom })).toBe(identifiant);
  });

  test('déjà pris, prend le numéro suivant', () => {
    const claire = { prenom: 'Claire', nom: 'Martin' };
    expect(choisirIdentifiants([claire, claire], ['claire.martin', 'claire.martin3'])).toEqual([
      'claire.martin2',
      'claire.martin4',
    ]);
  });

  test('ne sert jamais à deux personnes d’un même lot', () => {
    const personne = fc.record({
      prenom: fc.constantFrom('Léo', 'Leo', ''),
      nom: fc.constantFrom('A', 'b', '2'),
    });
    fc.assert(
      fc.property(fc.array(personne), (lot) => {
        const identifiants = choisirIdentifiants(lot, []);
        expect(new Set(identifiants).size).toBe(lot.length);
      }),
    );
  });
});
