import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

const CALENDRIER = '/famille/pre-inscrire/calendrier?enfant=1&periode=1';
let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
let temoin: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
  temoin = await connecter(portail.services.db, 1, portail.horloge.now());
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterEach(async () => {
  for (const table of ['reservations', 'demandes'])
    await sql.raw(`delete from ${table}`).execute(portail.services.db);
  await sql`update places set prises = 0`.execute(portail.services.db);
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrir(options: { javascript?: boolean; largeur?: number } = {}): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 360, ...options });
  const [name = '', value = ''] = temoin.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  return page;
}

const resume = (page: Page) => page.locator('[data-resume-selection]').textContent();

describe.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])('Claire, sur son téléphone, $avec JavaScript', ({ javascript }) => {
  test('pré-inscrit Léo tous les mardis matin, voit le mois, puis annule un jour', async () => {
    const page = await ouvrir({ javascript });
    await page.goto(`${adresse}/famille`);
    await page
      .getByRole('link', { name: /Pré-inscrire/ })
      .first()
      .click();
    await page.getByText('Léo MARTIN').click();
    await page.getByText('du 01/09/2026 au 05/07/2027').first().click();
    await page.getByRole('button', { name: 'Afficher le calendrier' }).click();
    await page.getByText('Mar', { exact: true }).click();
    await page.getByRole('group', { name: 'Horaires' }).getByText('Matin').click();
    await page.getByRole('button', { name: 'Appliquer la sélection' }).click();
    expect(await resume(page)).toBe('30 cases cochées');
    await page.getByRole('button', { name: 'Valider et sortir' }).click();
    await page.waitForURL(/demandes/);
    expect(await page.textContent('main')).toContain('Votre demande est enregistrée.');
    await page.getByRole('link', { name: 'Voir le calendrier' }).click();
    await page
      .getByRole('link', { name: /Garderie, Matin/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Confirmer l’annulation' }).click();
    expect(await page.textContent('main')).toContain('L’inscription a bien été annulée.');
    await page.context().close();
  });
});

test('une saisie non envoyée est gardée, puis oubliée une fois enregistrée', async () => {
  const page = await ouvrir();
  await page.goto(adresse + CALENDRIER);
  await page.locator('input[value="2026-11-19.1"]').check();
  expect(await resume(page)).toBe('1 case cochée');
  await page.goto(`${adresse}/famille`);
  await page.goto(adresse + CALENDRIER);
  expect(await page.locator('input[value="2026-11-19.1"]').isChecked()).toBe(true);
  expect(await page.textContent('main')).toContain('nous les avons gardées');
  await page.getByRole('button', { name: 'Valider et nouvelle inscription' }).click();
  await page.waitForURL(/pre-inscrire\?enfant=1/);
  await page.goto(adresse + CALENDRIER);
  expect(await page.textContent('main')).not.toContain('nous les avons gardées');
  await page.context().close();
});

test('au clavier, une colonne entière se coche et se décoche d’un bouton', async () => {
  const page = await ouvrir({ largeur: 1280 });
  await page.goto(`${adresse}${CALENDRIER}&mois=2027-01`);
  const tout = page.getByRole('button', { name: 'Tout : Matin, Janvier 2027' });
  await tout.focus();
  await page.keyboard.press('Enter');
  const total = await page.locator('input[data-prestation="1"]').count();
  expect(await page.locator('input[data-prestation="1"]:checked').count()).toBe(total);
  expect(await resume(page)).toBe(`${total} cases cochées`);
  await page.keyboard.press('Enter');
  expect(await resume(page)).toBe('Aucune case cochée');
  await page.context().close();
});

test.each(['/famille', '/famille/pre-inscrire', CALENDRIER, '/famille/inscriptions'])(
  '%s passe axe, et tient à 320 px',
  async (chemin) => {
    const page = await ouvrir({ largeur: 320 });
    await page.goto(adresse + chemin);
    const deborde = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(deborde).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id} : ${v.nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  },
);
