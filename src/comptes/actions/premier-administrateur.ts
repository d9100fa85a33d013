import type { Tx } from '../../platform/db.ts';
import { Refus } from '../../platform/errors.ts';
import { hacher } from '../hachage.ts';
import { refuserMotDePasse } from '../regles/mot-de-passe.ts';
import { insererAdministrateur } from '../requetes/administrateur.ts';
import { ouvrirSession } from './sessions.ts';

export interface Administrateur {
  prenom: string;
  nom: string;
  /** Son adresse électronique ; c'est aussi son identifiant. */
  courriel: string;
}

/**
 * L'empreinte du mot de passe du premier administrateur, s'il convient : calculée avant d'ouvrir la
 * transaction, elle ne tient aucun verrou.
 * @throws Refus
 */
export function preparerMotDePasse(
  qui: Administrateur,
  motDePasse: string,
  commune: string,
): Promise<string> {
  const refus = refuserMotDePasse(motDePasse, {
    interdits: [qui.nom, qui.prenom, qui.courriel.split('@')[0] ?? '', commune],
    exigence: 'agent',
  });
  if (refus) throw new Refus('mot_de_passe', refus, 'motDePasse');
  return hacher(motDePasse);
}

/** Crée le compte et l'agent ; sans mot de passe, il activera son accès par courriel. */
export async function creerAdministrateur(
  tx: Tx,
  qui: Administrateur,
  motDePasseHache: string | null,
  le: Date,
): Promise<{ compteId: number; agentId: number }> {
  return insererAdministrateur(tx, { ...qui, motDePasseHache, le });
}

/** Le connecte aussitôt ; rend le jeton de sa session. */
export function connecterAdministrateur(
  tx: Tx,
  compteId: number,
  userAgent: string,
  maintenant: Date,
): Promise<string> {
  return ouvrirSession(tx, { compteId, longue: false, userAgent, maintenant });
}
