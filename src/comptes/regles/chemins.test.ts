import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cheminSur, nommerSaisie, peutSeGarder } from './chemins.ts';

describe('où aller après la connexion', () => {
  test.each([
    '/famille',
    '/famille/inscriptions?enfant=3&mois=2026-11',
    '/famille/inscriptions?q=a+b%20c',
    '/agent/demandes/12',
  ])('%s est une page de Préau', (vers) => expect(cheminSur(vers)).toBe(vers));

  test.each([
    'https://ailleurs.test',
    '//ailleurs.test',
    '/\\ailleurs.test',
    '/famille\\..\\x',
    '/connexion',
    '/famille\r\nset-cookie: a=b',
    '/famille.ailleurs.test',
    '/famille/\0',
    '/famille/é',
    '',
    `/famille/${'a'.repeat(600)}`,
    'javascript:alert(1)',
  ])('%j n’en est pas une', (vers) => expect(cheminSur(vers)).toBeNull());

  test('quel que soit le texte, on reste sur ce site', () => {
    const bout = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom('/famille', '/agent', '/', '//', ''), bout, (debut, fin) => {
        const chemin = cheminSur(debut + fin);
        return chemin === null || new URL(chemin, 'http://p.test').host === 'p.test';
      }),
      { numRuns: 300 },
    );
  });
});

test('la saisie qui attend porte le nom de sa page', () => {
  expect(nommerSaisie('/famille/pre-inscrire/calendrier')).toBe('Votre demande de pré-inscription');
  expect(nommerSaisie('/famille/autre')).toBe('Votre saisie');
});

test('un mot de passe ne se garde jamais, ni un envoi démesuré', () => {
  expect(peutSeGarder('/famille/contact', 'a=1')).toBe(true);
  expect(peutSeGarder('/famille/mot-de-passe', 'ancien=x')).toBe(false);
  expect(peutSeGarder('/agent/mot-de-passe', 'ancien=x')).toBe(false);
  expect(peutSeGarder('/famille/contact', 'a'.repeat(400_001))).toBe(false);
  expect(peutSeGarder('/famille/contact', '')).toBe(false);
});
