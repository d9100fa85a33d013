import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import {
  adresseOtp,
  codeDe,
  ecrireCodeDeSecours,
  ecrireSecret,
  examinerCode,
  exigeLaDoubleAuthentification,
  lireCode,
  pasDe,
} from './double-authentification.ts';
import { ROLES } from './droits.ts';

const octets = (texte: string) => new Secret({ buffer: new TextEncoder().encode(texte).buffer });
const SHA1 = octets('12345678901234567890');
const SECRET = SHA1.base32;
const a = (secondes: number) => new Date(secondes * 1000);

/** RFC 6238, annexe B : les dix-huit codes de huit chiffres. */
const VECTEURS = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const;

describe('les codes de la norme (RFC 6238, annexe B)', () => {
  test.each(VECTEURS)('à %i secondes', (secondes, sha1, sha256, sha512) => {
    const code = (secret: Secret, algorithm: string) =>
      new TOTP({ secret, algorithm, digits: 8, period: 30 }).generate({
        timestamp: secondes * 1000,
      });
    expect(code(SHA1, 'SHA1')).toBe(sha1);
    expect(code(octets('12345678901234567890123456789012'), 'SHA256')).toBe(sha256);
    const long = `${'1234567890'.repeat(6)}1234`;
    expect(code(octets(long), 'SHA512')).toBe(sha512);
    // Les nôtres ont six chiffres : les six derniers.
    expect(codeDe(SECRET, a(secondes))).toBe(sha1.slice(2));
    expect(examinerCode(SECRET, sha1.slice(2), a(secondes), null)).toEqual({
      issue: 'juste',
      pas: Math.floor(secondes / 30),
    });
  });
});

describe('un code', () => {
  const instant = a(1111111109);
  const pas = pasDe(instant);
  const code = codeDe(SECRET, instant);

  test('vaut un pas avant et un pas après, pas deux', () => {
    for (const [ecart, issue] of [
      [-60, 'faux'],
      [-30, 'juste'],
      [0, 'juste'],
      [30, 'juste'],
      [60, 'faux'],
    ] as const)
      expect([ecart, examinerCode(SECRET, code, a(1111111109 + ecart), null).issue]) //
        .toEqual([ecart, issue]);
  });

  test('ne sert qu’une fois, et aucun plus ancien ne sert après lui', () => {
    expect(examinerCode(SECRET, code, instant, pas - 1).issue).toBe('juste');
    expect(examinerCode(SECRET, code, instant, pas).issue).toBe('rejoue');
    expect(examinerCode(SECRET, code, instant, pas + 1).issue).toBe('rejoue');
  });

  test('mal formé est faux, jamais une erreur', () => {
    for (const saisie of ['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥', '12 345'])
      expect(examinerCode(SECRET, saisie, instant, null).issue).toBe('faux');
  });
});

test('six chiffres ou un code de secours, avec les espaces et les tirets que l’on veut', () => {
  expect(lireCode(' 123 456 ')).toEqual({ genre: 'application', code: '123456' });
  expect(lireCode('abcde-fghjk')).toEqual({ genre: 'secours', code: 'ABCDEFGHJK' });
  expect(lireCode('2345678923')).toEqual({ genre: 'secours', code: '2345678923' });
  for (const saisie of ['', '12345', 'ABCDE-FGHJ0', 'ABCDE-FGHJI', 'ABCDE-FGHJKM'])
    expect(lireCode(saisie)).toBeNull();
  expect(ecrireCodeDeSecours('ABCDEFGHJK')).toBe('ABCDE-FGHJK');
});

test('l’adresse que lit l’application nomme la collectivité et le compte', () => {
  expect(adresseOtp(SECRET, 'n.benali@mairie.fr', 'Ville de Saint-Aubin')).toBe(
    'otpauth://totp/Ville%20de%20Saint-Aubin:n.benali%40mairie.fr?issuer=Ville%20de%20Saint-Aubin' +
      `&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
  );
  expect(ecrireSecret('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
});

test.each([
  ['propose', []],
  ['roles', ['administrateur', 'regisseur']],
  ['tous', [...ROLES]],
] as const)('réglage « %s » : l’exige de %j', (reglage, attendus) => {
  expect(ROLES.filter((role) => exigeLaDoubleAuthentification({ role }, reglage))).toEqual(
    attendus,
  );
});
