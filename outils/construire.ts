/*
 * Construit Préau dans dist/ : le serveur, et les fichiers du navigateur sous un nom qui porte
 * l'empreinte de leur contenu (ils se gardent un an en cache). Lancé tel quel par Node.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';

const DIST = 'dist';
const PUBLIC = join(DIST, 'public');
const SEPT_JOURS_MS = 7 * 86_400_000;
const jsx = { jsx: 'automatic', jsxImportSource: 'preact' } as const;

const debut = performance.now();
mkdirSync(PUBLIC, { recursive: true });
const [serveur, navigateur] = await Promise.all([construireServeur(), construireNavigateur()]);
const manifeste = { ...lireSorties(navigateur), ...copierPublic() };
remplacer(join(PUBLIC, 'manifeste.json'), JSON.stringify(manifeste, null, 2));
menage(DIST, new Set(Object.keys(serveur.outputs).map((f) => basename(f))));
menage(
  PUBLIC,
  new Set([
    ...Object.keys(navigateur.outputs).map((f) => basename(f)),
    'manifeste.json',
    ...Object.values(manifeste),
  ]),
);
process.stdout.write(`Construit en ${Math.round(performance.now() - debut)} ms.\n`);

/** Les modules propres au développement restent dans des morceaux à part, chargés à la demande. */
async function construireServeur(): Promise<Metafile> {
  const { metafile } = await build({
    ...jsx,
    // Le fil des PDF est un programme à part : il se charge par son nom.
    entryPoints: { serveur: 'src/main.ts', 'pdf-worker': 'src/platform/pdf-worker.ts' },
    outdir: DIST,
    chunkNames: 'morceau-[name]-[hash]',
    splitting: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

async function construireNavigateur(): Promise<Metafile> {
  const modules = existsSync('client')
    ? readdirSync('client').filter((f) => /\.tsx?$/.test(f) && !/\.(test|d)\.tsx?$/.test(f))
    : [];
  const { metafile } = await build({
    ...jsx,
    entryPoints: [...modules.map((f) => join('client', f)), 'public/style.css'],
    outdir: PUBLIC,
    outbase: '.',
    entryNames: '[name]-[hash]',
    chunkNames: 'commun-[hash]',
    assetNames: '[name]-[hash]',
    splitting: true,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2022', 'safari16', 'firefox115', 'chrome109'],
    format: 'esm',
    loader: { '.svg': 'file', '.woff2': 'file', '.png': 'file' },
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** « client/x.ts » → « x-HASH.js », « style.css » → « style-HASH.css ». */
function lireSorties(metafile: Metafile): Record<string, string> {
  const sorties = Object.entries(metafile.outputs).flatMap(([fichier, sortie]) =>
    sortie.entryPoint
      ? [[sortie.entryPoint.replace(/^public\//, ''), relative(PUBLIC, fichier)] as const]
      : [],
  );
  return Object.fromEntries(sorties);
}

/** Le reste de public/ : icônes, images. Les feuilles de public/style/ sont déjà réunies. */
function copierPublic(): Record<string, string> {
  const fichiers = readdirSync('public', { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile())
    .map((e) => relative('public', join(e.parentPath, e.name)))
    .filter((f) => f !== 'style.css' && !f.startsWith('style/'));
  return Object.fromEntries(fichiers.map((f) => [f, copier(f)]));
}

function copier(fichier: string): string {
  const contenu = readFileSync(join('public', fichier));
  const empreinte = createHash('sha256').update(contenu).digest('hex').slice(0, 8).toUpperCase();
  const suffixe = extname(fichier);
  const nom = `${basename(fichier, suffixe)}-${empreinte}${suffixe}`;
  remplacer(join(PUBLIC, nom), contenu);
  return nom;
}

/** D'un coup : un Préau qui tourne sur ce dossier ne lit jamais un fichier à moitié écrit. */
function remplacer(fichier: string, contenu: string | Buffer): void {
  writeFileSync(`${fichier}.neuf`, contenu);
  renameSync(`${fichier}.neuf`, fichier);
}

/** Les anciens fichiers restent une semaine : un Préau ou une page ouverte peut encore les demander. */
function menage(dossier: string, utiles: Set<string>): void {
  for (const entree of readdirSync(dossier, { withFileTypes: true })) {
    const fichier = join(dossier, entree.name);
    const ancien = Date.now() - statSync(fichier).mtimeMs > SEPT_JOURS_MS;
    if (entree.isFile() && ancien && !utiles.has(entree.name)) rmSync(fichier);
  }
}
