import { expect, test } from 'vitest';
import { fingerprint, seal, unseal } from './seal.ts';

const SECRET = 'un secret assez long pour un essai';

test('ce qui est scellé se rouvre, et chaque sceau est différent', () => {
  const un = seal(SECRET, 'essai', 'compte:1', 'Œuvre à Noël');
  expect(unseal(SECRET, 'essai', 'compte:1', un)).toBe('Œuvre à Noël');
  expect(seal(SECRET, 'essai', 'compte:1', 'Œuvre à Noël')).not.toEqual(un);
  expect(un.toString('utf8')).not.toContain('uvre');
});

test('un autre secret, un autre usage, une autre ligne, un bit changé : rien ne s’ouvre', () => {
  const sceau = seal(SECRET, 'essai', 'compte:1', 'texte');
  expect(unseal('un autre secret, aussi long que lui', 'essai', 'compte:1', sceau)).toBeNull();
  expect(unseal(SECRET, 'autre', 'compte:1', sceau)).toBeNull();
  expect(unseal(SECRET, 'essai', 'compte:2', sceau)).toBeNull();
  for (const rang of [0, 5, 20, sceau.length - 1]) {
    const abime = Buffer.from(sceau);
    abime[rang] = (abime[rang] ?? 0) ^ 1;
    expect(unseal(SECRET, 'essai', 'compte:1', abime)).toBeNull();
  }
  expect(unseal(SECRET, 'essai', 'compte:1', Buffer.alloc(0))).toBeNull();
  expect(unseal(SECRET, 'essai', 'compte:1', sceau.subarray(0, 20))).toBeNull();
});

test('une empreinte dépend du secret et de l’usage', () => {
  const empreinte = fingerprint(SECRET, 'essai', 'ABC');
  expect(fingerprint(SECRET, 'essai', 'ABC')).toEqual(empreinte);
  expect(fingerprint(SECRET, 'autre', 'ABC')).not.toEqual(empreinte);
  expect(fingerprint('autre', 'essai', 'ABC')).not.toEqual(empreinte);
});
