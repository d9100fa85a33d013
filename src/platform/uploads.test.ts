import { expect, test } from 'vitest';
import { textOf } from './uploads.ts';

const lire = (bytes: Buffer) => textOf({ name: 'essai.csv', bytes });

test('un fichier en UTF-8 se lit tel quel', () => {
  expect(lire(Buffer.from('Léa Ŝćħœn', 'utf8'))).toBe('Léa Ŝćħœn');
});

test('un fichier d’Excel, en Windows-1252, garde ses accents et son signe euro', () => {
  expect(lire(Buffer.from([0x4c, 0xe9, 0x61, 0x20, 0x80]))).toBe('Léa €');
});
