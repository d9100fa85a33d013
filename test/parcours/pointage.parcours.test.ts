import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../decor.ts';
import { poserMois } from '../mois-a-facturer.ts';
import { type PetiteCommune, petiteCommune } from '../petite-commune.ts';
import { petiteRegie } from '../petite-regie.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let commune: PetiteCommune;
let adresse = '';
let agent = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2026-11-18T09:00:00Z') });
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 4 });
  const regie = await petiteRegie(portail, commune);
  await poserMois(db, regie.regieId, commune);
  await sql`update reservations set etat = 'annulee_par_famille'
    where enfant_id = ${commune.familles[3]!.enfantId}`.execute(db);
  agent = await connecter(db, regie.agents[1]!, portail.horloge.now());
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});
beforeEach(async () => {
  await sql`delete from pointages_corriges`.execute(portail.services.db);
  await sql`delete from pointages`.execute(portail.services.db);
});

async function ouvrirFeuille(javascript: boolean, jour = '2026-11-18'): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 320, javascript });
  page.setDefaultTimeout(8000);
  const [name = '', value = ''] = agent.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  await page.goto(`${adresse}/agent/pointages/${commune.matin}/${jour}`);
  return page;
}

const compte = (page: Page, phrase: string) =>
  page.locator('[data-compte-pointage]', { hasText: phrase }).waitFor();
const enfant = (page: Page, qui: number) =>
  page.locator(`#enfant-${commune.familles[qui]!.enfantId}`);

async function lireEtats(): Promise<string[]> {
  const { rows } = await sql<{ etat: string }>`
    select etat from pointages order by enfant_id`.execute(portail.services.db);
  return rows.map((r) => r.etat);
}

describe.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])('dans la cour, sur un téléphone, $avec JavaScript', ({ javascript }) => {
  test('présent, absent excusé, heures, venu sans réservation, puis tous présents', async () => {
    const page = await ouvrirFeuille(javascript);
    await compte(page, '0 présent sur 3');
    await enfant(page, 0)
      .getByRole('button', { name: /^Présent/ })
      .click();
    await compte(page, '1 présent sur 3 ; 2 à pointer.');
    await enfant(page, 1)
      .getByRole('button', { name: /^Absent, excusé/ })
      .click();
    await compte(page, '1 présent sur 3 ; 1 à pointer.');
    await enfant(page, 0).locator('summary').first().click();
    await enfant(page, 0).getByLabel('Arrivée').fill('07:40');
    await enfant(page, 0).getByLabel('Départ').fill('08:20');
    await enfant(page, 0).getByRole('button', { name: 'Enregistrer' }).click();
    await enfant(page, 0).getByText('arrivé à 07:40, parti à 08:20').waitFor();
    const { rows } = await sql<{ prenom: string }>`select prenom from enfants
      where id = ${commune.familles[3]!.enfantId}`.execute(portail.services.db);
    await page.getByLabel('Nom ou prénom').fill(rows[0]!.prenom);
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page
      .getByRole('button', { name: /: présent$/ })
      .first()
      .click();
    await compte(page, '2 présents sur 4 ; 1 à pointer.');
    await enfant(page, 3).getByText('sans réservation').waitFor();
    await page.getByRole('button', { name: /^Tous présents/ }).click();
    await compte(page, '3 présents sur 4 ; tout le monde est pointé.');
    expect(await lireEtats()).toEqual(['present', 'absent_excuse', 'present', 'present']);
    await page.context().close();
  });

  test('un jour passé : sans motif la correction se refuse, avec motif elle se lit', async () => {
    const page = await ouvrirFeuille(javascript, '2026-11-04');
    await page.getByRole('button', { name: /^Tous présents/ }).click();
    await compte(page, 'tout le monde est pointé');
    const corriger = async (motif: string) => {
      const pli = enfant(page, 0).locator('details').first();
      if (!(await pli.evaluate((d: HTMLDetailsElement) => d.open))) {
        await pli.locator('summary').click();
      }
      await enfant(page, 0).getByLabel('Était').selectOption('absent');
      await enfant(page, 0).getByLabel('Pourquoi cette correction').fill(motif);
      await enfant(page, 0).getByRole('button', { name: 'Enregistrer' }).click();
    };
    await corriger('');
    await page.getByRole('alert').waitFor();
    await corriger('Parti avec sa grand-mère');
    await compte(page, '2 présents sur 3');
    await page.goto(`${page.url().split('#')[0]}/enfants/${commune.familles[0]!.enfantId}`);
    await page.getByText('Parti avec sa grand-mère').waitFor();
    await page.context().close();
  });
});

test('avec JavaScript, la page ne se recharge pas, le compte reste la même région vivante', async () => {
  const page = await ouvrirFeuille(true);
  await page.evaluate(() => document.querySelector('[role=status]')?.setAttribute('data-ici', ''));
  await enfant(page, 1).locator('summary').first().click();
  await enfant(page, 1).getByLabel('Arrivée').fill('07:55');
  await enfant(page, 0)
    .getByRole('button', { name: /^Présent/ })
    .focus();
  await page.keyboard.press('Enter');
  await compte(page, '1 présent sur 3');
  await page.keyboard.press('Enter');
  await compte(page, '1 présent sur 3');
  expect(await lireEtats()).toEqual(['present']);
  expect(await page.locator('[data-compte-pointage][data-ici]').count()).toBe(1);
  expect(await enfant(page, 1).getByLabel('Arrivée').inputValue()).toBe('07:55');
  const ici = `enfant-${commune.familles[0]!.enfantId}`;
  expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).toBe(ici);
  await page.context().close();
});

test('sans réseau, la feuille dit quoi faire, et le geste refait compte une fois', async () => {
  const page = await ouvrirFeuille(true);
  await page.context().setOffline(true);
  const present = enfant(page, 0).getByRole('button', { name: /^Présent/ });
  await present.click();
  await compte(page, 'Pas de réseau');
  await page.context().setOffline(false);
  await present.click();
  await compte(page, '1 présent sur 3');
  expect(await lireEtats()).toEqual(['present']);
  await page.context().close();
});

test('rien à redire pour axe, rien ne déborde, des boutons assez grands pour un pouce', async () => {
  const page = await ouvrirFeuille(true);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}, ${v.nodes[0]?.html}`)).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  for (const bouton of await page.locator('.pointage button:visible').all()) {
    expect((await bouton.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await page.context().close();
});
