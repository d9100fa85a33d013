/** Un dossier créé au guichet : ce qui s'en saisit (Familles, règles 21 à 23). */
import {
  type ErreurDeSaisie,
  estUnCourriel,
} from '../../collectivite/regles/saisie-collectivite.ts';
import { ageAu, estJour, type Jour } from '../../platform/jours.ts';
import { estCodePostal, normaliserTelephone } from './coordonnees.ts';
import {
  type AdulteNouveau,
  CIVILITES,
  type DossierNouveau,
  type EnfantNouveau,
  QUALITES,
} from './dossier.ts';
import { nomDeCommune } from './famille.ts';

export const ADULTES_AU_PLUS = 2;
export const ENFANTS_AU_PLUS = 4;
const AGE_AU_PLUS = 20;

export interface Connus {
  classes: readonly number[];
  communes: readonly { codeInsee: string; nom: string; codePostal: string }[];
  aujourdhui: Jour;
}

export function lireDossier(
  form: URLSearchParams,
  connus: Connus,
): { dossier: DossierNouveau; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const adultes = rangs(ADULTES_AU_PLUS).flatMap((n) => lireAdulte(form, n, erreurs) ?? []);
  const [premier] = adultes;
  const enfants = rangs(ENFANTS_AU_PLUS).flatMap(
    (n) => lireEnfant(form, n, { ...connus, nom: premier?.nom ?? '' }, erreurs) ?? [],
  );
  const courriels = adultes.flatMap((a) => a.courriel ?? []);
  if (new Set(courriels).size < courriels.length) {
    const message = 'Chaque adulte a son adresse électronique : laissez vide celle du second.';
    erreurs.push({ champ: 'courriel2', message });
  }
  const memeNom = connus.communes.filter(
    (c) => nomDeCommune(c.nom) === nomDeCommune(premier?.commune ?? ''),
  );
  const [seule, autre] = memeNom;
  const codeInsee = seule && !autre ? seule.codeInsee : null;
  return { dossier: { nom: premier?.nom ?? '', codeInsee, adultes, enfants }, erreurs };
}

/** Un seul adulte, champs « prenom1 », « nom1 »… */
export function lireUnAdulte(form: URLSearchParams): {
  adulte: AdulteNouveau | null;
  erreurs: ErreurDeSaisie[];
} {
  const erreurs: ErreurDeSaisie[] = [];
  const adulte = lireAdulte(form, 1, erreurs);
  return { adulte, erreurs };
}

/** Un seul enfant ; son nom est attendu. */
export function lireUnEnfant(
  form: URLSearchParams,
  connus: Pick<Connus, 'classes' | 'aujourdhui'>,
): { enfant: EnfantNouveau | null; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const enfant = lireEnfant(form, 1, { ...connus, communes: [], nom: '' }, erreurs);
  if (enfant?.nom === '')
    erreurs.push({ champ: 'enfant_nom1', message: 'Écrivez le nom de l’enfant.' });
  return { enfant, erreurs };
}

function rangs(nombre: number): number[] {
  return Array.from({ length: nombre }, (_, i) => i + 1);
}

type Mot = (champ: string, longueur?: number) => string;

function motsDe(form: URLSearchParams, n: number): Mot {
  return (champ, longueur = 100) =>
    (form.get(`${champ}${n}`) ?? '').trim().replace(/\s+/g, ' ').slice(0, longueur);
}

/** null : le second adulte est facultatif, et rien n'en est écrit. */
function lireAdulte(
  form: URLSearchParams,
  n: number,
  erreurs: ErreurDeSaisie[],
): AdulteNouveau | null {
  const mot = motsDe(form, n);
  const champs = ['prenom', 'nom', 'courriel', 'telephone', 'portable', 'adresse'];
  if (n > 1 && champs.every((c) => mot(c) === '')) return null;
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ: `${champ}${n}`, message });
  };
  const courriel = mot('courriel', 254).toLowerCase();
  const [telephone, portable] = [mot('telephone'), mot('portable')].map(normaliserTelephone);
  const codePostal = mot('code_postal').replace(/\s/g, '');
  exiger(mot('prenom') !== '', 'prenom', 'Écrivez le prénom de cet adulte.');
  exiger(mot('nom') !== '', 'nom', 'Écrivez le nom de cet adulte.');
  exiger(
    courriel === '' || estUnCourriel(courriel),
    'courriel',
    'Écrivez l’adresse électronique en entier, ou laissez vide.',
  );
  for (const [champ, numero] of Object.entries({ telephone, portable }))
    exiger(numero !== null, champ, 'Écrivez un numéro comme 06 12 34 56 78, ou laissez vide.');
  exiger(
    codePostal === '' || estCodePostal(codePostal),
    'code_postal',
    'Le code postal s’écrit avec cinq chiffres, comme 45130.',
  );
  return {
    civilite: CIVILITES.find((c) => c === mot('civilite')) ?? '',
    prenom: mot('prenom'),
    nom: mot('nom'),
    qualite: QUALITES.find((q) => q === mot('qualite')) ?? 'autre',
    courriel: courriel || null,
    telephone: telephone ?? '',
    portable: portable ?? '',
    adresse: mot('adresse', 200),
    codePostal,
    commune: mot('commune'),
  };
}

/** Le premier enfant est attendu ; les autres lignes peuvent rester vides. */
function lireEnfant(
  form: URLSearchParams,
  n: number,
  connus: Connus & { nom: string },
  erreurs: ErreurDeSaisie[],
): EnfantNouveau | null {
  const mot = motsDe(form, n);
  const [prenom, neLe] = [mot('enfant_prenom'), mot('ne_le')];
  if (n > 1 && prenom === '' && neLe === '') return null;
  if (prenom === '')
    erreurs.push({ champ: `enfant_prenom${n}`, message: 'Écrivez le prénom de l’enfant.' });
  const age = estJour(neLe) ? ageAu(neLe, connus.aujourdhui) : -1;
  if (!estJour(neLe) || neLe > connus.aujourdhui || age >= AGE_AU_PLUS) {
    erreurs.push({ champ: `ne_le${n}`, message: 'Choisissez la date de naissance de l’enfant.' });
    return null;
  }
  const classe = Number(mot('classe'));
  return {
    prenom,
    nom: mot('enfant_nom') || connus.nom,
    neLe,
    classeId: connus.classes.includes(classe) ? classe : null,
  };
}
