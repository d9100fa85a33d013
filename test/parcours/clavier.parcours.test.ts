import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chargerSaintAubin,
  MOT_DE_PASSE_DE_DEMONSTRATION,
} from '../../db/jeu/saint-aubin/charger.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;

beforeAll(async () => {
  portail = await ouvrirPortail();
  await chargerSaintAubin(portail.services.db, {
    maintenant: portail.horloge.now(),
    adresse: 'http://portail.test',
  });
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

test('un agent parcourt la file au clavier : j et k avancent et reculent, x choisit, Entrée ouvre', async () => {
  const page = await navigateur.nouvellePage();
  await page.goto(`${adresse}/connexion`);
  await page.getByLabel('Identifiant ou adresse électronique').fill('agent.benali');
  await page.getByLabel('Mot de passe', { exact: true }).fill(MOT_DE_PASSE_DE_DEMONSTRATION);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(/\/agent/);
  await page.goto(`${adresse}/agent/demandes`, { waitUntil: 'networkidle' });
  const cases = page.locator('input[name=demande]');
  const aLeFoyer = (n: number) => cases.nth(n).evaluate((c) => c === document.activeElement);
  const choisies = () => page.locator('input[name=demande]:checked').count();
  expect(await cases.count()).toBeGreaterThan(2);

  await page.keyboard.press('j');
  expect(await aLeFoyer(0)).toBe(true);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  expect(await aLeFoyer(1)).toBe(true);
  expect(await cases.nth(1).isChecked()).toBe(true);
  await page.keyboard.press('k');
  await page.keyboard.press('k'); // déjà en haut : on y reste
  await page.keyboard.press('x');
  expect(await aLeFoyer(0)).toBe(true);
  expect(await page.textContent('[data-resume-selection]')).toBe('2 demandes choisies :');
  await page.keyboard.press('x');
  expect(await choisies()).toBe(1);

  const numero = await cases.nth(0).getAttribute('value');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${adresse}/agent/demandes/${numero}`);
  await page.context().close();
}, 60_000);
