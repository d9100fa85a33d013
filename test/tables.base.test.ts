import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { creerBase } from './base.ts';

test('les types des tables sont ceux de la base migrée', async () => {
  const { config, supprimer } = await creerBase();
  const url = `postgres://${config.user}@localhost/${config.database}?host=${encodeURIComponent(config.host ?? '')}`;
  try {
    const engendres = execFileSync(process.execPath, ['outils/tables.ts', url, '/dev/stdout'], {
      encoding: 'utf8',
    });
    const attendus = readFileSync('src/platform/tables.ts', 'utf8');
    expect(engendres.slice(engendres.indexOf('/**')).trim()).toBe(attendus.trim());
  } finally {
    await supprimer();
  }
});
