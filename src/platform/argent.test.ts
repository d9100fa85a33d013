import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ecrireEuros, lireEuros } from './argent.ts';

test('une somme s’écrit en euros, à la française', () => {
  expect(ecrireEuros(305)).toBe('3,05\u00a0€');
  expect(ecrireEuros(-125_000)).toBe('-1\u202f250,00\u00a0€');
});

test('ce qui est écrit se relit au centime près', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (centimes) => {
      expect(lireEuros(ecrireEuros(centimes))).toBe(centimes);
    }),
  );
});

test('une somme qui n’en est pas une ne se devine pas', () => {
  for (const saisie of ['', '3,055', 'trois', '1e3', '--4', '12,']) {
    expect(lireEuros(saisie)).toBeNull();
  }
});
