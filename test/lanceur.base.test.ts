import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Lance, lancer, pause, pidDePostgres, portLibre, priseDePostgres } from './lanceur.ts';

let dossier: string;
let port: number;
let lances: Lance[] = [];

beforeAll(async () => {
  execFileSync('node', ['outils/construire.ts']);
  dossier = mkdtempSync(join(tmpdir(), 'préau d’essai '));
  chmodSync(dossier, 0o755); // sous root, le compte de PostgreSQL doit pouvoir y entrer
  port = await portLibre();
});
afterEach(async () => {
  for (const { processus } of lances) processus.kill('SIGTERM');
  await Promise.all(lances.map((l) => l.fin()));
  lances = [];
  tuer(pidDePostgres(dossier));
});
afterAll(() => rmSync(dossier, { recursive: true, force: true }));

function demarrer(env: Record<string, string> = {}): Lance {
  const lance = lancer({ PREAU_VAR: dossier, PORT: String(port), DATABASE_URL: '', ...env });
  lances.push(lance);
  return lance;
}

function tuer(pid: number | null): void {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Déjà parti.
  }
}

/** Un processus fini que le système n'a pas encore enterré ne vit plus. */
function estEnVie(pid: number | null): boolean {
  try {
    if (existsSync(`/proc/${pid}/stat`) && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) {
      return false;
    }
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function repond(chemin = '/sante/pret'): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://localhost:${port}${chemin}`, {
      signal: AbortSignal.timeout(5000),
    });
    return ok;
  } catch {
    return false;
  }
}

test('dans un dossier vide au nom malcommode, Préau démarre, répond, puis s’arrête sans rien laisser', async () => {
  const preau = demarrer();
  await preau.pret();
  expect(preau.sortie().split('\n')[0]).toBe(`Préau : http://localhost:${port}`);
  expect(await repond()).toBe(true);
  preau.processus.kill('SIGINT');
  expect(await preau.fin()).toBe(0);
  expect(pidDePostgres(dossier)).toBeNull();
});

test('un Ctrl-C pressé deux fois, coup sur coup, ne laisse aucun processus', async () => {
  for (const ecart of [0, 50]) {
    const preau = demarrer();
    await preau.pret();
    const postgres = pidDePostgres(dossier);
    preau.processus.kill('SIGINT');
    await pause(ecart);
    preau.processus.kill('SIGINT');
    expect(await preau.fin()).toBe(0);
    expect(pidDePostgres(dossier)).toBeNull();
    expect(estEnVie(postgres)).toBe(false);
    expect(await repond()).toBe(false);
  }
});

test('un port pris se dit, et aucune base ne reste en route', async () => {
  const occupant = createServer().listen(port, 'localhost');
  await once(occupant, 'listening');
  const preau = demarrer();
  expect(await preau.fin()).toBe(1);
  expect(preau.erreurs()).toContain(`Le port ${port} est déjà pris`);
  expect(preau.erreurs()).toContain(`PORT=${port + 1}`);
  expect(pidDePostgres(dossier)).toBeNull();
  occupant.close();
});

test('un second démarrage sur le même dossier s’explique et ne dérange pas le premier', async () => {
  const premier = demarrer();
  await premier.pret();
  const postgres = pidDePostgres(dossier);
  const second = demarrer({ PORT: String(await portLibre()) });
  expect(await second.fin()).toBe(1);
  expect(second.erreurs()).toContain('Un autre Préau se sert déjà de');
  expect(pidDePostgres(dossier)).toBe(postgres);
  expect(await repond()).toBe(true);
});

test('après un kill -9 de Node, le même PostgreSQL resert', async () => {
  const premier = demarrer();
  await premier.pret();
  const postgres = pidDePostgres(dossier);
  premier.processus.kill('SIGKILL');
  await premier.fin();
  expect(pidDePostgres(dossier)).toBe(postgres);
  const second = demarrer();
  await second.pret();
  expect(pidDePostgres(dossier)).toBe(postgres);
  expect(await repond()).toBe(true);
});

test('un PostgreSQL resté en vie dont la prise a été effacée est remplacé', async () => {
  const premier = demarrer();
  await premier.pret();
  const postgres = pidDePostgres(dossier);
  premier.processus.kill('SIGKILL');
  await premier.fin();
  rmSync(priseDePostgres(dossier), { recursive: true });
  const second = demarrer();
  await second.pret();
  expect(pidDePostgres(dossier)).not.toBe(postgres);
  expect(await repond()).toBe(true);
});

test('après un kill -9 de tout, PostgreSQL reprend où il en était', async () => {
  const premier = demarrer();
  await premier.pret();
  premier.processus.kill('SIGKILL');
  tuer(pidDePostgres(dossier));
  await premier.fin();
  const second = demarrer();
  await second.pret();
  expect(await repond()).toBe(true);
});

test('PostgreSQL tué pendant que Préau tourne est relancé', async () => {
  const preau = demarrer();
  await preau.pret();
  const mort = pidDePostgres(dossier);
  tuer(mort);
  for (let i = 0; i < 200 && (pidDePostgres(dossier) === mort || !(await repond())); i++) {
    await pause(100);
  }
  expect(pidDePostgres(dossier)).not.toBe(mort);
  expect(await repond()).toBe(true);
});

test('deux processus servent le site, et s’arrêtent ensemble', async () => {
  const preau = demarrer({ PREAU_PROCESSUS: '2' });
  await preau.pret();
  expect(await repond()).toBe(true);
  preau.processus.kill('SIGTERM');
  expect(await preau.fin()).toBe(0);
  expect(await repond()).toBe(false);
  expect(pidDePostgres(dossier)).toBeNull();
});

test('une configuration absurde nomme la variable à corriger', async () => {
  const preau = demarrer({ PORT: 'abc' });
  expect(await preau.fin()).toBe(2);
  expect(preau.erreurs()).toContain('PORT doit être un nombre entier');
});
