import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirPortail, type Portail } from '../portail.ts';
import { type Navigateur, ouvrirNavigateur } from './navigateur.ts';

let portail: Portail;
let navigateur: Navigateur;
let adresse: string;

beforeAll(async () => {
  [portail, navigateur] = await Promise.all([ouvrirPortail(), ouvrirNavigateur()]);
  adresse = await portail.site.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await navigateur.fermer();
  await portail.fermer();
});

test('la feuille de style construite arrive jusqu’au navigateur, avec et sans JavaScript', async () => {
  for (const javascript of [true, false]) {
    const page = await navigateur.nouvellePage({ largeur: 390, javascript });
    const reponse = await page.goto(`${adresse}${portail.services.assets('style.css')}`);
    expect(reponse?.status()).toBe(200);
    expect(reponse?.headers()['content-type']).toContain('text/css');
  }
});
