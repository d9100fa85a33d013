import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { chercherCompte } from '../requetes/comptes.ts';
import { consommerLien } from '../requetes/liens.ts';
import { empreinteDuJeton } from '../session.ts';
import { type Entree, faireEntrer } from './faire-entrer.ts';

/**
 * Entre par le lien reçu, qui ne servira plus ; rend aussi la page où l'on allait. La double
 * authentification attend toujours son code. null : lien périmé, ou déjà suivi.
 */
export function entrerParLien(
  services: Services,
  l: { jeton: string; longue: boolean; userAgent: string },
): Promise<(Entree & { vers: string | null }) | null> {
  const maintenant = services.clock.now();
  const { longue, userAgent } = l;
  return transaction(services.db, async (tx) => {
    const lien = await consommerLien(tx, empreinteDuJeton(l.jeton), 'connexion', maintenant);
    const compte = lien && (await chercherCompte(tx, lien.compteId));
    if (!compte) return null;
    const entree = await faireEntrer(tx, compte, { longue, userAgent, maintenant });
    return { ...entree, vers: lien.donnee };
  });
}
