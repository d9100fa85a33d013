import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargerVacances } from '../../src/activites/actions/ouvrir.ts';
import { ajouterAgent } from '../comptes.ts';
import { connecter, poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
let compteId: number;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await db.transaction().execute(chargerVacances);
  compteId = await ajouterAgent(portail);
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrir(largeur: number, javascript: boolean): Promise<Page> {
  const { db } = portail.services;
  const [name = '', value = ''] = (await connecter(db, compteId, portail.horloge.now())).split('=');
  const page = await navigateur.nouvellePage({ largeur, javascript });
  await page.context().addCookies([{ name, value, url: adresse }]);
  return page;
}

async function verifier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])).toEqual([]);
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const deborde = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect([page.url(), width, await page.evaluate(deborde)]).toEqual([page.url(), width, 0]);
  }
}

test('Nadia prépare l’année suivante : elle corrige une date, relit, crée, et revient sans rien doubler', async () => {
  const page = await ouvrir(1280, true);
  await page.goto(`${adresse}/agent/activites`);
  await page.getByRole('link', { name: 'Préparer l’année suivante' }).press('Enter');
  await page.getByRole('button', { name: 'Créer 3 périodes' }).waitFor();
  await verifier(page);
  await page.getByLabel(/^Vacances d’hiver, du/).press('Space');
  await page.locator('summary', { hasText: 'Changer les dates' }).first().press('Enter');
  await page.getByLabel('Dernier jour d’accueil').first().fill('2028-06-30');
  await verifier(page);
  await page.getByRole('button', { name: 'Créer 3 périodes' }).press('Enter');
  await page.getByText('Vos choix ont changé l’aperçu').waitFor();
  await verifier(page);
  await page.getByRole('button', { name: 'Créer 2 périodes' }).press('Enter');
  await page.getByText('C’est fait : 2 périodes de 2027-2028 sont créées').waitFor();
  await verifier(page);
  expect(await page.getByText('déjà fait, par « Année 2027-2028 »').count()).toBe(2);
  const { rows } = await sql<{ au: string }>`
    select au from periodes where reconduit = 1`.execute(portail.services.db);
  expect(rows.map((r) => r.au)).toEqual(['2028-06-30']);
}, 120_000);

test('sans JavaScript, sur un téléphone, une activité se copie, cachée aux familles', async () => {
  const page = await ouvrir(360, false);
  await page.goto(`${adresse}/agent/activites/1`);
  await page.getByRole('link', { name: 'Copier cette activité' }).click();
  await page.getByLabel('Nom de la copie').fill('GARDERIE DU BOURG');
  await page.getByRole('button', { name: 'Copier l’activité' }).click();
  const lu = await page.textContent('main');
  expect(lu).toContain('GARDERIE DU BOURG');
  expect(await page.getByLabel('Visible des familles').isChecked()).toBe(false);
}, 60_000);
