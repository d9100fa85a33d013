/** Une mère remplit la fiche sur son téléphone ; l'animateur l'ouvre dans la cour ; elle le voit. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connecter } from '../decor.ts';
import { type PetiteCommune, petiteCommune } from '../petite-commune.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

const JOUR = '2026-11-18';

let portail: Portail;
let navigateur: Navigateur;
let commune: PetiteCommune;
let adresse = '';
let parent = '';
let animateur = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date(`${JOUR}T09:00:00Z`) });
  const { db } = portail.services;
  commune = await petiteCommune(db, { familles: 1 });
  const { enfantId, compteId } = commune.familles[0]!;
  await sql`update enfants set prenom = 'Zoé', nom = 'Lenoir' where id = ${enfantId}`.execute(db);
  await sql`
    with d as (
      insert into demandes
        (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
      values (${enfantId}, ${commune.activiteId}, ${commune.periodeId}, ${compteId}, 'portail',
        gen_random_uuid(), '2026-11-01') returning id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select id, ${enfantId}, ${commune.matin}, ${JOUR}, 'validee', 'portail', '2026-11-01'
    from d`.execute(db);
  const { rows } = await sql<{ id: number }>`
    with c as (
      insert into comptes (identifiant, active_le, cree_le)
      values ('yanis', '2026-01-01', '2026-01-01') returning id),
    a as (
      insert into agents (compte_id, prenom, nom, role, cree_le)
      select id, 'Yanis', 'Durand', 'animateur', '2026-01-01' from c returning id),
    s as (
      insert into agents_structures
      select a.id, x.structure_id from a, activites x where x.id = ${commune.activiteId})
    select id from c`.execute(db);
  parent = await connecter(db, compteId, portail.horloge.now());
  animateur = await connecter(db, rows[0]!.id, portail.horloge.now());
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});
beforeEach(async () => {
  await sql`
    truncate lectures_sante, rubriques_sanitaires, fiches_sanitaires, autorisations,
      personnes_autorisees, regimes_des_enfants`.execute(portail.services.db);
});

async function ouvrir(cookie: string, chemin: string, javascript = true): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 360, javascript });
  page.setDefaultTimeout(8000);
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  await page.goto(`${adresse}${chemin}`);
  return page;
}

const maFiche = () => `/famille/enfants/${commune.familles[0]!.enfantId}/sante`;
const volet = (page: Page, id: string) => page.locator(`details#${id}`);

async function deplier(page: Page, id: string): Promise<void> {
  const ouvert = await volet(page, id).evaluate((d: HTMLDetailsElement) => d.open);
  if (!ouvert) await volet(page, id).locator('summary').click();
}

async function repondre(page: Page, id: string, reponse: string, texte?: string): Promise<void> {
  await deplier(page, id);
  await volet(page, id).getByText(reponse, { exact: true }).click();
  if (texte !== undefined) await page.locator(`#${id}-texte`).fill(texte);
  await volet(page, id).getByRole('button', { name: 'Enregistrer' }).click();
  await volet(page, id).getByText('Écrit le').waitFor();
}

async function verifier(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}, ${v.nodes[0]?.html}`)).toEqual([]);
  }
  const largeur = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await largeur()).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await largeur()).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 360, height: 844 });
}

describe.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])('au téléphone, $avec JavaScript', ({ javascript }) => {
  test('la mère remplit, l’animateur lit d’un doigt, la mère le voit', async () => {
    const mere = await ouvrir(parent, '/famille/enfants', javascript);
    await mere.getByRole('link', { name: 'Fiche sanitaire' }).click();
    await mere.getByText('À remplir encore').waitFor();
    await repondre(mere, 'allergies', 'Non');
    await repondre(mere, 'pai', 'Oui', 'Gêne pour respirer : le stylo, puis le 15.');
    await repondre(mere, 'traitement', 'Non');
    await repondre(mere, 'precautions', 'Non');
    await repondre(mere, 'vaccins', 'À jour');
    await deplier(mere, 'medecin');
    await mere.getByLabel('Médecin ou cabinet').fill('Dr Lenoir');
    await mere.getByLabel('Son téléphone').fill('12');
    await volet(mere, 'medecin').getByRole('button').click();
    await mere.getByRole('alert').waitFor();
    await mere.getByLabel('Son téléphone').fill('02 38 00 11 22');
    await volet(mere, 'medecin').getByRole('button').click();
    await mere.getByText('Fiche à jour.').waitFor();
    await deplier(mere, 'personne');
    await mere.getByLabel('Prénom et nom').fill('Rose Lenoir');
    await mere.getByLabel('Lien avec l’enfant').fill('grand-mère');
    await mere.getByLabel('Téléphone', { exact: true }).fill('0612345678');
    await mere.getByRole('button', { name: 'Ajouter' }).click();
    await mere.getByText('Rose Lenoir').first().waitFor();

    const cour = await ouvrir(animateur, `/agent/pointages/${commune.matin}/${JOUR}`, javascript);
    await cour.locator('summary', { hasText: 'Départ' }).click();
    await cour.getByText('Rose Lenoir, grand-mère').waitFor();
    await cour.getByRole('link', { name: 'PAI : ouvrir la fiche de Zoé Lenoir' }).click();
    await cour.getByText('Gêne pour respirer : le stylo, puis le 15.').waitFor();
    if (javascript) await verifier(cour);

    await mere.goto(`${adresse}${maFiche()}`);
    await mere.getByText('Yanis, animateur').waitFor();
    await mere.getByText('Pointage du jour.').waitFor();
    await mere.context().close();
    await cour.context().close();
  });
});

test('tout ouvert, rien à redire pour axe, rien ne déborde ; le détail attend « Oui »', async () => {
  const page = await ouvrir(parent, maFiche());
  expect(await page.locator('#allergies-texte').isVisible()).toBe(false);
  await page.evaluate(() => {
    for (const d of document.querySelectorAll('details.volet')) d.setAttribute('open', '');
    for (const r of document.querySelectorAll<HTMLInputElement>('input[value=oui]'))
      r.checked = true;
  });
  expect(await page.locator('#allergies-texte').isVisible()).toBe(true);
  await verifier(page);
  await page.context().close();
});

test('au clavier seul : un volet s’ouvre, se remplit et s’enregistre', async () => {
  const page = await ouvrir(parent, maFiche());
  await volet(page, 'traitement').locator('summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await volet(page, 'traitement').locator('input[value=non]').isChecked()).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('C’est enregistré.').waitFor();
  await page.context().close();
});

test('la demande de raison et la feuille : axe, et rien ne déborde', async () => {
  await sql`update agents set role = 'administrateur' where prenom = 'Yanis'`.execute(
    portail.services.db,
  );
  const page = await ouvrir(animateur, `/agent/enfants/${commune.familles[0]!.enfantId}/sante`);
  await verifier(page);
  await page.getByRole('button', { name: 'Ouvrir la fiche' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByText('Urgence, soin à donner').click();
  await page.getByRole('button', { name: 'Ouvrir la fiche' }).click();
  await page.getByText('appelez ses parents').waitFor();
  await page.goto(`${adresse}/agent/regimes`);
  await verifier(page);
  await sql`update agents set role = 'animateur' where prenom = 'Yanis'`.execute(
    portail.services.db,
  );
  await page.context().close();
});
