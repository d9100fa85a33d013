import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fonder, schemaFondation } from '../db/fonder.ts';
import { changerLogo } from '../src/collectivite/actions/regler.ts';
import { jugerLogo } from '../src/collectivite/regles/logo.ts';
import { PREAU } from '../src/journal/actions.ts';
import { dernierLien } from './comptes.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

const SAISIE = {
  nom: 'Commune de Beaulieu',
  'nom-court': 'Beaulieu',
  courriel: 'mairie@beaulieu.test',
  'code-insee': '45025',
  'code-postal': '45630',
  zone: 'B',
  'admin-prenom': 'Ana',
  'admin-nom': 'Costa',
  'admin-courriel': 'ana.costa@beaulieu.test',
};

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
});
afterAll(() => portail.fermer());

test('un portail fondé à vide ouvre ses pages, et son premier compte y entre seul', async () => {
  const { db, clock } = portail.services;
  const saisie = schemaFondation.parse(SAISIE);
  const deux = await Promise.all([1, 2].map(() => fonder(db, saisie, clock.now())));
  expect(deux.sort()).toEqual([false, true]);
  expect((await portail.visiter('GET', '/')).body).toContain('Commune de Beaulieu');
  await portail.visiter('POST', '/activation', {
    corps: new URLSearchParams({ acces: 'ana.costa@beaulieu.test' }),
  });
  const entree = await portail.visiter('POST', await dernierLien(portail), {
    corps: new URLSearchParams({ motDePasse: 'Tortue-Verte-44' }),
  });
  expect([entree.statusCode, entree.headers.location]).toEqual([303, '/agent']);
  const { rows } = await sql<{ role: string }>`select role from agents`.execute(db);
  expect(rows).toEqual([{ role: 'administrateur' }]);
});

test('une fondation mal écrite nomme ce qui manque', () => {
  const lue = schemaFondation.safeParse({ ...SAISIE, zone: 'D', nom: undefined });
  expect(lue.error?.issues.map((i) => `${String(i.path[0])} ${i.message}`)).toEqual([
    'nom manque',
    'zone est A, B ou C',
  ]);
});

test('le logo se montre sur chaque page, sous un nom qui change avec lui', async () => {
  const { logo } = jugerLogo(readFileSync('docs/images/calendrier.png'));
  expect(logo?.type).toBe('image/png');
  await changerLogo(portail.services, { logo, acteur: PREAU });
  await changerLogo(portail.services, { logo, acteur: PREAU });
  const adresse = /<img src="(\/logo\/[\w-]{22})"/.exec(
    (await portail.visiter('GET', '/')).body,
  )?.[1];
  const image = await portail.visiter('GET', adresse ?? '');
  expect(image.headers['content-type']).toBe('image/png');
  expect(image.headers['cache-control']).toContain('immutable');
  expect(image.rawPayload.equals(logo?.octets ?? Buffer.alloc(0))).toBe(true);
  expect((await portail.visiter('GET', '/logo/inconnu')).statusCode).toBe(404);
});
