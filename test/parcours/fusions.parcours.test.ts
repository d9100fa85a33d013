import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeuxDossiers, ouvrirDeuxDossiers, souhait } from '../dossiers-en-double.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let d: DeuxDossiers;
let navigateur: Navigateur;
let adresse: string;
beforeAll(async () => {
  d = await ouvrirDeuxDossiers();
  await d.gestes.demander(0, [souhait(d.commune, 0)]);
  await d.gestes.demander(1, [souhait(d.commune, 0), souhait(d.commune, 1)]);
  await d.regie.facturer(1, [[1234]]);
  adresse = await d.portail.site.listen({ port: 0, host: '127.0.0.1' });
  d.portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await d.portail.fermer();
});

async function verifier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])).toEqual([]);
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const deborde = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect([page.url(), width, await page.evaluate(deborde)]).toEqual([page.url(), width, 0]);
  }
}

/** Tabule jusqu'à ce bouton ou ce lien, puis l'enfonce : personne n'a de souris ici. */
async function enfoncer(page: Page, role: 'button' | 'link', nom: string): Promise<void> {
  const cible = page.getByRole(role, { name: nom }).first();
  for (let pas = 0; pas < 120; pas++) {
    if (await cible.evaluate((b) => b === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`« ${nom} » ne s’atteint pas au clavier.`);
}

test('au guichet, sans souris : réunir deux dossiers, puis en séparer un', async () => {
  const page = await navigateur.nouvellePage({ largeur: 1280, javascript: true });
  const [name = '', value = ''] = d.agent.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  await page.goto(`${adresse}/agent/familles/doublons`);
  await verifier(page);
  await enfoncer(page, 'link', 'Comparer');
  await page.getByRole('heading', { name: 'Ce qui se passera' }).waitFor();
  await verifier(page);
  await enfoncer(page, 'button', 'Réunir les deux dossiers');
  await page.getByText('Les deux dossiers n’en font plus qu’un').waitFor();
  await page.goto(`${adresse}/agent/familles/${d.ids.disparue}`);
  expect(page.url()).toBe(`${adresse}/agent/familles/${d.ids.gardee}`);
  await page.goto(`${adresse}/agent/familles/doublons`);
  await page.getByText('Aucun doublon probable').waitFor();
  await verifier(page);

  const autre = await d.adulte(d.commune.familles[2]!.compteId);
  await sql`insert into rattachements values (${d.ids.gardee}, ${autre}, 'pere', '2026-02-01')`.execute(
    d.db,
  );
  await page.goto(`${adresse}/agent/familles/${d.ids.gardee}/separation`);
  await verifier(page);
  await page.getByLabel('Qui prend son propre dossier ?').selectOption(String(autre));
  await page.getByLabel('Zoé Le Goff').selectOption('part');
  await enfoncer(page, 'button', 'Voir ce qui se passera');
  await page.getByRole('heading', { name: 'Ce qui se passera' }).waitFor();
  await verifier(page);
  await enfoncer(page, 'button', 'Ouvrir le dossier de');
  await page.getByText('Le nouveau dossier est ouvert').waitFor();
});
