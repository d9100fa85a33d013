import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargerVacances } from '../../src/activites/actions/ouvrir.ts';
import { ajouterAgent } from '../comptes.ts';
import { connecter, DECOR, poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await db.transaction().execute(chargerVacances);
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrir(compteId: number, largeur: number, javascript = true): Promise<Page> {
  const { db } = portail.services;
  const [name = '', value = ''] = (await connecter(db, compteId, portail.horloge.now())).split('=');
  const page = await navigateur.nouvellePage({ largeur, javascript });
  page.setDefaultTimeout(8_000);
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

test('Nadia règle une garderie déjà ouverte, et Claire, sans script, lit ce qui a changé', async () => {
  const page = await ouvrir(await ajouterAgent(portail), 1280);
  const garderie = `${adresse}/agent/activites/${DECOR.garderie}`;
  await page.goto(garderie);

  await page.getByRole('link', { name: 'Régler qui s’inscrit' }).click();
  await page.getByLabel('École Jules-Ferry').check();
  await page.getByLabel('Âge minimum').fill('3');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Qui peut s’inscrire est enregistré.').waitFor();

  await page.getByRole('link', { name: 'Régler les groupes d’âge' }).click();
  await page.getByLabel('Nom').fill('Tous');
  await page.getByRole('button', { name: 'Ajouter le groupe' }).click();
  await page.getByText('Le groupe « Tous » est enregistré.').waitFor();
  await verifier(page);

  await page.goto(`${garderie}/prestations`);
  await page.getByLabel('Nom').fill('Goûter');
  await page.getByLabel('Commence à').fill('16:30');
  await page.getByLabel('Finit à').fill('17:00');
  await page.getByRole('button', { name: 'Ajouter la prestation' }).click();
  await page.getByRole('link', { name: 'Goûter' }).click();
  await page.getByRole('heading', { name: 'Retirer « Goûter »' }).waitFor();
  await verifier(page);

  await page.goto(`${garderie}/jauges`);
  await page.getByLabel('Nom').fill('Réfectoire');
  await page.getByLabel('Goûter', { exact: true }).check();
  await page.getByRole('button', { name: 'Compter ces places' }).click();
  await page.getByRole('link', { name: 'Fixer les places de Réfectoire' }).click();
  await page.getByLabel('Premier jour d’accueil').fill('2026-11-30');
  await page.getByLabel('Dernier jour d’accueil').fill('2026-12-18');
  await page.getByLabel('Places par jour').fill('12');
  await page.getByRole('button', { name: 'Fixer les places' }).click();
  await page.getByText('Les places sont fixées, la liste d’attente est servie.').waitFor();
  await page.goto(`${garderie}/jauges?jauge=1`);
  await verifier(page);

  await page.goto(`${garderie}/rythme`);
  await verifier(page);
  await page.getByLabel('mercredi').check();
  await page.getByLabel('Au moins, par semaine').fill('2');
  await page.getByRole('button', { name: 'Voir l’année' }).click();
  await page.getByRole('heading', { name: 'Ce que cela donnerait' }).waitFor();
  await page.getByText('Vacances de Noël').first().waitFor();
  await verifier(page);
  await page.getByRole('button', { name: 'Enregistrer ces jours' }).click();
  await page.getByText('Les jours d’accueil sont enregistrés.').waitFor();
  await page.getByLabel('Jour', { exact: true }).fill('2026-12-05');
  await page.getByLabel('Motif').fill('fête de l’école');
  await page.getByRole('button', { name: 'Ouvrir ce jour' }).click();
  await page.getByText('C’est noté pour ce jour.').waitFor();
  await page.goto(garderie);
  await page.getByText('Ouverture exceptionnelle le samedi 5 décembre 2026').waitFor();
  await verifier(page);

  const parent = await ouvrir(1, 360, false);
  await parent.goto(
    `${adresse}/famille/pre-inscrire/calendrier?enfant=${DECOR.leo}&periode=${DECOR.annee}&mois=2026-12`,
  );
  expect(await parent.textContent('main')).toContain('Au moins 2 jours par semaine.');
  await parent.locator('input[name][type=checkbox][value*="2026-12-05"]').first().check();
  await parent.getByRole('button', { name: 'Valider et sortir' }).click();
  expect((await parent.textContent('main'))?.replaceAll('\u00a0', ' ')).toContain(
    'au moins 2 jours par semaine : cochez-en 1 de plus la semaine du lundi 30 novembre',
  );
  await parent.locator('input[name][type=checkbox][value*="2026-12-01"]').first().check();
  await parent.getByRole('button', { name: 'Valider et sortir' }).click();
  await parent.waitForURL(/demandes/);
});
