import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  direCompte,
  direSuites,
  etatDeLaCase,
  exigeUnMotifDePlaces,
  placesLibres,
} from './remplissage.ts';

const CASE = { ouvert: true, places: 20, validees: 10, proposees: 0, attendent: 0 };

test.each([
  [{}, null, 'libre'],
  [{ validees: 18 }, null, 'presque'],
  [{ validees: 17, proposees: 2 }, null, 'presque'],
  [{ validees: 19, proposees: 1 }, null, 'complet'],
  [{ places: 2, validees: 1 }, null, 'presque'],
  [{ places: 0, validees: 0 }, null, 'complet'],
  [{ places: null }, null, 'sans_limite'],
  [{ ouvert: false }, 15, 'ferme'],
  [{}, 20, 'libre'],
  [{}, 19, 'sur_capacite'],
] as const)('%j, capacité %s : %s', (ecart, capacite, etat) => {
  expect(etatDeLaCase({ ...CASE, ...ecart }, capacite)).toBe(etat);
});

test('une case dit ses comptes en mots', () => {
  expect(direCompte(CASE)).toBe('10\u00a0/\u00a020');
  expect(direCompte({ ...CASE, places: null })).toBe('10');
  expect(direSuites({ ...CASE, proposees: 1, attendent: 3 })).toEqual([
    '1 proposée',
    '3 attendent',
  ]);
  expect(direSuites({ ...CASE, proposees: 2, attendent: 1 })).toEqual(['2 proposées', '1 attend']);
});

test('une place proposée n’est pas libre, et complet veut dire zéro', () => {
  const nombre = fc.nat(30);
  fc.assert(
    fc.property(nombre, nombre, nombre, (places, validees, proposees) => {
      const c = { ...CASE, places, validees, proposees };
      expect(etatDeLaCase(c, null) === 'complet').toBe((placesLibres(c) ?? 1) <= 0);
    }),
  );
});

test('un motif seulement au-delà de la capacité déclarée', () => {
  expect(exigeUnMotifDePlaces(21, 20)).toBe(true);
  expect(exigeUnMotifDePlaces(20, 20)).toBe(false);
  expect(exigeUnMotifDePlaces(500, null)).toBe(false);
});
