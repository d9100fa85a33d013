import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { creerCodeDInstallation } from '../../src/collectivite/actions/code.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
let code: string;
beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
});
afterAll(() => navigateur.fermer());
// Un portail ne s'installe qu'une fois : chaque parcours a le sien.
beforeEach(async () => {
  portail = await ouvrirPortail();
  code = (await creerCodeDInstallation(portail.services)) ?? '';
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
});
afterEach(() => portail.fermer());

async function verifier(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])).toEqual([]);
  }
  const taille = page.viewportSize();
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const deborde = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect([page.url(), width, await page.evaluate(deborde)]).toEqual([page.url(), width, 0]);
  }
  if (taille) await page.setViewportSize(taille);
}

/** Remplit les champs par leur étiquette. */
async function remplir(page: Page, champs: Record<string, string>): Promise<void> {
  for (const [libelle, valeur] of Object.entries(champs)) {
    await page.getByLabel(libelle, { exact: true }).fill(valeur);
  }
}

async function installer(page: Page): Promise<void> {
  await remplir(page, {
    'Code d’installation': code,
    Nom: 'Commune de Beaulieu',
    'Nom court': 'Beaulieu',
    'Adresse électronique des services': 'mairie@beaulieu.test',
    'Code INSEE': '45025',
    'Code postal': '45630',
  });
  await page.getByText('Zone B').click();
  const qui = page.getByRole('group', { name: 'Vous, premier administrateur' });
  await qui.getByLabel('Votre prénom').fill('Ana');
  await qui.getByLabel('Votre nom').fill('Costa');
  await qui.getByLabel('Votre adresse électronique').fill('ana.costa@beaulieu.test');
  await qui.locator('input[name=motDePasse]').fill('quatre chevaux bleus');
  await page.getByRole('button', { name: 'Installer le portail' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ce qui manque avant d’ouvrir' }).waitFor();
}

test('Ana installe sa commune, de la base vide à une première réservation acceptée', async () => {
  const page = await navigateur.nouvellePage();
  await page.goto(`${adresse}/connexion`);
  await page.getByRole('heading', { level: 1, name: 'Installer votre portail' }).waitFor();
  await verifier(page);
  await page.getByRole('button', { name: 'Installer le portail' }).click();
  await page.getByText(/réponses sont à revoir/).waitFor();
  await verifier(page);
  await installer(page);
  await page.getByText('Votre portail est installé.').waitFor();
  await verifier(page);

  await page.getByRole('link', { name: 'Faire : une structure' }).click();
  await verifier(page);
  await remplir(page, { Nom: 'Pôle enfance', 'Adresse électronique': 'enfance@beaulieu.test' });
  await page.getByRole('button', { name: 'Créer la structure' }).click();
  await page.getByRole('link', { name: 'Pôle enfance' }).click();
  await verifier(page);

  await ouvrirDuMenu(page, 'Mise en route');
  await page.getByRole('link', { name: 'Faire : les écoles et les classes' }).click();
  await verifier(page);
  await page.getByLabel('Nom de l’école').fill('École des Prés');
  await page.getByRole('button', { name: 'Créer l’école' }).click();
  for (const niveau of ['CP', 'CE1', 'CM2']) {
    await page.getByRole('group').getByText(niveau, { exact: true }).click();
  }
  await page.getByRole('button', { name: 'Ajouter ces classes' }).click();
  await page.getByText('Ajouté : CP, CE1, CM2.').waitFor();
  await verifier(page);
  await page.getByRole('link', { name: 'CM2', exact: true }).click();
  await verifier(page);

  await ouvrirUneCantine(page);
  await ouvrirDuMenu(page, 'Mise en route');
  await page.getByText('Chaque activité a des jours ouverts à venir.').waitFor();
  await page.getByText('La prochaine : les familles.').waitFor();
  await verifier(page);
  await creerLaPremiereFamille(page);
  await ouvrirDuMenu(page, 'Mise en route');
  await page.getByText('Les familles peuvent déjà réserver').waitFor();
  for (const entree of ['Communes', 'Collectivité', 'Aide des services']) {
    await ouvrirDuMenu(page, entree);
    await verifier(page);
  }
  await reserverEnParent();
  await ouvrirDuMenu(page, 'Listes du jour');
}, 240_000);

async function creerLaPremiereFamille(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Faire : les familles' }).click();
  await page.getByRole('link', { name: 'Nouvelle famille' }).click();
  await verifier(page);
  for (const [nom, valeur] of Object.entries({
    prenom1: 'Linh',
    nom1: 'Nguyen',
    courriel1: 'linh@exemple.test',
    commune1: 'Beaulieu',
    enfant_prenom1: 'Mai',
    ne_le1: '2019-03-07',
  }))
    await page.locator(`[name=${nom}]`).fill(valeur);
  await page.locator('[name=classe1]').selectOption({ label: 'École des Prés, CE1' });
  await page.getByRole('button', { name: 'Créer la famille' }).click();
  await page.getByText('La famille est créée.').waitFor();
  await verifier(page);
}

/** La mère ouvre le courriel sur son téléphone, choisit son mot de passe et réserve un repas. */
async function reserverEnParent(): Promise<void> {
  const { rows } = await sql<{ texte: string }>`
    select texte from courriels where destinataire = 'linh@exemple.test'`.execute(
    portail.services.db,
  );
  const lien = /https?:\/\/\S+\/activation\/\S+/.exec(rows[0]?.texte ?? '')?.[0] ?? '';
  const page = await navigateur.nouvellePage({ largeur: 360 });
  await page.goto(lien);
  await page.locator('input[type=password]').first().fill('tambour vert nuage');
  await page.getByRole('button', { name: 'Enregistrer et me connecter' }).click();
  await page.goto(`${adresse}/famille/pre-inscrire`);
  await page.getByRole('button', { name: 'Afficher le calendrier' }).click();
  await page.locator('input[name=case]:not([disabled])').first().check();
  await page.getByRole('button', { name: 'Valider et sortir' }).click();
  await page.getByText('Votre demande est enregistrée.').waitFor();
  await page.getByText('Validée').first().waitFor();
  await page.context().close();
}

async function ouvrirDuMenu(page: Page, entree: string): Promise<void> {
  await page.locator('nav.cote').getByRole('link', { name: entree, exact: true }).click();
  await page.waitForLoadState();
}

async function ouvrirUneCantine(page: Page): Promise<void> {
  await ouvrirDuMenu(page, 'Activités');
  await page.getByText('Cantine, la veille à 9 h').click();
  await remplir(page, {
    Nom: 'Cantine des Prés',
    'Ce qui se coche': 'Repas',
    'Commence à': '12:00',
    'Finit à': '13:30',
    'Nom de la période': 'Hiver',
    'Premier jour d’accueil': '2026-11-23',
    'Dernier jour d’accueil': '2026-12-18',
    'Inscriptions ouvertes du': '2026-11-01',
    'Inscriptions ouvertes jusqu’au': '2026-12-17',
  });
  await page.getByRole('button', { name: 'Créer l’activité' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cantine des Prés' }).waitFor();
}

test('sans script et au téléphone, un portail s’installe aussi', async () => {
  const page = await navigateur.nouvellePage({ largeur: 360, javascript: false });
  await page.goto(adresse);
  await installer(page);
  await page.getByRole('link', { name: 'Faire : une structure' }).click();
  await remplir(page, { Nom: 'Pôle enfance', 'Adresse électronique': 'enfance@beaulieu.test' });
  await page.getByRole('button', { name: 'Créer la structure' }).click();
  await page.getByText('La structure « Pôle enfance » est créée.').waitFor();
});
