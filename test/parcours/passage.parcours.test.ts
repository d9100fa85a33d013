import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ajouterAgent } from '../comptes.ts';
import { connecter, poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
let compteId: number;
beforeAll(async () => {
  portail = await ouvrirPortail();
  const { db } = portail.services;
  await poserDecor(db);
  await sql`insert into classes (ecole_id, nom, niveau) values
    (1, 'GS', 'GS'), (1, 'CE2 A', 'CE2'), (1, 'CE2 B', 'CE2')`.execute(db);
  compteId = await ajouterAgent(portail);
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrir(largeur: number, javascript: boolean): Promise<Page> {
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

test('Nadia fait passer une école au clavier, relit l’aperçu, se ravise et défait', async () => {
  const page = await ouvrir(1280, true);
  await page.goto(`${adresse}/agent/ecoles/1`);
  await page.getByRole('link', { name: 'Passage en classe supérieure' }).press('Enter');
  await page.getByText('2 enfants restent à placer').waitFor();
  await verifier(page);
  await page.getByLabel('Passent en').selectOption({ label: 'CE2 A' });
  await page.locator('summary', { hasText: 'Enfant par enfant' }).first().press('Enter');
  await enfoncer(page, 'Faire passer 1 enfant');
  await page.getByText('Vos choix ont changé l’aperçu').waitFor();
  await verifier(page);
  await enfoncer(page, 'Faire passer 3 enfants');
  await page.getByText('C’est fait : 3 enfants ont leur classe de 2027-2028.').waitFor();
  await verifier(page);
  await enfoncer(page, 'Défaire ce passage');
  await page.getByText('Le passage est défait pour 3 enfants.').waitFor();
  await verifier(page);
}, 120_000);

test('sans JavaScript, sur un téléphone, un enfant redouble pendant que les autres passent', async () => {
  const page = await ouvrir(360, false);
  await page.goto(`${adresse}/agent/ecoles/1/passage`);
  await page.getByLabel('Passent en').selectOption({ label: 'CE2 B' });
  await page.locator('summary', { hasText: 'Enfant par enfant' }).nth(1).click();
  await page.getByLabel('Léo MARTIN').selectOption({ label: 'CE1' });
  await page.getByRole('button', { name: 'Revoir l’aperçu' }).click();
  await page.getByRole('button', { name: 'Faire passer 3 enfants' }).click();
  expect(await page.textContent('main')).toContain('Tous les enfants de l’école ont leur classe');
  const { rows } = await sql<{ classe: string }>`
    select c.nom as classe from scolarites s join classes c on c.id = s.classe_id
    where s.annee_scolaire = '2027-2028' order by s.enfant_id`.execute(portail.services.db);
  expect(rows.map((r) => r.classe)).toEqual(['CE1', 'GS', 'CE2 B']);
}, 60_000);
