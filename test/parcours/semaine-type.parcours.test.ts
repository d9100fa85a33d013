import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../decor.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
let temoin: string;
beforeAll(async () => {
  portail = await ouvrirPortail();
  await poserDecor(portail.services.db);
  temoin = await connecter(portail.services.db, 1, portail.horloge.now());
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterEach(async () => {
  for (const table of [
    'cases_de_semaine',
    'semaines_types',
    'retraits_d_operation',
    'reservations',
    'demandes',
    'operations_familles',
    'operations',
  ])
    await sql.raw(`delete from ${table}`).execute(portail.services.db);
  await sql`update places set prises = 0`.execute(portail.services.db);
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrir(options: { javascript?: boolean; largeur?: number } = {}): Promise<Page> {
  const page = await navigateur.nouvellePage({ largeur: 360, ...options });
  page.setDefaultTimeout(8_000);
  await page.setViewportSize({ width: options.largeur ?? 360, height: 740 });
  const [name = '', value = ''] = temoin.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  return page;
}

/** Une case, par ce qu'un lecteur d'écran en dit. */
const pion = (page: Page, nom: string) => page.getByRole('checkbox', { name: nom, exact: true });

async function validees(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reservations where etat in ('validee', 'demandee')`.execute(
    portail.services.db,
  );
  return rows[0]!.n;
}

async function verifierAxe(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => [v.id, v.nodes[0]?.html])).toEqual([]);
}

describe.each([
  { javascript: true, avec: 'avec' },
  { javascript: false, avec: 'sans' },
])('Claire planifie l’année de ses deux enfants, $avec JavaScript', ({ javascript }) => {
  test('de l’accueil au reçu, puis annule tout', async () => {
    const page = await ouvrir({ javascript });
    await page.goto(`${adresse}/famille`);
    await page
      .getByRole('link', { name: /Semaine type/ })
      .first()
      .click();
    if (javascript) await verifierAxe(page);
    await pion(page, 'Léo, Matin, mardi').check();
    await pion(page, 'Léo, Soir, jeudi').check();
    await page.getByRole('button', { name: 'Même chose que Léo pour Inès' }).click();
    await expect.poll(() => pion(page, 'Inès, Soir, jeudi').isChecked()).toBe(true);
    if (javascript)
      await expect.poll(() => page.locator('[data-bilan]').textContent()).toMatch(/\+\d+ jours/);
    await page.getByRole('button', { name: 'Voir ce que cela donne' }).click();
    await page.getByRole('heading', { name: 'Ce que cela donne' }).waitFor();
    if (javascript) await verifierAxe(page);
    expect(await validees()).toBe(0);
    await page.getByRole('button', { name: 'Réserver' }).click();
    await page.waitForURL(/operations/);
    if (javascript) await verifierAxe(page);
    expect(await validees()).toBeGreaterThan(100);
    await page.getByRole('button', { name: 'Annuler l’opération' }).click();
    await page.getByRole('heading', { name: 'Opération annulée' }).waitFor();
    expect(await validees()).toBe(0);
  });
});

test('toute une ligne d’un geste, une semaine sur deux, et rien ne déborde à 320 px', async () => {
  const page = await ouvrir({ largeur: 320 });
  await page.goto(`${adresse}/famille/semaine-type`);
  await page.getByRole('button', { name: 'Matin, Léo : tous les jours' }).click();
  for (const jour of ['lundi', 'mardi', 'jeudi', 'vendredi'])
    expect(await pion(page, `Léo, Matin, ${jour}`).isChecked()).toBe(true);
  await page.getByText('Une semaine sur deux').click();
  expect(await pion(page, 'Léo, Matin, mardi, semaines paires').isChecked()).toBe(true);
  await pion(page, 'Léo, Matin, mardi, semaines impaires').uncheck();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await verifierAxe(page);
  await page.getByRole('button', { name: 'Voir ce que cela donne' }).click();
  await page.getByRole('heading', { name: 'Ce que cela donne' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.getByRole('button', { name: 'Modifier' }).click();
  expect(await pion(page, 'Léo, Matin, mardi, semaines impaires').isChecked()).toBe(false);
});

test('au clavier seul : cocher, voir, réserver', async () => {
  const page = await ouvrir({ largeur: 1280 });
  await page.goto(`${adresse}/famille/semaine-type`);
  await pion(page, 'Léo, Matin, lundi').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ce que cela donne' }).waitFor();
  await page.getByRole('button', { name: 'Réserver' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/operations/);
  expect(await validees()).toBeGreaterThan(10);
});

test('douze gestes au plus, de l’accueil au reçu, quand l’an dernier est connu', async () => {
  await sql`
    insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
    select e, 1, 1, 1, 'portail', gen_random_uuid(), '2026-09-01' from unnest('{1,2}'::int[]) e`.execute(
    portail.services.db,
  );
  // Une année passée, où les deux enfants venaient chaque mardi et chaque jeudi.
  await sql`
    insert into ouvertures (prestation_id, jour, periode_id)
    select 1, g::date, 1 from generate_series('2025-09-02'::date, '2026-06-30'::date, '1 day') g
    where extract(isodow from g) in (2, 4)`.execute(portail.services.db);
  await sql`
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, d.enfant_id, 1, o.jour, 'validee', 'portail', '2025-09-01'
    from demandes d, ouvertures o where o.prestation_id = 1 and o.jour < '2026-07-01'`.execute(
    portail.services.db,
  );
  const avant = await validees();
  const page = await ouvrir();
  let gestes = 0;
  const toucher = async (nom: RegExp | string, role: 'link' | 'button' = 'button') => {
    gestes += 1;
    await page.getByRole('main').getByRole(role, { name: nom }).click();
  };
  await page.goto(`${adresse}/famille`);
  await toucher(/Semaine type/, 'link');
  await page.getByText('Nous avons repris votre semaine de 2025-2026').waitFor();
  expect(await pion(page, 'Inès, Matin, jeudi').isChecked()).toBe(true);
  await toucher('Voir ce que cela donne');
  await page.getByRole('heading', { name: 'Ce que cela donne' }).waitFor();
  await toucher('Réserver');
  await page.waitForURL(/operations/);
  expect(gestes).toBeLessThanOrEqual(12);
  expect((await validees()) - avant).toBeGreaterThan(100);
  await sql`delete from reservations`.execute(portail.services.db);
  await sql`delete from ouvertures where jour < '2026-07-01'`.execute(portail.services.db);
});
