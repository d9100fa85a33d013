import { expect, test } from 'vitest';
import {
  compteurRecule,
  garderLesTransports,
  NOM_MAX,
  nommerLaCle,
  refuserLeRetrait,
} from './cles-d-acces.ts';

test.each([
  [0, 0, false],
  [0, 1, false],
  [41, 42, false],
  [42, 42, true],
  [42, 41, true],
  [42, 0, true],
  [42, Number.NaN, true],
])('compteur vu %i, annoncé %i : recule = %s', (dernier, annonce, attendu) => {
  expect(compteurRecule(dernier, annonce)).toBe(attendu);
});

test('la seule façon d’entrer ne se retire pas', () => {
  const rien = { motDePasse: false, courriel: false };
  expect(refuserLeRetrait({ ...rien, clesQuiOuvrent: 1 }, true)).toContain('seule façon d’entrer');
  expect(refuserLeRetrait({ ...rien, clesQuiOuvrent: 2 }, true)).toBeNull();
  expect(refuserLeRetrait({ ...rien, motDePasse: true, clesQuiOuvrent: 1 }, true)).toBeNull();
  expect(refuserLeRetrait({ ...rien, courriel: true, clesQuiOuvrent: 1 }, true)).toBeNull();
});

test('une clé qui n’ouvre plus se retire toujours', () => {
  const seule = { motDePasse: false, courriel: false, clesQuiOuvrent: 0 };
  expect(refuserLeRetrait(seule, false)).toBeNull();
});

test('une clé sans nom prend celui de l’appareil', () => {
  expect(nommerLaCle('  Mon   téléphone ', 'Chrome sur Android')).toBe('Mon téléphone');
  expect(nommerLaCle(' ', 'Chrome sur Android')).toBe('Chrome sur Android');
  expect(nommerLaCle('a'.repeat(500), 'x')).toHaveLength(NOM_MAX);
});

test('des transports, seuls ceux de la norme se gardent', () => {
  expect(garderLesTransports(['internal', '<script>', 'usb'])).toEqual(['usb', 'internal']);
});
