import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decrireSchema } from '../outils/schema-sql.ts';
import { creerBase } from './base.ts';

test('les types des tables sont ceux de la base migrée', async () => {
  await visiter((url) => {
    const engendres = execFileSync(process.execPath, ['outils/tables.ts', url, '/dev/stdout'], {
      encoding: 'utf8',
    });
    const attendus = readFileSync('src/platform/tables.ts', 'utf8');
    expect(engendres.slice(engendres.indexOf('/**')).trim()).toBe(attendus.trim());
  });
});

test('db/schema.sql décrit la base migrée', async ({ skip }) => {
  await visiter((url) => {
    const schema = decrireSchema(url);
    if (schema === null) return skip('pg_dump 15 et une base 15 : seule façon de comparer');
    expect(readFileSync('db/schema.sql', 'utf8')).toBe(schema);
  });
});

async function visiter(regarder: (url: string) => void): Promise<void> {
  const { config, supprimer } = await creerBase();
  try {
    const prise = encodeURIComponent(config.host ?? '');
    regarder(
      `postgres://${config.user}@localhost/${config.database}?host=${prise}&port=${config.port}`,
    );
  } finally {
    await supprimer();
  }
}
