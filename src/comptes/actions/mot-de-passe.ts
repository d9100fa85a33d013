import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { hacher, prendreUnNumero } from '../hachage.ts';
import { chercherCompte } from '../requetes.ts';
import { appliquer, verifier } from './liens.ts';

/**
 * Change son propre mot de passe ; les autres appareils sont déconnectés.
 * @throws Refus si l'ancien est faux ou si le nouveau ne convient pas
 */
export async function changerSonMotDePasse(
  services: Services,
  saisie: { compteId: number; sessionId: number; ancien: string; nouveau: string; commune: string },
): Promise<void> {
  const compte = await chercherCompte(services.db, saisie.compteId);
  if (!compte) throw new Introuvable();
  if (!(await prendreUnNumero(compte.motDePasseHache, saisie.ancien).fini)) {
    throw new Refus(
      'ancien',
      'Ce n’est pas votre mot de passe actuel. Vérifiez les majuscules, puis recommencez.',
      'ancien',
    );
  }
  verifier(compte, saisie.nouveau, saisie.commune);
  const hache = await hacher(saisie.nouveau);
  await transaction(services.db, (tx) =>
    appliquer(tx, services, compte, hache, services.clock.now(), saisie.sessionId),
  );
}
