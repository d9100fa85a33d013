/*
 * La vérité du dépôt : les mêmes étapes ici et en intégration continue, chacune avec son temps.
 *   bin/test            tout, sur le PostgreSQL trouvé
 *   bin/test --tout     et encore une fois la base sur l'autre PostgreSQL (toujours, si CI est défini)
 *   bin/test --rapide   les règles pures seulement
 *   bin/test FILTRE…    les fichiers de tests dont le chemin contient FILTRE
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { trouverBinaires } from '../src/platform/postgres/binaires.ts';
import { compteDePostgres } from '../src/platform/postgres/compte.ts';
import { obtenirChromium } from './chromium.ts';

interface RapportVitest {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

const DOSSIER = join(process.env.PREAU_VAR || 'var', 'essais');
const PROGRAMMES = 'node_modules/.bin';
const temps: string[] = [];
let reussis = 0;
let rates = 0;

const args = process.argv.slice(2);
const filtres = args.filter((a) => !a.startsWith('--'));
if (args.includes('--rapide')) vitest('règles', ['regles'], filtres);
else if (filtres.length > 0) await cibles();
else await tout();

process.stdout.write(`\n${temps.join('\n')}\n\n${reussis} passed, ${rates} failed\n`);
process.exit(rates === 0 ? 0 : 1);

async function tout(): Promise<void> {
  outil('biome', ['biome', 'check', '.']);
  outil('types', ['tsc', '-p', 'tsconfig.json']);
  if (contient('client', /\.tsx?$/)) outil('types du navigateur', ['tsc', '-p', 'client']);
  outil('promesses (eslint)', ['eslint', 'src']);
  outil('dépendances entre tranches', ['depcruise', '--output-type', 'err', 'src']);
  outil('code mort (knip)', ['knip', '--no-progress', '--no-config-hints']);
  etape('construction', () => outilRate('node', ['outils/construire.ts']));
  vitest('règles et base', ['regles', 'base'], []);
  if (process.env.CI || args.includes('--tout')) autrePostgres();
  if (contient('test/parcours', /\.parcours\.test\.ts$/)) await parcours([]);
}

async function cibles(): Promise<void> {
  const vers = contient('test/parcours', /\.parcours\.test\.ts$/) && filtres.some(visesParcours);
  if (vers) {
    etape('construction', () => outilRate('node', ['outils/construire.ts']));
    await parcours(filtres);
  } else vitest('tests choisis', ['regles', 'base'], filtres);
}

function visesParcours(filtre: string): boolean {
  return readdirSync('test/parcours').some((f) => `test/parcours/${f}`.includes(filtre));
}

/** Le SQL s'écrit pour PostgreSQL 15 et doit passer sur le suivant ; et l'inverse. */
function autrePostgres(): void {
  const compte = compteDePostgres();
  const choisi = process.env.PREAU_POSTGRES || trouverBinaires(undefined, null, compte).origine;
  const autre = choisi === 'systeme' ? 'embarque' : 'systeme';
  try {
    const { version } = trouverBinaires(autre, null, compte);
    vitest(`base, PostgreSQL ${version}`, ['base'], [], { PREAU_POSTGRES: autre });
  } catch {
    temps.push(`    —    base sur l’autre PostgreSQL : il n’est pas installé ici`);
  }
}

async function parcours(choisis: string[]): Promise<void> {
  const chromium = await obtenirChromium();
  if (!chromium) {
    process.stderr.write(
      'Chromium est introuvable : installez le paquet chromium, ou donnez son chemin dans CHROMIUM.\n',
    );
    rates++;
    return;
  }
  vitest('parcours', ['parcours'], choisis, { PREAU_CHROMIUM: chromium });
}

function outil(nom: string, commande: string[]): void {
  const [programme = '', ...parametres] = commande;
  etape(nom, () => outilRate(join(PROGRAMMES, programme), parametres));
}

function outilRate(commande: string, parametres: string[]): number {
  return spawnSync(commande, parametres, { stdio: 'inherit' }).status === 0 ? 0 : 1;
}

/** Lance vitest et compte ce qu'il rapporte ; un fichier qui ne se charge pas est un échec. */
function vitest(
  nom: string,
  projets: string[],
  choisis: string[],
  env: Record<string, string> = {},
): void {
  etape(nom, () => {
    mkdirSync(DOSSIER, { recursive: true });
    const rapport = join(DOSSIER, `${projets.join('-')}.json`);
    rmSync(rapport, { force: true });
    const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${rapport}`];
    const projetsVises = projets.flatMap((p) => ['--project', p]);
    const { status } = spawnSync(
      join(PROGRAMMES, 'vitest'),
      ['run', ...projetsVises, ...options, '--passWithNoTests', ...choisis],
      { stdio: 'inherit', env: { ...process.env, ...env } },
    );
    const lu = existsSync(rapport) ? compter(rapport) : { passes: 0, echecs: 0 };
    reussis += lu.passes;
    return status !== 0 ? Math.max(1, lu.echecs) : lu.echecs;
  });
}

function compter(fichier: string): { passes: number; echecs: number } {
  const lu = JSON.parse(readFileSync(fichier, 'utf8')) as RapportVitest;
  const sansTest = lu.testResults.filter(
    (f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed'),
  );
  return { passes: lu.numPassedTests, echecs: lu.numFailedTests + sansTest.length };
}

function etape(nom: string, faire: () => number): void {
  process.stdout.write(`\n── ${nom}\n`);
  const debut = performance.now();
  const echecs = faire();
  rates += echecs;
  const duree = `${((performance.now() - debut) / 1000).toFixed(1).replace('.', ',')} s`;
  temps.push(`${duree.padStart(8)}  ${echecs === 0 ? ' ' : '✗'} ${nom}`);
}

function contient(dossier: string, forme: RegExp): boolean {
  return existsSync(dossier) && readdirSync(dossier).some((f) => forme.test(f));
}
