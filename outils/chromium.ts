import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CONNUS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Le navigateur des parcours, s'il est déjà là. */
export function chercherChromium(): string | null {
  const { PREAU_CHROMIUM, CHROMIUM } = process.env;
  return (
    [PREAU_CHROMIUM, CHROMIUM, ...CONNUS].find((c) => c !== undefined && existsSync(c)) ?? null
  );
}

/** Le cherche, sinon l'installe : paquet Debian sous root, sinon celui de Playwright. */
export async function obtenirChromium(): Promise<string | null> {
  const present = chercherChromium();
  if (present) return present;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installation de Chromium par apt-get…\n');
    lancer('apt-get', ['update', '-qq']);
    lancer('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const installe = chercherChromium();
    if (installe) return installe;
  }
  process.stdout.write('Installation de Chromium par Playwright…\n');
  lancer('npx', ['playwright', 'install', 'chromium']);
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

function lancer(commande: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(commande, args, { stdio: 'inherit', env });
}
