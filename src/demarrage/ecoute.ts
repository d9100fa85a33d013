import { createServer } from 'node:net';
import type { Config } from '../platform/config.ts';
import type { Site } from '../platform/server.ts';
import { Echec } from './echec.ts';

/** Hors production, les comptes de démonstration n'ont pas à être ouverts à tout le réseau. */
export function hote(config: Config): string {
  return config.mode === 'production' ? '0.0.0.0' : 'localhost';
}

/** Avant de démarrer la base : un port pris se sait tout de suite. */
export function verifierPort(config: Config): Promise<void> {
  return new Promise((suite, echec) => {
    const essai = createServer();
    essai.once('error', (erreur) => echec(expliquer(erreur, config.port)));
    essai.listen(config.port, hote(config), () => essai.close(() => suite()));
  });
}

export async function ecouter(site: Site, config: Config): Promise<void> {
  try {
    await site.listen({ port: config.port, host: hote(config) });
  } catch (erreur) {
    throw expliquer(erreur as Error, config.port);
  }
}

function expliquer(erreur: Error, port: number): Error {
  const { code } = erreur as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new Echec(
      `Le port ${port} est déjà pris, peut-être par un autre Préau : arrêtez ce programme, ` +
        `ou choisissez un autre port, par exemple PORT=${port < 65_535 ? port + 1 : 3000} bin/start.`,
    );
  }
  if (code === 'EACCES') {
    return new Echec(
      `Le port ${port} est réservé au système : choisissez-en un au-dessus de 1024.`,
    );
  }
  return erreur;
}
