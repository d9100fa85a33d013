/**
 * Mots de passe : CNIL, délibération 2022-100 du 21 juillet 2022, avec restriction d'accès (délais
 * croissants après échecs) : 50 bits au moins. Comptes, règles 1 et 2.
 */
import { MOTS_DE_PASSE_COURANTS } from './courants.ts';

export type Exigence = 'famille' | 'agent';

export interface Contexte {
  /** Ce que le mot de passe ne doit pas contenir : identifiant, nom, adresse, commune. */
  interdits: readonly string[];
  exigence: Exigence;
}

const LONGUEUR_MAX = 128;
const REGLES = {
  famille: { longueur: 8, classes: 3, phrase: 16 },
  agent: { longueur: 12, classes: 3, phrase: 20 },
} as const;

/** null : il convient. Sinon, la phrase dit quoi ajouter. */
export function refuserMotDePasse(motDePasse: string, contexte: Contexte): string | null {
  const { longueur, classes, phrase } = REGLES[contexte.exigence];
  if (motDePasse.length > LONGUEUR_MAX)
    return `Choisissez un mot de passe de ${LONGUEUR_MAX} caractères au plus.`;
  if (motDePasse.length < longueur) {
    return `Il faut au moins ${longueur} caractères : il en manque ${longueur - motDePasse.length}.`;
  }
  if (motDePasse.length < phrase && compterClasses(motDePasse) < classes) {
    return `Mêlez au moins ${classes} sortes de caractères (minuscules, majuscules, chiffres, signes), ou écrivez une phrase de ${phrase} caractères.`;
  }
  const simple = simplifier(motDePasse);
  if (MOTS_DE_PASSE_COURANTS.has(simple) || new Set(simple).size <= 3) {
    return 'Ce mot de passe est trop courant : il serait essayé en premier. Choisissez-en un autre.';
  }
  const interdit = contexte.interdits
    .map(simplifier)
    .find((mot) => mot.length >= 4 && simple.includes(mot));
  if (interdit) return 'Il ne doit contenir ni votre nom, ni votre identifiant, ni votre commune.';
  return null;
}

function compterClasses(texte: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((classe) => classe.test(texte))
    .length;
}

/** Sans casse, sans accents, et les substitutions que tout le monde connaît défaites. */
function simplifier(texte: string): string {
  const substitutions: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '@': 'a',
    $: 's',
  };
  return texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[0134 5@$]/g, (c) => substitutions[c] ?? '')
    .replace(/[^a-z0-9]/g, '');
}
