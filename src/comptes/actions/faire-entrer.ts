import type { Tx } from '../../platform/db.ts';
import { peutResterConnecte } from '../regles/sessions.ts';
import type { Compte } from '../requetes/comptes.ts';
import { noterConnexion } from './prevenir.ts';
import { ouvrirSession } from './sessions.ts';

/** Entré : par mot de passe, par lien ou par clé, la suite est la même. */
export interface Entree {
  issue: 'connecte';
  jeton: string;
  longue: boolean;
  estAgent: boolean;
  /** La double authentification attend encore son code. */
  codeAttendu: boolean;
}

/** Ouvre la session de qui vient de prouver qui il est. Un agent entré est noté. */
export async function faireEntrer(
  tx: Tx,
  compte: Compte,
  e: { longue: boolean; userAgent: string; maintenant: Date; jeton?: string; parCle?: boolean },
): Promise<Entree> {
  const { estAgent } = compte;
  const codeAttendu = compte.doubleAuthentification && !e.parCle;
  const longue = e.longue && peutResterConnecte(compte);
  if (estAgent && !codeAttendu) await noterConnexion(tx, compte, e.maintenant);
  const jeton = await ouvrirSession(tx, { ...e, compteId: compte.id, longue });
  return { issue: 'connecte', jeton, longue, estAgent, codeAttendu };
}
