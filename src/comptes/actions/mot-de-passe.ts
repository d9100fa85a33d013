import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { cleDuCompte } from '../cles.ts';
import { hacher, prendreUnNumero } from '../hachage.ts';
import { direAttente } from '../regles/essais.ts';
import { type Compte, chercherCompte } from '../requetes/comptes.ts';
import { oublierEchecs } from '../requetes/essais.ts';
import { compterPourLeVisiteur, demanderEssai } from './essais.ts';
import { appliquer, verifier } from './liens.ts';

export interface Changement {
  compteId: number;
  sessionId: number;
  ancien: string;
  nouveau: string;
  commune: string;
  visiteur: string;
}

/**
 * Change son propre mot de passe ; les autres appareils sont déconnectés. Un téléphone laissé
 * ouvert ne permet pas de deviner l'ancien : les essais comptent comme à la connexion.
 * @throws Refus si l'ancien est faux ou si le nouveau ne convient pas
 */
export async function changerSonMotDePasse(services: Services, saisie: Changement): Promise<void> {
  const compte = await chercherCompte(services.db, saisie.compteId);
  if (!compte) throw new Introuvable();
  // D'abord le nouveau : s'il ne convient pas, rien n'est compté.
  verifier(compte, saisie.nouveau, saisie.commune);
  await prouverSonMotDePasse(services, compte, saisie.ancien, saisie.visiteur);
  const hache = await hacher(saisie.nouveau);
  await transaction(services.db, (tx) =>
    appliquer(tx, services, compte, hache, services.clock.now(), saisie.sessionId),
  );
}

/**
 * Celui qui tient cet appareil connaît-il le mot de passe du compte ?
 * @throws Refus s'il ne le connaît pas, ou après trop d'essais
 */
export async function prouverSonMotDePasse(
  services: Services,
  compte: Compte,
  motDePasse: string,
  visiteur: string,
): Promise<void> {
  const cles = {
    compte: cleDuCompte(services, compte.identifiant, compte.id),
    visiteur: `visiteur:${visiteur}`,
  };
  const porte = await demanderEssai(services, cles, '');
  if (porte.issue !== 'ouverte') {
    const duree = direAttente(porte.secondes);
    throw new Refus('ancien', `Trop d’essais. Attendez ${duree}, puis recommencez.`, 'ancien');
  }
  const donne = motDePasse.slice(0, 1000);
  if (!(await prendreUnNumero(compte.motDePasseHache, donne).fini)) {
    await compterPourLeVisiteur(services, cles.visiteur);
    throw new Refus(
      'ancien',
      'Ce n’est pas votre mot de passe actuel. Vérifiez les majuscules, puis recommencez.',
      'ancien',
    );
  }
  await oublierEchecs(services.db, cles.compte);
}
