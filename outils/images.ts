/** Refait les images du README : le site de démonstration doit tourner. node outils/images.ts http://localhost:3000 */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { MOT_DE_PASSE_DE_DEMONSTRATION } from '../db/jeu/saint-aubin/charger.ts';
import { chercherChromium } from './chromium.ts';

const site = process.argv[2] ?? 'http://localhost:3000';
mkdirSync('docs/images', { recursive: true });
const executablePath = chercherChromium();
const navigateur = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
const page = await navigateur.newPage({
  viewport: { width: 400, height: 760 },
  deviceScaleFactor: 1.5,
  locale: 'fr-FR',
});
await page.goto(`${site}/connexion`);
await page.fill('[name=identifiant]', 'camille.martin');
await page.fill('[name=mot_de_passe]', MOT_DE_PASSE_DE_DEMONSTRATION);
await page.getByRole('button', { name: 'Se connecter' }).click();
await page.waitForURL(/\/famille$/);
await page.goto(`${site}/famille/pre-inscrire/calendrier?enfant=1&periode=1`);
await page.locator('table[data-calendrier] tbody').first().scrollIntoViewIfNeeded();
await page.mouse.wheel(0, 300);
await page.waitForTimeout(400);
await page.screenshot({ path: 'docs/images/calendrier.png' });
await navigateur.close();
