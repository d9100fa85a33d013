import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ajouterAgent } from '../comptes.ts';
import { connecter } from '../decor.ts';
import { gestesDe } from '../gestes.ts';
import { type PetiteCommune, petiteCommune } from '../petite-commune.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

const MERCREDI = '2026-11-25';

let portail: Portail;
let commune: PetiteCommune;
let navigateur: Navigateur;
let adresse: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  commune = await petiteCommune(portail.services.db, { places: 5 });
  const gestes = gestesDe(portail, commune);
  for (const qui of [0, 1]) {
    await gestes.demander(qui, [{ prestationId: commune.matin, jour: MERCREDI }]);
  }
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

/** Tabule jusqu'à ce bouton, puis l'enfonce : personne n'a de souris ici. */
async function enfoncer(page: Page, nom: string): Promise<void> {
  const bouton = page.getByRole('button', { name: nom });
  for (let pas = 0; pas < 120; pas++) {
    if (await bouton.evaluate((b) => b === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`« ${nom} » ne s’atteint pas au clavier.`);
}

test('Nadia ferme un mercredi au clavier, se ravise, recommence et prévient ; la famille lit pourquoi', async () => {
  const page = await ouvrir(await ajouterAgent(portail), 1280);
  await page.goto(`${adresse}/agent/fermetures`);
  await verifier(page);
  const declarer = async () => {
    await page.goto(`${adresse}/agent/fermetures/nouvelle`);
    await page.getByLabel('Grève').press('Space');
    await page.getByLabel('Premier jour', { exact: true }).fill(MERCREDI);
    await page.getByLabel('Tout le centre').press('Space');
    await page.getByLabel('Ce que liront les familles').fill('Le personnel est en grève.');
    await verifier(page);
    await enfoncer(page, 'Voir ce qui va changer');
    await page.getByText('Fermer ces jours et annuler 2 réservations ?').waitFor();
    await verifier(page);
    await enfoncer(page, 'Fermer ces jours');
    await page.getByText(/Les lettres partent dans/).waitFor();
    await verifier(page);
  };
  await declarer();
  await enfoncer(page, 'Retirer la déclaration');
  await page.getByText('La déclaration est retirée : 2 réservations rétablies.').waitFor();
  await verifier(page);
  await declarer();
  await enfoncer(page, 'Envoyer maintenant');
  await page.getByText('2 lettres').first().waitFor();
  await verifier(page);

  const parent = await ouvrir(commune.familles[0]?.compteId ?? 0, 360, false);
  await parent.goto(`${adresse}/famille/inscriptions?mois=2026-11`);
  await parent.locator('a[href^="/famille/reservations/"]').first().click();
  const lu = await parent.textContent('main');
  expect(lu).toContain('Annulée par le centre');
  expect(lu).toContain('Grève du mercredi 25 novembre. Le personnel est en grève.');
}, 120_000);

test('sans JavaScript, sur un téléphone, la déclaration se fait de bout en bout', async () => {
  const agents = await portail.services.db.selectFrom('agents').select('compte_id').execute();
  const page = await ouvrir(agents[0]?.compte_id ?? 0, 360, false);
  await page.goto(`${adresse}/agent/fermetures/nouvelle`);
  await page.getByRole('radio', { name: 'Fermeture' }).check();
  await page.getByLabel('Premier jour', { exact: true }).fill('2026-12-02');
  await page.getByLabel('Tout le centre').check();
  await page.getByLabel('Ce que liront les familles').fill('Coupure d’eau.');
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click();
  await page.getByRole('button', { name: 'Fermer ces jours' }).click();
  expect(await page.textContent('main')).toContain('Les lettres partent dans');
}, 60_000);
