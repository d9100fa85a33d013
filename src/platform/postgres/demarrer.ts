import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type Choix, trouverBinaires } from './binaires.ts';
import { compteDePostgres } from './compte.ts';
import { preparerDossier, preparerPrise } from './emplacement.ts';
import { creerGrappe, finDuJournal, type Lancement, lancer, majeureDeLaGrappe } from './grappe.ts';
import { arreterMaitre, chercherMaitre, type Maitre, retirerPidPerime } from './maitre.ts';
import { type Dire, direEnConsole, PostgresIndisponible } from './phrases.ts';

export interface OptionsPostgres {
  /** Dossier des données ; créé au besoin. */
  dossier: string;
  choix?: Choix;
  /** Réglages de postgresql.conf. `fsync` reste allumé si l'on n'en dit rien. */
  reglages?: Record<string, string>;
  dire?: Dire;
}

export interface PostgresDemarre {
  config: pg.PoolConfig;
  version: string;
  /** Il tournait déjà : un autre programme s'en sert, ou Node a été tué sans l'arrêter. */
  retrouve: boolean;
  /** Arrêt rapide, et attente de la fin, même si le serveur était déjà là. */
  arreter(): Promise<void>;
}

const ESSAIS = 6; // juste après une coupure, l'ancien segment de mémoire partagée tarde à partir
const PATIENCE_MS = 60_000; // une reprise après coupure relit le journal des transactions

/** Démarre PostgreSQL sur ce dossier, ou retrouve celui qui y tourne encore. */
export async function demarrerPostgres(options: OptionsPostgres): Promise<PostgresDemarre> {
  const compte = compteDePostgres();
  const dossier = preparerDossier(resolve(options.dossier), compte, options.dire ?? direEnConsole);
  const grappe = join(dossier, 'grappe');
  const maitre = await retrouver(grappe);
  const prise = maitre?.prise || preparerPrise(dossier, compte);
  if (!maitre) {
    const binaires = trouverBinaires(options.choix, majeureDeLaGrappe(grappe), compte);
    if (majeureDeLaGrappe(grappe) === null) creerGrappe(grappe, binaires, compte);
    const journal = join(dossier, 'journal.log');
    const reglages = options.reglages ?? {};
    await lancerJusquaReponse({ grappe, prise, journal, binaires, compte, reglages });
  }
  const config = { host: prise, port: 5432, user: 'preau', database: 'preau' };
  return {
    config,
    version: await creerBasePreau({ ...config, database: 'postgres' }),
    retrouve: maitre !== null,
    arreter: async () => {
      await arreterMaitre(grappe);
      rmSync(prise, { recursive: true, force: true });
    },
  };
}

/** Le serveur qui tient déjà la grappe ; s'il a perdu sa prise, personne ne peut plus lui parler. */
async function retrouver(grappe: string): Promise<Maitre | null> {
  for (let attente = 0; attente < 3000; attente += 100) {
    const maitre = chercherMaitre(grappe);
    if (!maitre || existsSync(join(maitre.prise, '.s.PGSQL.5432'))) return maitre;
    await pause(100); // il démarre peut-être
  }
  await arreterMaitre(grappe);
  return null;
}

async function lancerJusquaReponse(l: Lancement): Promise<void> {
  for (let essai = 1; essai <= ESSAIS; essai++) {
    retirerPidPerime(l.grappe);
    const enfant = lancer(l);
    const fini = new Promise<'fini'>((suite) => enfant.once('exit', () => suite('fini')));
    if (await repond(l, fini)) return;
    // Un autre démarrage a pu gagner : on se sert du sien.
    if (chercherMaitre(l.grappe)) return;
    await pause(100 * 2 ** essai);
  }
  throw new PostgresIndisponible(
    `PostgreSQL ne démarre pas sur ${l.grappe}. Les dernières lignes de ${l.journal} :\n` +
      finDuJournal(l.journal),
  );
}

async function repond(l: Lancement, fini: Promise<'fini'>): Promise<boolean> {
  let vivant = true;
  void fini.then(() => {
    vivant = false;
  });
  const config = { host: l.prise, port: 5432, user: 'preau', database: 'postgres' };
  for (let attente = 0; vivant && attente < PATIENCE_MS; attente += 30) {
    if (await accepte(config)) return true;
    await pause(30);
  }
  return false;
}

async function accepte(config: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Crée la base « preau » si elle manque ; rend la version du serveur. */
async function creerBasePreau(config: pg.ClientConfig): Promise<string> {
  // Un serveur retrouvé peut être en pleine reprise après coupure.
  for (let attente = 0; !(await accepte(config)) && attente < PATIENCE_MS; attente += 100) {
    await pause(100);
  }
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; presente: boolean }>(
      `select current_setting('server_version') as version,
        exists (select from pg_database where datname = 'preau') as presente`,
    );
    if (!rows[0]?.presente) await client.query('create database preau').catch(ignorerDoublon);
    return rows[0]?.version ?? '';
  } finally {
    await client.end();
  }
}

/** Deux démarrages simultanés : le second trouve la base déjà créée, ou en cours de l'être. */
function ignorerDoublon(erreur: { code?: string }): void {
  if (erreur.code !== '42P04' && erreur.code !== '23505') throw erreur;
}

function pause(ms: number): Promise<void> {
  return new Promise((suite) => setTimeout(suite, ms));
}
