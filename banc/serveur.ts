/* Le serveur construit, en production, et un facteur qui accepte tous les courriels. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export interface Serveur {
  port: number;
  pid: number;
  /** Du lancement à la première réponse de /sante/pret. */
  demarrageMs: number;
  arreter(): Promise<void>;
}

const PATIENCE_MS = 60_000;

export function environnement(faits: {
  dossier: string;
  base: string | null;
  port: number;
  processus: number;
  smtp: string;
}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PREAU_MODE: 'production',
    PREAU_VAR: faits.dossier,
    ...(faits.base ? { DATABASE_URL: faits.base } : {}),
    PORT: String(faits.port),
    PREAU_PROCESSUS: String(faits.processus),
    PREAU_SECRET: 'secret-du-banc-qui-ne-sert-nulle-part-ailleurs',
    PREAU_CLES: `1:${Buffer.alloc(32, 'banc').toString('base64')}`,
    PREAU_ADRESSE: `http://127.0.0.1:${faits.port}`,
    PREAU_SMTP: faits.smtp,
    PREAU_EXPEDITEUR: 'banc@grandville.example',
  };
}

/** Démarre le serveur et attend qu'il soit prêt ; son journal va dans le dossier du banc. */
export async function demarrerServeur(env: NodeJS.ProcessEnv): Promise<Serveur> {
  const debut = performance.now();
  const options = (process.env.PREAU_BANC_NODE ?? '').split(' ').filter(Boolean);
  const enfant = spawn(process.execPath, [...options, 'dist/serveur.js'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const journal = createWriteStream(join(String(env.PREAU_VAR), 'serveur.log'), { flags: 'a' });
  enfant.stdout.pipe(journal);
  enfant.stderr.pipe(journal);
  const port = Number(env.PORT);
  while (!(await pret(port))) {
    if (enfant.exitCode !== null || performance.now() - debut > PATIENCE_MS) {
      throw new Error(`Le serveur n’a pas démarré : voir ${String(journal.path)}.`);
    }
    await new Promise((suite) => setTimeout(suite, 20));
  }
  const demarrageMs = Math.round(performance.now() - debut);
  return { port, pid: enfant.pid ?? 0, demarrageMs, arreter: () => arreter(enfant) };
}

async function pret(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/sante/pret`).then(
    (r) => r.ok,
    () => false,
  );
}

/** Un arrêt poli, puis la force si la politesse ne suffit pas. */
export function arreter(enfant: ChildProcess): Promise<void> {
  if (enfant.exitCode !== null || enfant.signalCode !== null) return Promise.resolve();
  return new Promise((suite) => {
    const force = setTimeout(() => enfant.kill('SIGKILL'), 15_000);
    enfant.once('exit', () => {
      clearTimeout(force);
      suite();
    });
    enfant.kill('SIGTERM');
  });
}

export function portLibre(): Promise<number> {
  return new Promise((suite) => {
    const essai = createServer().listen(0, '127.0.0.1', () => {
      const { port } = essai.address() as AddressInfo;
      essai.close(() => suite(port));
    });
  });
}

/** Sans lui, chaque courriel échouerait et serait réessayé : ce ne serait plus la même charge. */
export async function demarrerFacteur(): Promise<{ smtp: string; arreter(): Promise<void> }> {
  const facteur = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(flux, _session, fini) {
      flux.on('end', () => fini());
      flux.resume();
    },
  });
  facteur.on('error', () => {});
  const port = await portLibre();
  await new Promise<void>((suite) => facteur.listen(port, '127.0.0.1', () => suite()));
  const arreterFacteur = () => new Promise<void>((suite) => facteur.close(() => suite()));
  return { smtp: `smtp://127.0.0.1:${port}`, arreter: arreterFacteur };
}
