import { randomBytes } from 'node:crypto';
import type { Services } from '../../platform/http.ts';
import { nommerSaisie, peutSeGarder } from '../regles/chemins.ts';
import { chercherSaisie, insererSaisie, supprimerSaisie } from '../requetes/saisies.ts';
import { chercherCompteDeSessionExpiree } from '../requetes/sessions.ts';
import { empreinteDuJeton } from '../session.ts';

export const COOKIE_REPRISE = 'preau_reprise';
export const DUREE_REPRISE_MINUTES = 30;

/**
 * Garde ce qu'une session expirée envoyait. null : ce jeton n'a jamais été celui d'une session (rien
 * n'est gardé pour un inconnu), la personne l'a coupée elle-même, ou l'envoi porte un mot de passe.
 */
export async function garderSaisie(
  services: Services,
  jetonExpire: string,
  chemin: string,
  corps: string,
): Promise<string | null> {
  if (!peutSeGarder(chemin, corps)) return null;
  const compteId = await chercherCompteDeSessionExpiree(
    services.db,
    empreinteDuJeton(jetonExpire),
    services.clock.now(),
  );
  if (compteId === null) return null;
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

export interface SaisieRetrouvee {
  chemin: string;
  /** « Votre demande de pré-inscription » */
  nom: string;
  champs: [string, string][];
}

/** La saisie gardée, pour le même compte seulement. */
export async function retrouverSaisie(
  services: Services,
  jeton: string | undefined,
  compteId: number,
): Promise<SaisieRetrouvee | null> {
  if (!jeton) return null;
  const saisie = await chercherSaisie(
    services.db,
    empreinteDuJeton(jeton),
    compteId,
    services.clock.now(),
  );
  if (!saisie) return null;
  return {
    chemin: saisie.chemin,
    nom: nommerSaisie(saisie.chemin),
    champs: [...new URLSearchParams(saisie.corps)],
  };
}

/** La saisie repart vers son adresse : elle a servi, on l'efface. */
export function oublierSaisie(
  services: Services,
  jeton: string,
  compteId: number,
  chemin: string,
): Promise<void> {
  return supprimerSaisie(services.db, empreinteDuJeton(jeton), compteId, chemin);
}
