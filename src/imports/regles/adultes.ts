/** Les adultes d'une ligne (Import, règles 4 et 6). */
import { estUnCourriel } from '../../collectivite/regles/saisie-collectivite.ts';
import { estCodePostal, normaliserTelephone } from '../../familles/regles/coordonnees.ts';
import type { AdulteNouveau, Civilite, Qualite } from '../../familles/regles/dossier.ts';
import { sansAccent } from '../../platform/mots.ts';
import type { ColonneDAdulte } from './colonnes.ts';
import type { Rangee } from './fichier.ts';

const CIVILITES: Readonly<Record<string, Civilite>> = {
  m: 'M.',
  mr: 'M.',
  monsieur: 'M.',
  mme: 'Mme',
  mlle: 'Mme',
  madame: 'Mme',
  mademoiselle: 'Mme',
};

const QUALITES: Readonly<Record<string, Qualite>> = {
  mere: 'mere',
  maman: 'mere',
  pere: 'pere',
  papa: 'pere',
  tuteur: 'tuteur',
  tutrice: 'tuteur',
  autre: 'autre',
};

/** Un ou deux adultes, et ce qui les empêche d'être écrits. */
export function lireAdultes(valeurs: Rangee['valeurs']): {
  adultes: AdulteNouveau[];
  problemes: string[];
} {
  const problemes: string[] = [];
  const premier = lireAdulte((c) => valeurs[c] ?? '', problemes);
  if (!premier && problemes.length === 0)
    problemes.push('Aucun adulte : il faut au moins un nom et un prénom.');
  const second = lireAdulte((c) => valeurs[`${c}2`] ?? '', problemes);
  return { adultes: [premier, second].filter((a) => a !== null), problemes };
}

function lireAdulte(
  lire: (colonne: ColonneDAdulte) => string,
  problemes: string[],
): AdulteNouveau | null {
  const [nom, prenom] = [lire('nom'), lire('prenom')];
  const reste = ['courriel', 'telephone', 'portable', 'adresse'] as const;
  if (nom === '' && prenom === '' && reste.every((c) => lire(c) === '')) return null;
  const qui = `${prenom} ${nom}`.trim() || 'Un adulte';
  if (nom === '' || prenom === '') problemes.push(`${qui} : il manque le nom ou le prénom.`);
  const courriel = lire('courriel').toLowerCase();
  if (courriel !== '' && !estUnCourriel(courriel))
    problemes.push(`${qui} : « ${courriel} » n’est pas une adresse électronique.`);
  const codePostal = lireCodePostal(lire('codePostal'));
  if (codePostal === null)
    problemes.push(`${qui} : « ${lire('codePostal')} » n’est pas un code postal.`);
  const civilite = CIVILITES[sansPoint(lire('civilite'))] ?? '';
  return {
    civilite,
    prenom: prenom.slice(0, 100),
    nom: nom.slice(0, 100),
    qualite: qualiteDe(lire('qualite'), civilite),
    courriel: courriel || null,
    telephone: lireTelephone(lire('telephone'), qui, problemes),
    portable: lireTelephone(lire('portable'), qui, problemes),
    adresse: lire('adresse').slice(0, 200),
    codePostal: codePostal ?? '',
    commune: lire('commune').slice(0, 100),
  };
}

/** Un tableur a pu manger le zéro de « 01000 ». */
function lireCodePostal(texte: string): string | null {
  const compact = texte.replace(/\s/g, '');
  if (compact === '') return '';
  const entier = /^\d{4}$/.test(compact) ? `0${compact}` : compact;
  return estCodePostal(entier) ? entier : null;
}

/** De même celui de « 06 12 34 56 78 ». */
function lireTelephone(texte: string, qui: string, problemes: string[]): string {
  const entier = /^[1-79]\d{8}$/.test(texte.replace(/[\s.]/g, '')) ? `0${texte}` : texte;
  const numero = normaliserTelephone(entier);
  if (numero === null) problemes.push(`${qui} : « ${texte} » n’est pas un téléphone.`);
  return numero ?? '';
}

/** Sans qualité écrite, la civilité la dit. */
function qualiteDe(texte: string, civilite: Civilite): Qualite {
  const ecrite = QUALITES[sansPoint(texte)];
  if (ecrite) return ecrite;
  return civilite === 'Mme' ? 'mere' : civilite === 'M.' ? 'pere' : 'autre';
}

function sansPoint(texte: string): string {
  return sansAccent(texte).replace(/[.\s]/g, '');
}

/** Une valeur absente d'une ligne n'en contredit pas une autre. */
export function memeAdulte(a: AdulteNouveau, b: AdulteNouveau): boolean {
  const cles = ['prenom', 'nom', 'courriel', 'telephone', 'portable', 'adresse'] as const;
  return cles.every((cle) => !a[cle] || !b[cle] || a[cle] === b[cle]);
}
