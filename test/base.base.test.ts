import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../src/platform/db.ts';
import { creerBase } from './base.ts';
import { ouvrirPortail, type Portail } from './portail.ts';

let portail: Portail;
beforeAll(async () => {
  portail = await ouvrirPortail();
});
afterAll(() => portail.fermer());

test('deux fichiers de tests ont deux bases, migrées, qui s’ignorent', async () => {
  const [une, autre] = await Promise.all([creerBase(), creerBase()]);
  const [dbUne, dbAutre] = [openDatabase(une.config), openDatabase(autre.config)];
  await sql`create table temoin (n int)`.execute(dbUne);
  const { rows } = await sql<{ temoin: string | null; migrees: number }>`
    select to_regclass('temoin') as temoin, (select count(*) from migrations) as migrees`.execute(
    dbAutre,
  );
  expect(rows[0]?.temoin).toBeNull();
  expect(rows[0]?.migrees).toBeGreaterThan(0);
  await Promise.all([dbUne.destroy(), dbAutre.destroy()]);
  await Promise.all([une.supprimer(), autre.supprimer()]);
});

test('les noms se rangent à la française, accents compris', async () => {
  const { rows } = await sql<{ nom: string }>`
    select nom from (values ('Zoé'), ('Étienne'), ('Fanny'), ('Eric')) as v (nom)
    order by nom`.execute(portail.services.db);
  expect(rows.map((r) => r.nom)).toEqual(['Eric', 'Étienne', 'Fanny', 'Zoé']);
});

test('le portail de test répond, et ses ordres SQL sont comptés', async () => {
  portail.requetes.length = 0;
  const reponse = await portail.visiter('GET', '/sante/pret');
  expect(reponse.statusCode).toBe(200);
  expect(portail.requetes.length).toBeGreaterThan(0);
});
