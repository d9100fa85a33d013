import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connecter, poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

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
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrir(javascript: boolean): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 320, javascript });
  const [name = '', value = ''] = temoin.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  return page;
}

test.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])(
  'Claire ouvre son agenda, le change, puis l’arrête, au clavier et $avec JavaScript',
  async ({ javascript }) => {
    const page = await ouvrir(javascript);
    await page.goto(`${adresse}/famille/agenda`);
    await page.getByRole('button', { name: 'Tous mes enfants' }).focus();
    await page.keyboard.press('Enter');
    const champ = page.getByLabel('Ou copiez cette adresse');
    await champ.waitFor();
    const premiere = await champ.inputValue();
    expect((await page.request.get(premiere)).status()).toBe(200);
    if (javascript) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => v.id)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
    }
    await page.getByRole('button', { name: /Changer l’adresse/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('L’adresse a changé').waitFor();
    expect((await page.request.get(premiere)).status()).toBe(404);
    await page.getByRole('button', { name: /Arrêter cet agenda/ }).click();
    await page.getByText('Cet agenda est arrêté').waitFor();
    await page.context().close();
  },
);
