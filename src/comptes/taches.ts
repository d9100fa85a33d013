import type { Services } from '../platform/http.ts';
import { purger } from './requetes.ts';

const UN_MOIS = 30 * 86_400_000;

/** Chaque nuit : efface ce qui ne sert plus aux connexions. */
export function purgerComptes(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const maintenant = services.clock.now();
  return purger(services.db, maintenant, new Date(maintenant.getTime() - UN_MOIS));
}
