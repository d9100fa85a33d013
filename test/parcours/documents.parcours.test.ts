import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connecter, poserDecor } from '../decor.ts';
import { ajouterRegisseur, emettreFacture, poserRegie, regler } from '../factures.ts';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;
let nadia = '';
let claire = '';

beforeAll(async () => {
  portail = await ouvrirPortail({ maintenant: new Date('2027-01-18T09:00Z') });
  const { db } = portail.services;
  await poserDecor(db);
  await poserRegie(db);
  await sql`update responsables set adresse = '3 rue Haute', code_postal = '45190',
    commune = 'Beaugency', facture_electronique = (id = 1)`.execute(db);
  await sql`insert into campagnes (regie_id, mois, ouverte_le, emise_le)
    values (1, '2026-10-01', '2026-11-02', '2026-11-05')`.execute(db);
  for (const payeur of [1, 2]) await emettreFacture(db, { numero: payeur, payeur, campagne: 1 });
  const reglee = await emettreFacture(db, {
    numero: 3,
    payeur: 1,
    lignes: [{ enfant: 2, prestation: 1, jour: '2026-10-05', centimes: 4200, garde: true }],
  });
  const parts = [{ facture: reglee, centimes: 4200 }];
  await regler(db, { payeur: 1, jour: '2026-12-01', numero: 1, parts });
  const maintenant = portail.horloge.now();
  nadia = await connecter(db, await ajouterRegisseur(db), maintenant);
  claire = await connecter(db, 1, maintenant);
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
  portail.services.config.adresse = adresse;
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

async function ouvrirPage(cookie: string, options: { largeur?: number; javascript?: boolean }) {
  const page = await navigateur.nouvellePage(options);
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: adresse }]);
  return page;
}

/** Ce qui gêne sur cette page : règles d'accessibilité, défilement de côté. */
async function examiner(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const deborde = await page.evaluate(
    () => document.documentElement.scrollWidth > window.innerWidth,
  );
  return [
    ...violations.map((v) => `${v.id}, ${v.nodes[0]?.html.slice(0, 120)}`),
    ...(deborde ? ['déborde'] : []),
  ];
}

describe('Nadia tient la régie, sans JavaScript, au téléphone', () => {
  test('envoie les factures, relance, émet les attestations', async () => {
    const page = await ouvrirPage(nadia, { largeur: 320, javascript: false });
    const controle = await ouvrirPage(nadia, { largeur: 320 });
    const gestes = [
      ['/agent/campagnes/1/envoi', 'Envoyer les factures', 'C’est envoyé'],
      ['/agent/impayes/relances', 'Envoyer les relances cochées', 'Relances parties'],
      ['/agent/attestations', 'Émettre celles qui manquent', 'Attestations 2026 émises : 1'],
    ] as const;
    for (const [chemin, bouton, annonce] of gestes) {
      await controle.goto(`${adresse}${chemin}`);
      expect(await examiner(controle)).toEqual([]);
      await page.goto(`${adresse}${chemin}`);
      await page.getByRole('button', { name: bouton }).click();
      await page.getByText(annonce).first().waitFor();
      await controle.goto(page.url());
      expect(await examiner(controle)).toEqual([]);
    }
    for (const chemin of ['/agent/impayes', '/agent/impayes/titres']) {
      await controle.goto(`${adresse}${chemin}`);
      expect(await examiner(controle)).toEqual([]);
    }
  });

  test('Claire trouve son attestation', async () => {
    const page = await ouvrirPage(claire, { largeur: 320 });
    await page.goto(`${adresse}/famille/attestations`);
    expect(await examiner(page)).toEqual([]);
    await page.getByRole('link', { name: 'Attestation 2026 (PDF)' }).waitFor();
  });
});
