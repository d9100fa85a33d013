import { COLONNES, type Colonne, TITRES } from './colonnes.ts';

const EXEMPLES: readonly Partial<Record<Colonne, string>>[] = [
  {
    dossier: '1',
    civilite: 'Mme',
    nom: 'Martin',
    prenom: 'Claire',
    qualite: 'mère',
    courriel: 'claire.martin@exemple.fr',
    portable: '06 12 34 56 78',
    adresse: '3 rue des Lilas',
    codePostal: '45130',
    commune: 'Beaulieu',
    civilite2: 'M.',
    nom2: 'Petit',
    prenom2: 'Paul',
    qualite2: 'père',
    courriel2: 'paul.petit@exemple.fr',
    enfantNom: 'Martin-Petit',
    enfantPrenom: 'Zoé',
    neLe: '07/03/2019',
  },
  {
    dossier: '1',
    nom: 'Martin',
    prenom: 'Claire',
    enfantNom: 'Martin-Petit',
    enfantPrenom: 'Léo',
    neLe: '21/11/2021',
  },
];

/** Le modèle à remplir : toutes les colonnes, et une famille de deux enfants. */
export function composerModele(): { titres: string[]; lignes: string[][] } {
  return {
    titres: COLONNES.map((c) => TITRES[c]),
    lignes: EXEMPLES.map((exemple) => COLONNES.map((c) => exemple[c] ?? '')),
  };
}
