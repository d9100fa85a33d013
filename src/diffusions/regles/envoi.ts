/** Quand part un message à un groupe, et ce qu'il en est de chacun (règles 11 à 15). */
import { nettoyerTexte, OBJET_AU_PLUS, TEXTE_AU_PLUS } from '../../messages/regles/ecrire.ts';
import type { ErreurDeDiffusion } from './cible.ts';

export type EtatDeDiffusion = 'brouillon' | 'en_cours' | 'envoyee' | 'annulee';

export const ETATS_EN_MOTS: Readonly<Record<EtatDeDiffusion, string>> = {
  brouillon: 'À relire',
  en_cours: 'Envoi en cours',
  envoyee: 'Envoyé',
  annulee: 'Arrêté, personne n’a rien reçu',
};

/** De quoi se raviser (règle 12). */
const MINUTES_POUR_ARRETER = 2;

export function instantDeDepart(maintenant: Date): Date {
  return new Date(maintenant.getTime() + MINUTES_POUR_ARRETER * 60_000);
}

/** Peut-on encore l'arrêter ? `ecrits` : combien d'adultes l'ont déjà. */
export function peutArreter(etat: EtatDeDiffusion, ecrits: number): boolean {
  return etat === 'brouillon' || (etat === 'en_cours' && ecrits === 0);
}

export const SORTS = ['parti', 'en_route', 'en_echec', 'a_appeler', 'a_ecrire'] as const;
export type SortDEnvoi = (typeof SORTS)[number];

export const SORTS_EN_MOTS: Readonly<Record<SortDEnvoi, string>> = {
  parti: 'Parti',
  en_route: 'En route',
  en_echec: 'En difficulté',
  a_appeler: 'À appeler',
  a_ecrire: 'Pas encore écrit',
};

export interface Lettre {
  aUneAdresse: boolean;
  ecrite: boolean;
  /** La lettre est encore rangée : partie depuis trois mois, elle est effacée (règle 14). */
  gardee: boolean;
  partie: boolean;
  echec: string | null;
}

/** Où en est cet adulte (règle 14). */
export function direSort(lettre: Lettre): SortDEnvoi {
  if (!lettre.aUneAdresse) return 'a_appeler';
  if (!lettre.ecrite) return 'a_ecrire';
  if (lettre.partie || !lettre.gardee) return 'parti';
  return lettre.echec === null ? 'en_route' : 'en_echec';
}

/** L'objet tient sur une ligne, le texte garde les siennes. */
export function examinerTexte(
  objet: string,
  texte: string,
): { objet: string; texte: string; erreurs: ErreurDeDiffusion[] } {
  const erreurs: ErreurDeDiffusion[] = [];
  const uneLigne = objet.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const propre = nettoyerTexte(texte);
  if (!uneLigne) erreurs.push({ champ: 'objet', message: 'Donnez un objet : de quoi s’agit-il ?' });
  if (uneLigne.length > OBJET_AU_PLUS) {
    const message = `L’objet est trop long : ${OBJET_AU_PLUS} caractères au plus.`;
    erreurs.push({ champ: 'objet', message });
  }
  if (!propre) erreurs.push({ champ: 'texte', message: 'Écrivez votre message.' });
  if (propre.length > TEXTE_AU_PLUS) {
    const message = `Votre message est trop long : ${TEXTE_AU_PLUS} caractères au plus.`;
    erreurs.push({ champ: 'texte', message });
  }
  return { objet: uneLigne, texte: propre, erreurs };
}
