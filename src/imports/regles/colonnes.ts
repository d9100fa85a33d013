import { sansAccent } from '../../platform/mots.ts';

/** Les colonnes d'un fichier de familles, et les noms sous lesquels on les trouve (Import, règle 2). */

/** Ce qu'une colonne contient ; `2` : le second adulte. */
export type Colonne =
  | 'dossier'
  | ColonneDAdulte
  | `${ColonneDAdulte}2`
  | 'enfantNom'
  | 'enfantPrenom'
  | 'neLe'
  | 'ecole'
  | 'classe';

export type ColonneDAdulte =
  | 'civilite'
  | 'nom'
  | 'prenom'
  | 'qualite'
  | 'courriel'
  | 'telephone'
  | 'portable'
  | 'adresse'
  | 'codePostal'
  | 'commune';

/** Sans elles, pas de dossier. */
export const COLONNES_INDISPENSABLES: readonly Colonne[] = [
  'nom',
  'prenom',
  'enfantPrenom',
  'neLe',
];

/** Le titre que porte le modèle, et que disent les phrases. */
export const TITRES: Readonly<Record<Colonne, string>> = {
  dossier: 'Dossier',
  civilite: 'Civilité',
  nom: 'Nom',
  prenom: 'Prénom',
  qualite: 'Qualité',
  courriel: 'Courriel',
  telephone: 'Téléphone',
  portable: 'Portable',
  adresse: 'Adresse',
  codePostal: 'Code postal',
  commune: 'Commune',
  civilite2: 'Civilité 2',
  nom2: 'Nom 2',
  prenom2: 'Prénom 2',
  qualite2: 'Qualité 2',
  courriel2: 'Courriel 2',
  telephone2: 'Téléphone 2',
  portable2: 'Portable 2',
  adresse2: 'Adresse 2',
  codePostal2: 'Code postal 2',
  commune2: 'Commune 2',
  enfantNom: 'Nom de l’enfant',
  enfantPrenom: 'Prénom de l’enfant',
  neLe: 'Date de naissance',
  ecole: 'École',
  classe: 'Classe',
};

export const COLONNES = Object.keys(TITRES) as Colonne[];

/** D'autres titres, tels que les écrivent les logiciels que l'on quitte ; déjà simplifiés. */
const AUTRES_TITRES: Readonly<Record<string, Colonne>> = {
  'numero dossier': 'dossier',
  'n dossier': 'dossier',
  'numero famille': 'dossier',
  'code famille': 'dossier',
  titre: 'civilite',
  lien: 'qualite',
  'lien parente': 'qualite',
  email: 'courriel',
  'e mail': 'courriel',
  mail: 'courriel',
  'adresse mail': 'courriel',
  'adresse electronique': 'courriel',
  tel: 'telephone',
  'tel domicile': 'telephone',
  'telephone domicile': 'telephone',
  'tel fixe': 'telephone',
  'telephone fixe': 'telephone',
  mobile: 'portable',
  'tel portable': 'portable',
  'tel mobile': 'portable',
  'telephone portable': 'portable',
  'telephone mobile': 'portable',
  rue: 'adresse',
  'adresse postale': 'adresse',
  cp: 'codePostal',
  ville: 'commune',
  'date naissance enfant': 'neLe',
  naissance: 'neLe',
  'ne e': 'neLe',
  ne: 'neLe',
  'ecole enfant': 'ecole',
  etablissement: 'ecole',
  'classe enfant': 'classe',
};

const MOTS_VIDES = new Set(
  'de du des la le les l d responsable resp parent adulte legal representant 1'.split(' '),
);

const PAR_TITRE: ReadonlyMap<string, Colonne> = new Map([
  ...Object.entries(AUTRES_TITRES),
  ...Object.entries(TITRES).map(
    ([colonne, titre]) => [simplifier(titre), colonne as Colonne] as const,
  ),
]);

/** Ce que ce titre de colonne annonce ; null : Préau n'en fait rien. */
export function reconnaitre(titre: string): Colonne | null {
  const simple = simplifier(titre);
  const second = /^(.+) 2$/.exec(simple);
  if (second?.[1] === undefined) return PAR_TITRE.get(simple) ?? null;
  const base = PAR_TITRE.get(second[1]);
  const colonne = `${base}2`;
  return COLONNES.find((c) => c === colonne) ?? null;
}

/** « Né(e) le », « Nom du responsable légal 1 » : les mots qui portent le sens, sans accent. */
function simplifier(titre: string): string {
  return sansAccent(titre)
    .split(/[^a-z0-9]+/)
    .filter((mot) => mot !== '' && !MOTS_VIDES.has(mot))
    .join(' ');
}
