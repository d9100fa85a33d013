import cluster from 'node:cluster';
import { dire, Echec } from './demarrage/echec.ts';
import { arreterAuSignal, Fermetures } from './demarrage/fermetures.ts';
import { demarrerOuvrier } from './demarrage/ouvriers.ts';
import { demarrerPreau } from './demarrage/preau.ts';
import { type Config, ConfigurationInvalide, lireConfiguration } from './platform/config.ts';

const fermetures = new Fermetures();

try {
  const config = configuration();
  if (cluster.isWorker) {
    await demarrerOuvrier(config);
  } else {
    arreterAuSignal(fermetures);
    await demarrerPreau(config, fermetures);
  }
} catch (erreur) {
  // Un Ctrl-C pendant le démarrage ferme la base sous l'étape en cours : ce n'est pas une panne.
  if (!fermetures.commencees) {
    if (erreur instanceof Echec) dire(erreur.message);
    else dire(`Préau n’a pas pu démarrer.\n${detail(erreur)}`);
    await fermetures.tout();
    process.exit(erreur instanceof Echec ? erreur.code : 1);
  }
}

function configuration(): Config {
  try {
    return lireConfiguration(process.env);
  } catch (erreur) {
    if (erreur instanceof ConfigurationInvalide) throw new Echec(erreur.message, 2);
    throw erreur;
  }
}

function detail(erreur: unknown): string {
  if (!(erreur instanceof Error)) return String(erreur);
  const cause = erreur.cause instanceof Error ? `\n${erreur.cause.message}` : '';
  return `${erreur.stack ?? erreur.message}${cause}`;
}
