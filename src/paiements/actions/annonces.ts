import type { Services } from '../../platform/http.ts';
import { fournisseursRegles } from '../fournisseurs.ts';
import { chercherParOperation } from '../requetes/evenements.ts';

/** Le paiement dont parle une annonce, et ce qu'il faut en garder ; null : il n'est pas de chez nous. */
export async function chercherOperation(
  services: Pick<Services, 'db' | 'config'>,
  champs: URLSearchParams,
): Promise<{ paiementId: number; contenu: Record<string, string> } | null> {
  for (const port of fournisseursRegles(services.config)) {
    const annonce = port.lireNotification(champs);
    const paiementId = annonce
      ? await chercherParOperation(services.db, port.nom, annonce.operation)
      : null;
    if (annonce && paiementId !== null) return { paiementId, contenu: annonce.contenu };
  }
  return null;
}
