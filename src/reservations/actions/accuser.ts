import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { annoncerDemandeRecue } from '../courriels/annoncer.tsx';
import { retenirAccuse } from '../requetes/ecrire.ts';

/**
 * Écrit les lettres « demande enregistrée », à la famille et au centre. Rejouable : une demande n'est
 * accusée qu'une fois. Hors de la réservation : un matin d'ouverture, tous attendent les mêmes places,
 * et composer deux lettres sous leur verrou prenait la moitié du temps de chacun.
 */
export async function accuserReception(services: Services, demandeId: number): Promise<void> {
  const maintenant = services.clock.now();
  await transaction(services.db, async (tx) => {
    if (!(await retenirAccuse(tx, demandeId, maintenant))) return;
    await annoncerDemandeRecue(tx, services, demandeId, maintenant);
  });
}
