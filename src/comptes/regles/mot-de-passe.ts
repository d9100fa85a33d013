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
  famille: { longueur: 8, phrase: 14 },
  agent: { longueur: 12, phrase: 20 },
} as const;
const SORTES_EXIGEES = 3;
const SORTES = [
  { forme: /\p{Ll}/u, nom: 'une minuscule' },
  { forme: /\p{Lu}/u, nom: 'une majuscule' },
  { forme: /\p{N}/u, nom: 'un chiffre' },
  { forme: /[^\p{L}\p{N}]/u, nom: 'un signe comme ! ou -' },
] as const;
/** Plus court, un mot personnel (« Li ») se trouve partout par hasard. */
const MOT_PERSONNEL_MIN = 4;

/** null : il convient. Sinon, la phrase dit quoi ajouter. Comptes, règles 1 et 2. */
export function refuserMotDePasse(motDePasse: string, contexte: Contexte): string | null {
  const longueur = [...motDePasse].length;
  if (longueur === 0) return 'Choisissez un mot de passe.';
  if (longueur > LONGUEUR_MAX) {
    return `Choisissez un mot de passe de ${LONGUEUR_MAX} caractères au plus.`;
  }
  const manque = direCeQuiManque(motDePasse, longueur, contexte.exigence);
  if (manque) return manque;
  if (estCourant(motDePasse)) {
    return 'Ce mot de passe serait essayé en premier. Choisissez par exemple quatre mots sans rapport.';
  }
  return contientUnMotPersonnel(motDePasse, contexte.interdits)
    ? 'Il ne doit contenir ni votre nom, ni votre identifiant, ni votre commune.'
    : null;
}

/** Ce qu'on lit sous le champ, avant de choisir. */
export function direLaRegle(exigence: Exigence): string {
  const { longueur, phrase } = REGLES[exigence];
  return (
    `Au moins ${longueur} caractères, en mêlant trois sortes : minuscules, majuscules, ` +
    `chiffres, signes. Ou une phrase de ${phrase} caractères.`
  );
}

function direCeQuiManque(motDePasse: string, longueur: number, exigence: Exigence): string | null {
  const regle = REGLES[exigence];
  if (longueur >= regle.phrase) return null;
  const absentes = SORTES.filter((s) => !s.forme.test(motDePasse)).map((s) => s.nom);
  const sortes = SORTES_EXIGEES - (SORTES.length - absentes.length);
  const caracteres = regle.longueur - longueur;
  const ajouts: string[] = [];
  if (caracteres > 0) ajouts.push(`${caracteres} caractère${caracteres > 1 ? 's' : ''}`);
  if (sortes > 0) {
    const choix = absentes.join(', ').replace(/, ([^,]+)$/, ' ou $1');
    ajouts.push(sortes === 1 ? choix : `${sortes} sortes parmi ${choix}`);
  }
  return ajouts.length === 0
    ? null
    : `Ajoutez encore ${ajouts.join(', dont ')}. Ou écrivez une phrase de ${regle.phrase} caractères.`;
}

/** « Soleil2026! », « P@ssw0rd » ne sont que « soleil » et « password ». */
function estCourant(motDePasse: string): boolean {
  const entier = sansAccents(motDePasse);
  if (new Set(entier).size <= 4) return true;
  const rogne = entier.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const formes = [
    entier,
    entier.replace(/[^a-z0-9]/g, ''),
    rogne,
    rogne.replace(/[^a-z]/g, ''),
    defaireSubstitutions(entier),
    defaireSubstitutions(rogne),
    entier.replace(/\D/g, '').length >= 6 ? entier.replace(/\D/g, '') : '',
  ];
  return formes.some((forme) => MOTS_DE_PASSE_COURANTS.has(forme));
}

function contientUnMotPersonnel(motDePasse: string, interdits: readonly string[]): boolean {
  const formes = [lettresEtChiffres(motDePasse), defaireSubstitutions(sansAccents(motDePasse))];
  return interdits
    .flatMap((mot) => [mot, ...mot.split(/[^\p{L}\p{N}]+/u)])
    .map(lettresEtChiffres)
    .some((mot) => mot.length >= MOT_PERSONNEL_MIN && formes.some((forme) => forme.includes(mot)));
}

const SUBSTITUTIONS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

/** Les remplacements que tout le monde connaît, défaits. */
function defaireSubstitutions(texte: string): string {
  return texte
    .replace(/[01345@$]/g, (signe) => SUBSTITUTIONS[signe] ?? '')
    .replace(/[^a-z0-9]/g, '');
}

function lettresEtChiffres(texte: string): string {
  return sansAccents(texte).replace(/[^a-z0-9]/g, '');
}

function sansAccents(texte: string): string {
  return texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
