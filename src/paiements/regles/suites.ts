import type { Constat, Moyen, Resultat } from '../port.ts';
import { prochaineVerification, VINGT_MINUTES } from './releves.ts';

export const ETATS_DE_PAIEMENT = [
  'a_ouvrir',
  'en_cours',
  'paye',
  'refuse',
  'abandonne',
  'expire',
  'anomalie',
] as const;
export type EtatDePaiement = (typeof ETATS_DE_PAIEMENT)[number];

/** Ce que nous avons demandé, et où nous en sommes. */
export interface PaiementConnu {
  etat: EtatDePaiement;
  montantCentimes: number;
  numeroClient: string;
  reference: string;
  /** L'âge d'une opération se compte de là. */
  ouvertLe: Date;
}

export type Suite =
  | { suite: 'rien' }
  | { suite: 'attendre'; verifierLe: Date }
  | { suite: 'encaisser'; moyen: Moyen; constat: Constat }
  | { suite: 'conclure'; etat: 'refuse' | 'abandonne' | 'expire'; constat: Constat | null }
  | { suite: 'anomalie'; moyen: Moyen; constat: Constat; raison: string };

/**
 * Ce que l'on fait d'une réponse du fournisseur (Paiements, règles 3 à 9). `paye` et `anomalie` ne
 * bougent plus ; les autres fins cèdent devant un paiement accepté : de l'argent reçu ne s'ignore pas.
 */
export function deciderSuite(p: PaiementConnu, resultat: Resultat, maintenant: Date): Suite {
  if (p.etat === 'paye' || p.etat === 'anomalie') return { suite: 'rien' };
  if (resultat.issue === 'paye') {
    const { moyen, constat } = resultat;
    const raison = comparer(p, constat);
    return raison === null
      ? { suite: 'encaisser', moyen, constat }
      : { suite: 'anomalie', moyen, constat, raison };
  }
  if (p.etat !== 'en_cours' && p.etat !== 'a_ouvrir') return { suite: 'rien' };
  const recent = maintenant.getTime() - p.ouvertLe.getTime() < VINGT_MINUTES;
  const verifierLe = prochaineVerification(p.ouvertLe, maintenant);
  switch (resultat.issue) {
    case 'refuse':
      return { suite: 'conclure', etat: 'refuse', constat: resultat.constat };
    case 'abandonne':
      return recent && verifierLe
        ? { suite: 'attendre', verifierLe }
        : { suite: 'conclure', etat: 'abandonne', constat: resultat.constat };
    case 'inconnu':
      return recent && verifierLe
        ? { suite: 'attendre', verifierLe }
        : { suite: 'conclure', etat: 'expire', constat: null };
    case 'en_attente':
      return verifierLe
        ? { suite: 'attendre', verifierLe }
        : { suite: 'conclure', etat: 'expire', constat: null };
  }
}

/** Ce qui diffère entre la demande et la réponse, en une phrase ; null : tout concorde. */
export function comparer(p: PaiementConnu, c: Constat): string | null {
  if (c.numeroClient !== p.numeroClient) return 'Le numéro de client n’est pas celui de la régie.';
  if (c.reference !== p.reference) return 'La référence n’est pas celle de ce paiement.';
  if (c.montantCentimes !== p.montantCentimes) return 'Le montant payé n’est pas celui demandé.';
  // L'exercice ne se compare pas : le serveur d'essai l'a déjà rendu tronqué.
  return null;
}

/**
 * Une opération Lyra expirée sans qu'une annonce signée soit venue : on ne peut pas l'interroger, donc
 * on ne sait pas si elle est payée (Paiements, règle 17). Jamais ouverte, personne n'a pu la payer.
 */
export function estSansNouvelle(p: {
  fournisseur: string;
  etat: EtatDePaiement;
  ouvertLe: Date | null;
}): boolean {
  return p.fournisseur === 'lyra' && p.etat === 'expire' && p.ouvertLe !== null;
}

/** Une opération récente, encore ouverte, sur la même facture : on prévient avant d'en ouvrir une autre. */
export function estEncoreOuverte(etat: EtatDePaiement, creeLe: Date, maintenant: Date): boolean {
  const ouverte = etat === 'a_ouvrir' || etat === 'en_cours';
  return ouverte && maintenant.getTime() - creeLe.getTime() < VINGT_MINUTES;
}
