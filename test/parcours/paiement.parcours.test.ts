/** Le chapitre 3 du guide, dans un vrai navigateur, face au jumeau de PayFiP. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ouvrirCaisse, type PetiteCaisse, viderCaisse } from '../petite-caisse.ts';
import { type Navigateur, type OptionsPage, ouvrirNavigateur } from './navigateur.ts';

let caisse: PetiteCaisse;
let navigateur: Navigateur;
let adresse: string;
beforeAll(async () => {
  caisse = await ouvrirCaisse({ familles: 1 });
  adresse = caisse.services.config.adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await caisse.fermer();
});
beforeEach(() => viderCaisse(caisse));

async function entrer(options: OptionsPage): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 360, ...options });
  const [nom = '', value = ''] = (await caisse.cookie(0)).split('=');
  await page.context().addCookies([{ name: nom, value, url: adresse, sameSite: 'Lax' }]);
  return page;
}

/** Axe est un script : sans JavaScript, la page est la même et se juge avec. */
async function examiner(page: Page, javascript: boolean): Promise<void> {
  if (!javascript) return;
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .analyze();
  expect(violations.map((v) => `${page.url()} : ${v.id}, ${v.nodes[0]?.html}`)).toEqual([]);
  const deborde = await page.evaluate(
    () => document.documentElement.scrollWidth > window.innerWidth,
  );
  expect(deborde, `${page.url()} déborde`).toBe(false);
}

/** Du menu « Payer en ligne » jusqu'à la page du Trésor, en examinant chaque page. */
async function allerPayer(page: Page, javascript: boolean): Promise<void> {
  await page.goto(`${adresse}/famille/paiements/nouveau`);
  await examiner(page, javascript);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await examiner(page, javascript);
  await page.getByRole('button', { name: /Payer 45,60/ }).click();
  await page.waitForURL(/paiementws\.web/);
  expect(await page.textContent('main')).toContain('45,60');
}

const main = async (page: Page) => (await page.textContent('main')) ?? '';
const dernier = async () => (await caisse.paiements()).at(-1);

describe.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])('payer une facture, $avec JavaScript', ({ javascript }) => {
  test('payer : on revient payé, la facture soldée, le reçu dans « Mes paiements »', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    const page = await entrer({ javascript });
    await allerPayer(page, javascript);
    await page.getByRole('button', { name: 'Payer par carte bancaire' }).click();
    await page.waitForURL(/\/famille\/paiements\/\d+$/);
    expect(await main(page)).toContain('Merci, c’est payé');
    await examiner(page, javascript);
    expect(await caisse.regie.restes()).toEqual({ [facture]: 0 });
    await page.getByRole('link', { name: 'Mes paiements' }).last().click();
    await page.getByRole('link', { name: /Quittance/ }).waitFor();
    await examiner(page, javascript);
    await page.goto(`${adresse}/famille/paiements/nouveau`);
    expect(await main(page)).toContain('Rien à payer');
    await page.context().close();
  });

  test('refusé : rien n’est débité, on réessaie et on paie', async () => {
    await caisse.regie.facturer(0, [[4560]]);
    caisse.jumeau.reglages.retourEnPost = true;
    const page = await entrer({ javascript });
    await allerPayer(page, javascript);
    await page.getByRole('button', { name: 'Carte refusée' }).click();
    await page.getByRole('button', { name: 'Revenir au site' }).click();
    await page.waitForURL(/\/famille\/paiements\/\d+$/);
    expect(await main(page)).toContain('rien n’a été débité');
    await examiner(page, javascript);
    await page.getByRole('link', { name: 'Réessayer' }).click();
    await page.getByRole('button', { name: /Payer 45,60/ }).click();
    await page.getByRole('button', { name: 'Payer par prélèvement' }).click();
    await page.getByRole('button', { name: 'Revenir au site' }).click();
    await page.waitForURL(/\/famille\/paiements\/\d+$/);
    expect(await main(page)).toContain('Merci, c’est payé');
    await page.context().close();
  });

  test('abandonné : en vérification, puis la facture reste à payer', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    const page = await entrer({ javascript });
    await allerPayer(page, javascript);
    await page.getByRole('button', { name: 'Abandonner le paiement' }).click();
    await page.waitForURL(/\/famille\/paiements\/\d+$/);
    expect(await main(page)).toContain('en cours de vérification');
    await examiner(page, javascript);
    caisse.horloge.advance(21 * 60_000);
    await caisse.relever();
    await page.goto(page.url());
    expect(await main(page)).toContain('abandonné');
    expect(await caisse.regie.restes()).toEqual({ [facture]: 4560 });
    await page.context().close();
  });

  test('l’onglet fermé après avoir payé : le paiement se retrouve sans le navigateur', async () => {
    const facture = await caisse.regie.facturer(0, [[4560]]);
    caisse.jumeau.reglages.notification = 'jamais';
    const page = await entrer({ javascript });
    await allerPayer(page, javascript);
    await page.getByRole('button', { name: 'Payer, puis fermer l’onglet' }).click();
    await page.getByRole('heading', { name: 'Payé' }).waitFor();
    await page.context().close();
    expect((await dernier())?.etat).toBe('en_cours');
    caisse.horloge.advance(2 * 60_000);
    await caisse.relever();
    expect(await dernier()).toMatchObject({ etat: 'paye', reglements: 1 });
    expect(await caisse.regie.restes()).toEqual({ [facture]: 0 });
    const { rows } = await sql<{ destinataire: string }>`
      select destinataire from courriels where sujet like 'Votre paiement%'`.execute(
      caisse.services.db,
    );
    expect(rows.map((r) => r.destinataire)).toEqual(['parent.1@famille.test']);
  });
});

test('le Trésor ne répond pas : on le dit, et le reste du portail marche', async () => {
  await caisse.regie.facturer(0, [[4560]]);
  caisse.jumeau.reglages.panne = 'arret';
  const page = await entrer({});
  await page.goto(`${adresse}/famille/paiements/nouveau`);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('button', { name: /Payer 45,60/ }).click();
  await page.getByText('Rien n’a été débité').waitFor();
  await examiner(page, true);
  for (const chemin of ['/famille', '/famille/pre-inscrire', '/famille/inscriptions']) {
    expect((await page.goto(adresse + chemin))?.status()).toBe(200);
  }
  await page.context().close();
});
