import { transaction } from '../platform/db.ts';
import type { Services } from '../platform/http.ts';
import { purger } from './requetes/menage.ts';

const UN_JOUR = 86_400_000;

/** Annoncées aux familles (/donnees-personnelles) et dans docs/donnees-personnelles.md. */
export const GARDE_SESSIONS_JOURS = 30;
export const GARDE_COMPTEURS_JOURS = 1;

/** Chaque nuit : efface ce qui ne sert plus aux connexions. */
export function purgerComptes(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const maintenant = services.clock.now();
  const ilYA = (jours: number) => new Date(maintenant.getTime() - jours * UN_JOUR);
  return transaction(services.db, (tx) =>
    purger(tx, {
      maintenant,
      compteursAvant: ilYA(GARDE_COMPTEURS_JOURS),
      sessionsAvant: ilYA(GARDE_SESSIONS_JOURS),
    }),
  );
}
