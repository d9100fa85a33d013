import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface BaseDeTest {
  config: pg.PoolConfig;
  /** La même, pour un autre processus : DATABASE_URL. */
  adresse: string;
  supprimer(): Promise<void>;
}

const MODELE_OCCUPE = '55006';

/** Une base à soi, clonée du modèle migré. */
export async function creerBase(): Promise<BaseDeTest> {
  const maintenance = inject('postgres');
  const { user, host, port } = maintenance;
  const database = `preau_essai_${randomBytes(6).toString('hex')}`;
  await executer(maintenance, `create database ${database} template preau_modele`);
  return {
    config: { ...maintenance, database },
    adresse: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    supprimer: () => executer(maintenance, `drop database if exists ${database} with (force)`),
  };
}

async function executer(config: pg.ClientConfig, ordre: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    for (let essai = 1; ; essai++) {
      try {
        await client.query(ordre);
        return;
      } catch (erreur) {
        // Le modèle ne se clone pas pendant qu'une autre connexion le lit.
        if ((erreur as { code?: string }).code !== MODELE_OCCUPE || essai === 40) throw erreur;
        await new Promise((suite) => setTimeout(suite, 50));
      }
    }
  } finally {
    await client.end();
  }
}
