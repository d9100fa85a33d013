/* Reconstruit et relance Préau à chaque changement. Une erreur laisse tourner la version d'avant. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, watch } from 'node:fs';

const SURVEILLES = ['src', 'client', 'public', 'db'];
const SILENCE_MS = 200; // un éditeur écrit souvent en plusieurs fois

let serveur: ChildProcess | null = null;
let minuterie: NodeJS.Timeout | undefined;
let enCours = Promise.resolve();

await relancer();
for (const dossier of SURVEILLES.filter((d) => existsSync(d))) {
  watch(dossier, { recursive: true }, () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(() => {
      enCours = enCours.then(relancer);
    }, SILENCE_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void arreter().then(() => process.exit(0)));
}

async function relancer(): Promise<void> {
  if (spawnSync('node', ['outils/construire.ts'], { stdio: 'inherit' }).status !== 0) return;
  await arreter();
  serveur = spawn('node', ['--enable-source-maps', 'dist/serveur.js'], {
    stdio: 'inherit',
    detached: true, // Ctrl-C est pour nous : nous l'arrêtons proprement
  });
}

async function arreter(): Promise<void> {
  const ancien = serveur;
  if (!ancien || ancien.exitCode !== null) return;
  await new Promise<void>((suite) => {
    ancien.once('exit', () => suite());
    ancien.kill('SIGTERM');
  });
}
