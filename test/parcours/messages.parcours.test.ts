import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envoyerLesDiffusions } from '../../src/diffusions/actions/envoyer.ts';
import { ajouterAgent } from '../comptes.ts';
import { connecter } from '../decor.ts';
import { gestesDe } from '../gestes.ts';
import { type PetiteCommune, petiteCommune } from '../petite-commune.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let commune: PetiteCommune;
let navigateur: Navigateur;
let adresse: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  commune = await petiteCommune(portail.services.db, { places: 5 });
  const gestes = gestesDe(portail, commune);
  for (const qui of [0, 1]) {
    await gestes.demander(qui, [{ prestationId: commune.matin, jour: '2026-11-25' }]);
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
  page.setDefaultTimeout(8000);
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

let agent: Page;

test('une famille écrit sans JavaScript ; Nadia répond au clavier ; la famille lit et poursuit', async () => {
  const famille = await ouvrir(commune.familles[0]!.compteId, 320, false);
  await famille.goto(`${adresse}/famille/contact`);
  await famille.getByLabel('À qui écrivez-vous ?').selectOption('Centre de loisirs');
  await famille.getByLabel('Objet').fill('Mercredi');
  await famille.getByLabel('Message').fill('Bonjour, faut-il un goûter ?');
  await famille.getByRole('button', { name: 'Envoyer' }).click();

  agent = await ouvrir(await ajouterAgent(portail), 1280);
  await agent.goto(`${adresse}/agent/messages`);
  await verifier(agent);
  await agent.getByRole('link', { name: 'N° 1, Mercredi' }).click();
  await agent.getByLabel('Votre réponse').fill('Bonjour, il est fourni.');
  await verifier(agent);
  await enfoncer(agent, 'Envoyer la réponse');
  await agent.getByText('Votre réponse part à').waitFor();

  await famille.goto(`${adresse}/famille/contact/1`);
  await famille.getByText('Bonjour, il est fourni.').waitFor();
  await famille.getByLabel('Votre réponse').fill('Merci !');
  await famille.getByRole('button', { name: 'Envoyer' }).click();
  await famille.getByText('Votre réponse est bien partie.').waitFor();

  await agent.goto(`${adresse}/agent/messages?vue=miens`);
  await agent.getByRole('link', { name: 'N° 1, Mercredi' }).click();
  await agent.getByLabel('Où en est-on ?').selectOption('Close');
  await enfoncer(agent, 'Enregistrer le suivi');
  await agent.getByText('Le suivi du message n° 1 est à jour.').waitFor();
}, 120_000);

test('Nadia écrit aux familles d’un mercredi, se ravise, recommence ; chacune le lit dans son compte', async () => {
  await agent.goto(`${adresse}/agent/diffusions`);
  await verifier(agent);
  await agent.goto(`${adresse}/agent/diffusions/nouvelle`);
  await agent.getByLabel('MERCREDIS').press('Space');
  await agent.getByLabel('Premier jour').fill('2026-11-25');
  await agent.getByLabel('Objet').fill('Sortie au parc');
  await agent.getByLabel('Message', { exact: true }).fill('Prévoyez des bottes.');
  await verifier(agent);
  await enfoncer(agent, 'Relire avant d’envoyer');
  await agent.getByText('2 familles, 2 adultes').waitFor();
  await verifier(agent);
  await enfoncer(agent, 'Envoyer à 2 adultes');
  await agent.getByText('Le message va partir').waitFor();
  await verifier(agent);
  await enfoncer(agent, 'Ne pas envoyer');
  await agent.getByText('L’envoi est arrêté').waitFor();
  await agent.getByRole('link', { name: 'Repartir de ce message' }).click();
  await enfoncer(agent, 'Relire avant d’envoyer');
  await enfoncer(agent, 'Envoyer à 2 adultes');
  await agent.getByText('Le message va partir').waitFor();
  portail.horloge.advance(3 * 60_000);
  await envoyerLesDiffusions(portail.services);
  await agent.reload();
  await agent.getByRole('heading', { name: 'Envoyé' }).waitFor();
  await verifier(agent);

  const famille = await ouvrir(commune.familles[1]!.compteId, 320);
  await famille.goto(`${adresse}/famille/messages`);
  await famille.getByText('Prévoyez des bottes.').waitFor();
  await verifier(famille);
  const autre = await ouvrir(commune.familles[2]!.compteId, 320, false);
  await autre.goto(`${adresse}/famille/messages`);
  await autre.getByText('Aucun message').waitFor();
}, 120_000);

test('Nadia publie une actualité au clavier ; l’accueil public et celui des familles la disent', async () => {
  await agent.goto(`${adresse}/agent/actualites`);
  await verifier(agent);
  await agent.goto(`${adresse}/agent/actualites/nouvelle`);
  await agent.getByLabel('Titre').fill('Inscriptions d’été');
  await agent.getByLabel('Texte').fill('Elles ouvrent lundi : https://ville.test/ete');
  await agent.getByLabel('Importante').press('Space');
  await verifier(agent);
  await enfoncer(agent, 'Garder et relire');
  await agent.getByText('Le brouillon est gardé').waitFor();
  await verifier(agent);
  await enfoncer(agent, 'Publier');
  await agent.getByText('En ligne', { exact: true }).waitFor();
  const visiteur = await navigateur.nouvellePage({ largeur: 320 });
  await visiteur.goto(adresse);
  await visiteur.getByRole('link', { name: 'https://ville.test/ete' }).waitFor();
  await verifier(visiteur);
  const famille = await ouvrir(commune.familles[0]!.compteId, 320);
  await famille.goto(`${adresse}/famille`);
  await famille.getByText('Inscriptions d’été').waitFor();
  await verifier(famille);
}, 120_000);
