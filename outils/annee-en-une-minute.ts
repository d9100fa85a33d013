/**
 * Filme, vue par vue, l'année de deux enfants posée sur un téléphone, au rythme d'un pouce : le site de
 * démonstration doit tourner, sur une base neuve. node outils/annee-en-une-minute.ts http://localhost:3000
 */
import { mkdirSync } from 'node:fs';
import { chromium, type Locator } from '@playwright/test';
import { MOT_DE_PASSE_DE_DEMONSTRATION } from '../db/jeu/saint-aubin/charger.ts';
import { chercherChromium } from './chromium.ts';

/** Le temps de lire et de viser, entre deux gestes. */
const PAUSE_MS = 1200;
const DOSSIER = 'docs/images/annee-en-une-minute';

const site = process.argv[2] ?? 'http://localhost:3000';
mkdirSync(DOSSIER, { recursive: true });
const executablePath = chercherChromium();
const navigateur = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
const contexte = await navigateur.newContext({
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  locale: 'fr-FR',
  timezoneId: 'Europe/Paris',
});
const page = await contexte.newPage();
await page.goto(`${site}/connexion`);
await page.fill('[name=identifiant]', 'camille.martin');
await page.fill('[name=mot_de_passe]', MOT_DE_PASSE_DE_DEMONSTRATION);
await page.getByRole('button', { name: 'Se connecter' }).click();
await page.waitForURL(/\/famille$/);

const debut = performance.now();
let gestes = 0;
const vues: string[] = [];
const secondes = () => Math.round((performance.now() - debut) / 1000);

async function montrer(): Promise<void> {
  await page.waitForTimeout(PAUSE_MS);
  const fichier = `${DOSSIER}/${String(vues.length + 1).padStart(2, '0')}.png`;
  await page.screenshot({ path: fichier });
  vues.push(`${fichier} : ${secondes()} s, ${gestes} gestes`);
}

async function toucher(cible: Locator): Promise<void> {
  gestes += 1;
  await cible.tap();
  await montrer();
}

const bouton = (nom: string | RegExp) => page.getByRole('main').getByRole('button', { name: nom });
await montrer();
await toucher(page.getByRole('main').getByRole('link', { name: /^Semaine type/ }));
await toucher(bouton('Matin, Lucie : tous les jours').first());
await toucher(bouton('Soir, Lucie : tous les jours'));
await toucher(bouton('Même chose que Lucie pour Hugo'));
await toucher(bouton('Voir ce que cela donne'));
await toucher(bouton('Réserver'));
await page.waitForURL(/\/famille\/operations\/\d+/);
process.stdout.write(`${vues.join('\n')}\nEn tout : ${secondes()} s, ${gestes} gestes.\n`);
await navigateur.close();
