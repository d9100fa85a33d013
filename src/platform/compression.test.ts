import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressPage } from './compression.ts';

const page = `<p>${'Réservé '.repeat(300)}</p>`;

test('une page part en brotli quand le navigateur le lit, et se relit telle quelle', () => {
  const sortie = compressPage(page, 'gzip, deflate, br, zstd');
  expect(sortie?.encoding).toBe('br');
  expect(brotliDecompressSync(sortie?.body ?? '').toString()).toBe(page);
});

test('à défaut de brotli, elle part en gzip', () => {
  const sortie = compressPage(page, 'gzip, br;q=0');
  expect(sortie?.encoding).toBe('gzip');
  expect(gunzipSync(sortie?.body ?? '').toString()).toBe(page);
});

test('une page courte, ou un navigateur qui n’en veut pas, ne comprime rien', () => {
  expect(compressPage('<p>Court</p>', 'br')).toBeNull();
  expect(compressPage(page, undefined)).toBeNull();
  expect(compressPage(page, 'identity')).toBeNull();
});
