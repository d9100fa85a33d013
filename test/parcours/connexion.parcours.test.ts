import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { activerComptes, MOT_DE_PASSE } from '../comptes.ts';
import { poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
const maintenant = new Date('2026-11-16T09:00:00Z');

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant });
  await poserDecor(portail.services.db);
  await activerComptes(portail);
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});
beforeEach(async () => {
  portail.horloge.moveTo(maintenant);
  await sql`truncate compteurs_d_echecs, sessions, saisies_interrompues`.execute(
    portail.services.db,
  );
});

async function seConnecter(page: Page, motDePasse: string): Promise<void> {
  await page.getByLabel('Identifiant ou adresse').fill('claire');
  await page.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

async function seTromper(page: Page, fois: number): Promise<void> {
  await page.goto(`${adresse}/connexion`);
  for (let i = 0; i < fois; i++) {
    await seConnecter(page, `faux-${i}`);
    await page.getByText('Identifiant ou mot de passe incorrect').first().waitFor();
  }
}

describe('Claire, après trois mots de passe faux', () => {
  test('avec JavaScript, entre sans attendre : la preuve se calcule toute seule', async () => {
    const page = await navigateur.nouvellePage({ largeur: 360 });
    const refusees: string[] = [];
    page.on('console', (m) => {
      if (/Content Security Policy/.test(m.text())) refusees.push(m.text());
    });
    await seTromper(page, 3);
    await seConnecter(page, MOT_DE_PASSE);
    await page.waitForURL(`${adresse}/famille`);
    expect(refusees).toEqual([]);
  });

  test('sans JavaScript, lit combien attendre, puis entre', async () => {
    const page = await navigateur.nouvellePage({ largeur: 360, javascript: false });
    await seTromper(page, 3);
    await seConnecter(page, MOT_DE_PASSE);
    await page.getByText('attendez 60 secondes').waitFor();
    expect(await page.getByLabel('Identifiant ou adresse').inputValue()).toBe('claire');
    portail.horloge.advance(60_000);
    await seConnecter(page, MOT_DE_PASSE);
    await page.waitForURL(`${adresse}/famille`);
  });
});

test('sans JavaScript, une session expirée rend la saisie après reconnexion', async () => {
  const page = await navigateur.nouvellePage({ largeur: 360, javascript: false });
  await page.goto(`${adresse}/connexion`);
  await seConnecter(page, MOT_DE_PASSE);
  await page.goto(`${adresse}/famille/contact`);
  await page.getByLabel('Objet').fill('Absence de Léo');
  await page.locator('textarea').fill('Il est « malade » & fiévreux.');
  portail.horloge.advance(13 * 3_600_000);
  await page.locator('main form button[type=submit]').first().click();
  await page.getByText('rien de votre saisie n’est perdu').waitFor();
  await seConnecter(page, MOT_DE_PASSE);
  await page.getByRole('heading', { name: 'Votre message vous attend' }).waitFor();
  await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/reprise'));
  const { rows } = await sql`select 1 from saisies_interrompues`.execute(portail.services.db);
  expect(rows).toHaveLength(0);
});

test.each(['/connexion', '/mot-de-passe-oublie', '/activation', '/connexion?vers=/famille'])(
  '%s ne laisse rien à redire à axe, ni à 320 px',
  async (chemin) => {
    const page = await navigateur.nouvellePage({ largeur: 320 });
    await page.goto(adresse + chemin);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id} : ${v.help}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  },
);

test('la page de connexion refusée ne laisse rien à redire à axe', async () => {
  const page = await navigateur.nouvellePage({ largeur: 320 });
  await seTromper(page, 1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id} : ${v.help}`)).toEqual([]);
});
