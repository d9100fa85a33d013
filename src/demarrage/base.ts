import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../platform/config.ts';
import type { Logger } from '../platform/log.ts';
import { demarrerPostgres } from '../platform/postgres/demarrer.ts';
import { PostgresIndisponible } from '../platform/postgres/phrases.ts';
import { dire, Echec } from './echec.ts';
import type { Fermetures } from './fermetures.ts';

const VERROU = 7_301_228; // tenu tant que ce Préau vit : un seul par dossier de données
const ESSAIS = 30;

/** La base à utiliser : celle de DATABASE_URL, ou notre PostgreSQL dans le dossier de données. */
export async function ouvrirBase(
  config: Config,
  log: Logger,
  fermetures: Fermetures,
): Promise<string | pg.PoolConfig> {
  if (config.base) return config.base;
  const demarrer = () =>
    demarrerPostgres({
      dossier: join(config.dossier, 'postgres'),
      ...(config.postgres ? { choix: config.postgres } : {}),
      dire,
    });
  let postgres: Awaited<ReturnType<typeof demarrer>>;
  try {
    postgres = await demarrer();
  } catch (erreur) {
    throw erreur instanceof PostgresIndisponible ? new Echec(erreur.message) : erreur;
  }
  let garde = await garder(postgres.config, config.dossier);
  fermetures.ajouter('PostgreSQL', async () => {
    await garde.end().catch(() => {});
    await postgres.arreter();
  });
  surveiller();
  return postgres.config;

  // Le serveur de base tué sous nos pieds : on le relance, les réserves de connexions suivront.
  function surveiller(): void {
    garde.once('end', () => {
      if (fermetures.commencees) return;
      log.warn('PostgreSQL s’est arrêté : Préau le relance.');
      demarrer()
        .then((relance) => garder(relance.config, config.dossier))
        .then((nouvelle) => {
          garde = nouvelle;
          surveiller();
        })
        .catch((err: unknown) => log.error({ err }, 'PostgreSQL ne repart pas'));
    });
  }
}

/** Un autre Préau tient-il ce dossier ? Le verrou tombe avec la connexion, même après un kill -9. */
async function garder(config: pg.PoolConfig, dossier: string): Promise<pg.Client> {
  const client = new pg.Client({ ...config, application_name: 'preau-garde' });
  client.on('error', () => {});
  await client.connect();
  for (let essai = 0; essai < ESSAIS; essai++) {
    const { rows } = await client.query<{ pris: boolean }>(
      'select pg_try_advisory_lock($1) as pris',
      [VERROU],
    );
    if (rows[0]?.pris) return client;
    await new Promise((suite) => setTimeout(suite, 100));
  }
  await client.end();
  throw new Echec(
    `Un autre Préau se sert déjà de ${dossier} : arrêtez-le, ou choisissez un autre dossier avec PREAU_VAR.`,
  );
}
