import { type Browser, chromium, type Page } from '@playwright/test';
import { chercherChromium } from '../../outils/chromium.ts';

// Rien ne doit sortir de la machine, et root n'a pas droit au bac à sable.
const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OptionsPage {
  /** En pixels : 390 est un téléphone, 1280 l'écran d'un bureau. */
  largeur?: number;
  javascript?: boolean;
}

export interface Navigateur {
  /** Une page neuve, sans témoin ni cache. */
  nouvellePage(options?: OptionsPage): Promise<Page>;
  fermer(): Promise<void>;
}

export async function ouvrirNavigateur(): Promise<Navigateur> {
  const executable = chercherChromium();
  const navigateur: Browser = await chromium.launch({
    ...(executable ? { executablePath: executable } : {}),
    args: process.getuid?.() === 0 ? OPTIONS : OPTIONS.slice(1),
  });
  return {
    async nouvellePage({ largeur = 1280, javascript = true } = {}) {
      const contexte = await navigateur.newContext({
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        viewport: { width: largeur, height: largeur < 600 ? 844 : 900 },
        javaScriptEnabled: javascript,
      });
      return contexte.newPage();
    },
    fermer: () => navigateur.close(),
  };
}
