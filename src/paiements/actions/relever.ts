import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { retenirAVerifier } from '../requetes/constater.ts';
import { constaterPaiement } from './constater.ts';

const LOT = 40;
/** Les appels au Trésor, ensemble : un service muet coûte quinze secondes chacun. */
const DE_FRONT = 4;
/** Plus que le pire appel : si ce processus tombe, un autre reprendra. */
const RETENUE_MS = 2 * 60_000;

/** Redemande au Trésor tout ce qui est dû, par lots (Paiements, règle 10). Rend combien. */
export async function releverPaiements(services: Services): Promise<number> {
  let releves = 0;
  for (;;) {
    const maintenant = services.clock.now();
    const ids = await transaction(services.db, (tx) =>
      retenirAVerifier(tx, {
        maintenant,
        jusquA: new Date(maintenant.getTime() + RETENUE_MS),
        limite: LOT,
      }),
    );
    if (ids.length === 0) return releves;
    for (let i = 0; i < ids.length; i += DE_FRONT) {
      const lot = ids.slice(i, i + DE_FRONT).map((id) => relever(services, id));
      await Promise.all(lot);
    }
    releves += ids.length;
  }
}

/** Un paiement qui échoue ne retient pas ses voisins : il sera repris au relevé suivant. */
async function relever(services: Services, id: number): Promise<void> {
  try {
    await constaterPaiement(services, id, { source: 'releve' });
  } catch (err) {
    services.log.error({ err, paiement: id }, 'relevé d’un paiement');
  }
}
