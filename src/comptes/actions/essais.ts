import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { accepterPreuve } from '../preuve.ts';
import {
  echecsRetenus,
  LIENS_PAR_VISITEUR,
  OUBLI_MINUTES,
  ouvrirLaPorte,
  type Porte,
} from '../regles/essais.ts';
import { chercherEchecs, compterEchec, verrouillerEchecs } from '../requetes/essais.ts';

export interface Cles {
  compte: string;
  visiteur: string;
}

/**
 * Demande à essayer un mot de passe. L'essai est compté manqué d'avance, sous le verrou du compteur
 * du compte : sinon mille essais envoyés ensemble passeraient tous avant le premier échec. Le bon
 * mot de passe efface le compteur. Le visiteur, lui, n'est compté qu'après un échec : des centaines
 * de parents derrière une même adresse ne doivent pas se gêner à l'ouverture des inscriptions.
 */
export async function demanderEssai(
  services: Pick<Services, 'db' | 'clock' | 'config'>,
  cles: Cles,
  preuveRecue: string,
): Promise<Porte> {
  const maintenant = services.clock.now();
  const depuis = new Date(maintenant.getTime() - OUBLI_MINUTES * 60_000);
  const vus = await chercherEchecs(services.db, [cles.compte, cles.visiteur], depuis);
  const visiteur = vus.get(cles.visiteur) ?? null;
  // La preuve n'est dépensée que si elle est utile.
  const avant = ouvrirLaPorte(vus.get(cles.compte) ?? null, visiteur, false, maintenant);
  const preuve = avant.issue === 'preuve' && (await accepterPreuve(services, preuveRecue));
  if (avant.issue !== 'ouverte' && !preuve) return avant;
  return transaction(services.db, async (tx) => {
    const lus = await verrouillerEchecs(tx, cles.compte, maintenant);
    const porte = ouvrirLaPorte(echecsRetenus(lus, maintenant), visiteur, preuve, maintenant);
    if (porte.issue === 'ouverte') await compterEchec(tx, [cles.compte], maintenant, depuis);
    return porte;
  });
}

/** L'essai était bien manqué : le visiteur le compte aussi. */
export function compterPourLeVisiteur(
  services: Pick<Services, 'db' | 'clock'>,
  cle: string,
): Promise<void> {
  const maintenant = services.clock.now();
  const depuis = new Date(maintenant.getTime() - OUBLI_MINUTES * 60_000);
  return compterEchec(services.db, [cle], maintenant, depuis);
}

/**
 * Ce visiteur peut-il encore demander un lien ? Compté avant de chercher le compte, qu'il existe ou
 * non : la réponse n'en dit rien, et mille envois ensemble n'en font passer que cinquante.
 */
export function demanderUnLien(
  services: Pick<Services, 'db' | 'clock'>,
  visiteur: string,
): Promise<boolean> {
  const maintenant = services.clock.now();
  const depuis = new Date(maintenant.getTime() - OUBLI_MINUTES * 60_000);
  const cle = `liens:${visiteur}`;
  return transaction(services.db, async (tx) => {
    const demandes = echecsRetenus(await verrouillerEchecs(tx, cle, maintenant), maintenant);
    if (demandes && demandes.nombre >= LIENS_PAR_VISITEUR) return false;
    await compterEchec(tx, [cle], maintenant, depuis);
    return true;
  });
}
