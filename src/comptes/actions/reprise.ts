import { randomBytes } from 'node:crypto';
import type { Services } from '../../platform/http.ts';
import { chercherCompteDuJeton, chercherSaisie, insererSaisie } from '../requetes.ts';
import { empreinteDuJeton } from '../session.ts';

export const COOKIE_REPRISE = 'preau_reprise';
export const DUREE_REPRISE_MINUTES = 30;
const CORPS_MAX = 400_000;

/**
 * Garde ce qu'une session expirée envoyait. null : ce jeton n'a jamais été celui d'une session (rien
 * n'est gardé pour un inconnu), ou il a été révoqué.
 */
export async function garderSaisie(
  services: Services,
  jetonExpire: string,
  chemin: string,
  corps: string,
): Promise<string | null> {
  const compteId = await chercherCompteDuJeton(services.db, empreinteDuJeton(jetonExpire));
  if (compteId === null || corps.length > CORPS_MAX) return null;
  const jeton = randomBytes(24).toString('base64url');
  const expireLe = new Date(services.clock.now().getTime() + DUREE_REPRISE_MINUTES * 60_000);
  await insererSaisie(services.db, {
    empreinte: empreinteDuJeton(jeton),
    compteId,
    chemin,
    corps,
    expireLe,
  });
  return jeton;
}

/** La saisie gardée, pour le même compte seulement. */
export async function retrouverSaisie(
  services: Services,
  jeton: string | undefined,
  compteId: number,
): Promise<{ chemin: string; champs: [string, string][] } | null> {
  if (!jeton) return null;
  const saisie = await chercherSaisie(
    services.db,
    empreinteDuJeton(jeton),
    compteId,
    services.clock.now(),
  );
  return saisie ? { chemin: saisie.chemin, champs: [...new URLSearchParams(saisie.corps)] } : null;
}
