import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Un Préau lancé comme le fait bin/start, dont on lit les phrases. */
export interface Lance {
  processus: ChildProcess;
  sortie(): string;
  erreurs(): string;
  /** Attend la ligne « Préau : … » ; échoue si le processus s'arrête avant. */
  pret(): Promise<void>;
  /** Attend la fin ; rend le code. */
  fin(): Promise<number | null>;
}

export function lancer(env: Record<string, string>): Lance {
  const processus = spawn('node', ['--enable-source-maps', 'dist/serveur.js'], {
    env: { ...process.env, PREAU_NIVEAU_JOURNAL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let sortie = '';
  let erreurs = '';
  processus.stdout.setEncoding('utf8').on('data', (texte: string) => {
    sortie += texte;
  });
  processus.stderr.setEncoding('utf8').on('data', (texte: string) => {
    erreurs += texte;
  });
  const fin = once(processus, 'close').then(([code]) => code as number | null);
  return {
    processus,
    sortie: () => sortie,
    erreurs: () => erreurs,
    fin: () => fin,
    async pret() {
      while (!sortie.includes('Préau : http://')) {
        if (processus.exitCode !== null) throw new Error(`arrêté avant d'être prêt : ${erreurs}`);
        await pause(30);
      }
    },
  };
}

/** Le numéro du serveur PostgreSQL qui tient ce dossier, ou null. */
export function pidDePostgres(dossier: string): number | null {
  const fichier = join(dossier, 'postgres/grappe/postmaster.pid');
  return existsSync(fichier) ? Number.parseInt(readFileSync(fichier, 'utf8'), 10) : null;
}

/** Le dossier de la prise Unix que ce serveur a ouverte. */
export function priseDePostgres(dossier: string): string {
  const lignes = readFileSync(join(dossier, 'postgres/grappe/postmaster.pid'), 'utf8').split('\n');
  return lignes[4] ?? '';
}

export async function portLibre(): Promise<number> {
  const serveur = createServer().listen(0, '127.0.0.1');
  await once(serveur, 'listening');
  const adresse = serveur.address();
  serveur.close();
  await once(serveur, 'close');
  if (adresse === null || typeof adresse === 'string') throw new Error('pas de port libre');
  return adresse.port;
}

export function pause(ms: number): Promise<void> {
  return new Promise((suite) => setTimeout(suite, ms));
}
