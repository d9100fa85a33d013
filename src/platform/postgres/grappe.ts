import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaires } from './binaires.ts';
import type { Compte } from './compte.ts';
import { PostgresIndisponible } from './phrases.ts';

/** La version majeure d'une grappe déjà créée, ou null. */
export function majeureDeLaGrappe(grappe: string): number | null {
  const fichier = join(grappe, 'PG_VERSION');
  return existsSync(fichier) ? Number.parseInt(readFileSync(fichier, 'utf8'), 10) : null;
}

/**
 * Crée la grappe à côté puis la met en place d'un coup : ni une coupure ni un second démarrage
 * ne laissent une grappe à moitié faite.
 */
export function creerGrappe(grappe: string, binaires: Binaires, compte: Compte): void {
  const base = `${grappe}.neuve-`;
  const neuve = `${base}${process.pid}`;
  for (const reste of restes(base)) rmSync(reste, { recursive: true, force: true });
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const { status, stderr, error } = spawnSync(
    join(binaires.dossier, 'initdb'),
    [
      ...['-D', neuve, '-U', 'preau', '--auth=trust', '-E', 'UTF8'],
      ...['--locale-provider=icu', '--icu-locale=fr-FR', `--locale=${locale}`],
    ],
    { ...(compte ?? {}), cwd: '/', encoding: 'utf8' },
  );
  if (status !== 0) {
    rmSync(neuve, { recursive: true, force: true });
    throw new PostgresIndisponible(
      `La base n’a pas pu être créée dans ${grappe}. PostgreSQL dit : ${(stderr || String(error)).trim()}`,
    );
  }
  try {
    renameSync(neuve, grappe);
  } catch {
    // Un autre démarrage vient de la créer : la sienne vaut la nôtre.
    rmSync(neuve, { recursive: true, force: true });
  }
}

/** Les créations interrompues : celles dont le processus n'existe plus. */
function restes(base: string): string[] {
  const dossier = join(base, '..');
  const debut = base.slice(dossier.length + 1);
  return readdirSync(dossier)
    .filter((nom) => nom.startsWith(debut) && !estEnVie(Number(nom.slice(debut.length))))
    .map((nom) => join(dossier, nom));
}

function estEnVie(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}

export interface Lancement {
  grappe: string;
  prise: string;
  journal: string;
  binaires: Binaires;
  compte: Compte;
  reglages: Record<string, string>;
}

/** Lance PostgreSQL dans sa propre session : Ctrl-C au terminal est pour Préau, qui l'arrêtera. */
export function lancer(l: Lancement): ChildProcess {
  const reglages = {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: `"${l.prise}"`,
    unix_socket_permissions: '0700',
    lc_messages: 'C',
    ...l.reglages,
  };
  const journal = openSync(l.journal, 'a', 0o600);
  if (l.compte) chownSync(l.journal, l.compte.uid, l.compte.gid);
  const enfant = spawn(
    join(l.binaires.dossier, 'postgres'),
    ['-D', l.grappe, ...Object.entries(reglages).flatMap(([nom, v]) => ['-c', `${nom}=${v}`])],
    { ...(l.compte ?? {}), cwd: '/', detached: true, stdio: ['ignore', journal, journal] },
  );
  enfant.on('error', () => {});
  enfant.unref();
  closeSync(journal);
  return enfant;
}

/** Les dernières lignes du journal de PostgreSQL, pour dire pourquoi il n'a pas démarré. */
export function finDuJournal(journal: string): string {
  if (!existsSync(journal)) return '';
  return readFileSync(journal, 'utf8').trim().split('\n').slice(-5).join('\n');
}
