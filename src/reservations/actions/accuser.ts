import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { annoncerDemandeRecue } from '../courriels/annoncer.tsx';
import { annoncerOperation } from '../courriels/operation.tsx';
import { retenirAccuse } from '../requetes/ecrire.ts';
import {
  chercherOperationAAccuser,
  retenirRecu,
  retenirRecuDefait,
} from '../requetes/operations.ts';

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

/**
 * Écrit le reçu d'une opération, ou dit qu'elle est annulée. Rejouable. Défaite avant que le reçu ne
 * parte, elle n'a rien à annoncer à personne.
 */
export async function accuserOperation(
  services: Services,
  { operationId, defaite }: { operationId: number; defaite: boolean },
): Promise<void> {
  const maintenant = services.clock.now();
  await transaction(services.db, async (tx) => {
    const operation = await chercherOperationAAccuser(tx, operationId);
    if (!operation) return;
    const aDire = defaite
      ? operation.accuseeLe !== null && (await retenirRecuDefait(tx, operationId, maintenant))
      : await retenirRecu(tx, operationId, maintenant);
    if (aDire) await annoncerOperation(tx, services, operation, { defaite });
  });
}
