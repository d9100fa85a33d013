import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargerVacances } from '../../src/activites/actions/ouvrir.ts';
import { ajouterAgent } from '../comptes.ts';
import { connecter, poserDecor } from '../decor.ts';
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

test('Nadia crée une cantine d’après un modèle, en change le délai, et Claire y réserve', async () => {
  const page = await ouvrir(await ajouterAgent(portail), 1280);
  await page.goto(`${adresse}/agent/activites`);
  await page.getByText('Cantine, la veille à 9 h').click();
  const remplir = (libelle: string, valeur: string) => page.getByLabel(libelle).fill(valeur);
  await page.getByLabel('Nom', { exact: true }).fill('Cantine du Bourg');
  await remplir('Ce qui se coche', 'Repas');
  await remplir('Commence à', '12:00');
  await remplir('Finit à', '13:30');
  await remplir('Nom de la période', 'Hiver');
  await remplir('Premier jour d’accueil', '2026-11-23');
  await remplir('Dernier jour d’accueil', '2026-12-18');
  await remplir('Inscriptions ouvertes du', '2026-11-01');
  await remplir('Inscriptions ouvertes jusqu’au', '2026-12-17');
  await verifier(page);
  await page.getByRole('button', { name: 'Créer l’activité' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cantine du Bourg' }).waitFor();
  await verifier(page);
  await page.getByRole('link', { name: 'Régler les délais' }).click();
  await page.getByRole('link', { name: 'Un jour de la semaine précédente' }).click();
  await page.getByLabel('Jusqu’au').selectOption('4');
  await page.getByLabel('Heure limite').fill('09:00');
  await page.getByLabel('Pour', { exact: true }).selectOption('annuler');
  await page.getByLabel('À partir des jours réservés du').fill('2026-11-30');
  await page.getByRole('button', { name: 'Voir les prochains jours' }).click();
  await page.getByText(/pour lundi 30 novembre, un parent peut annuler/).waitFor();
  await verifier(page);
  await page.getByRole('button', { name: 'Enregistrer cette règle' }).click();
  await page.getByText('La nouvelle règle est enregistrée.').waitFor();
  await verifier(page);
  for (const quoi of ['periode', 'places']) {
    await page.goto(`${adresse}/agent/activites/1/jours?quoi=${quoi}`);
    await verifier(page);
  }

  const parent = await ouvrir(1, 360, false);
  await parent.goto(`${adresse}/famille/pre-inscrire`);
  await parent.getByText('Léo MARTIN').click();
  await parent.getByText('du 23/11/2026 au 18/12/2026').click();
  await parent.getByRole('button', { name: 'Afficher le calendrier' }).click();
  await parent.locator('input[name][type=checkbox][value*="2026-12-01"]').first().check();
  await parent.getByRole('button', { name: 'Valider et sortir' }).click();
  await parent.waitForURL(/demandes/);
  expect(await parent.textContent('main')).toContain('Repas');
});
