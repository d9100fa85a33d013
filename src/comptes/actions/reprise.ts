import { randomBytes } from 'node:crypto';
import { open, seal } from '../../platform/encryption.ts';
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
    corps: chiffrerCorps(services, compteId, corps),
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
  const corps = saisie && dechiffrerCorps(services, compteId, saisie.corps);
  if (!saisie || !corps) return null;
  return {
    chemin: saisie.chemin,
    nom: nommerSaisie(saisie.chemin),
    champs: [...new URLSearchParams(corps)],
  };
}

/** Chiffrée : ce peut être la santé d'un enfant (docs/decisions/0022). « 1.base64 ». */
function chiffrerCorps({ config }: Services, compteId: number, corps: string): string {
  const { key, data } = seal(config.cles, corps, `saisie:${compteId}`);
  return `${key}.${data.toString('base64')}`;
}

function dechiffrerCorps({ config }: Services, compteId: number, range: string): string | null {
  const [cle = '', donnees = ''] = range.split('.');
  const scelle = { key: Number(cle), data: Buffer.from(donnees, 'base64') };
  return open(config.cles, scelle, `saisie:${compteId}`);
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
