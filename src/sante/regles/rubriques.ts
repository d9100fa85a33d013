import { normaliserTelephone } from '../../familles/regles/coordonnees.ts';
import { estJour, type Jour } from '../../platform/jours.ts';

/** Les rubriques de santé d'une fiche, dans l'ordre où une famille les remplit. */
export const RUBRIQUES = [
  'allergies',
  'pai',
  'traitement',
  'precautions',
  'vaccins',
  'medecin',
] as const;
export type Rubrique = (typeof RUBRIQUES)[number];

/** Ce que contient une rubrique, une fois déchiffrée. Jamais de diagnostic : ce qu'il faut faire. */
export interface Contenus {
  allergies: OuiNon;
  pai: OuiNon & { jusquAu: Jour | null };
  traitement: OuiNon;
  precautions: OuiNon;
  vaccins: { reponse: Vaccins };
  medecin: { nom: string; telephone: string };
}
export type Contenu = Contenus[Rubrique];

interface OuiNon {
  reponse: 'oui' | 'non';
  /** Vide quand la réponse est non. */
  texte: string;
}

export const VACCINS = {
  a_jour: 'À jour',
  contre_indication: 'Contre-indication médicale, certificat remis',
  pas_a_jour: 'Pas encore à jour',
} as const;
type Vaccins = keyof typeof VACCINS;

export const TITRES: Record<Rubrique, string> = {
  allergies: 'Allergies',
  pai: 'Projet d’accueil individualisé (PAI)',
  traitement: 'Traitement en cours',
  precautions: 'Autres précautions',
  vaccins: 'Vaccins',
  medecin: 'Médecin traitant',
};

export interface ErreurDeRubrique {
  champ: string;
  message: string;
}

export type Examen<R extends Rubrique = Rubrique> =
  | { contenu: Contenus[R]; erreurs: null }
  | { contenu: null; erreurs: ErreurDeRubrique[] };

export const LONGUEUR_TEXTE = 600;
const LONGUEUR_NOM = 100;

const MANQUE: Record<'allergies' | 'pai' | 'traitement' | 'precautions', string> = {
  allergies: 'Écrivez à quoi votre enfant est allergique, et ce qu’il faut faire.',
  pai: 'Écrivez ce qu’il faut faire et où se trouve la trousse d’urgence.',
  traitement: 'Écrivez le nom du traitement et quand il se prend.',
  precautions: 'Écrivez ce que l’équipe doit savoir.',
};

/** Ce qui a été tapé, champ par champ, tel que la page le nomme. */
export type LireChamp = (champ: string) => string;

/** Une rubrique telle qu'elle s'écrira, ou ce qui est à revoir (Santé, règle 2). */
export function examinerRubrique(rubrique: Rubrique, lire: LireChamp): Examen {
  switch (rubrique) {
    case 'vaccins':
      return examinerVaccins(lire);
    case 'medecin':
      return examinerMedecin(lire);
    case 'pai':
      return examinerPai(lire);
    default: {
      const { contenu, erreurs } = examinerOuiNon(rubrique, lire);
      return contenu ? { contenu, erreurs: null } : { contenu: null, erreurs };
    }
  }
}

type ExamenOuiNon =
  | { contenu: OuiNon; erreurs: null }
  | { contenu: null; erreurs: ErreurDeRubrique[] };

function examinerOuiNon(rubrique: keyof typeof MANQUE, lire: LireChamp): ExamenOuiNon {
  const reponse = lire('reponse');
  const texte = enLignes(lire('texte'));
  if (reponse !== 'oui' && reponse !== 'non') {
    return refuser(`${rubrique}-reponse`, 'Répondez par oui ou par non.');
  }
  if (reponse === 'non') return { contenu: { reponse, texte: '' }, erreurs: null };
  if (texte === '') return refuser(`${rubrique}-texte`, MANQUE[rubrique]);
  if (texte.length > LONGUEUR_TEXTE) {
    return refuser(
      `${rubrique}-texte`,
      `C’est trop long : ${LONGUEUR_TEXTE} caractères au plus. Gardez ce qu’il faut faire.`,
    );
  }
  return { contenu: { reponse, texte }, erreurs: null };
}

function examinerPai(lire: LireChamp): Examen<'pai'> {
  const { contenu, erreurs } = examinerOuiNon('pai', lire);
  const fin = lire('jusquAu');
  const dateFausse = contenu?.reponse !== 'non' && fin !== '' && !estJour(fin);
  const toutes = [
    ...(erreurs ?? []),
    ...(dateFausse
      ? [{ champ: 'pai-jusquAu', message: 'Choisissez un jour, ou laissez cette date vide.' }]
      : []),
  ];
  if (!contenu || toutes.length > 0) return { contenu: null, erreurs: toutes };
  const jusquAu = contenu.reponse === 'oui' && fin !== '' ? fin : null;
  return { contenu: { ...contenu, jusquAu }, erreurs: null };
}

function examinerVaccins(lire: LireChamp): Examen<'vaccins'> {
  const reponse = lire('reponse');
  // La clé est cherchée dans le littéral qui donne le type.
  if (Object.hasOwn(VACCINS, reponse)) {
    return { contenu: { reponse: reponse as Vaccins }, erreurs: null };
  }
  return refuser('vaccins-reponse', 'Choisissez une réponse ; le carnet de santé la donne.');
}

function examinerMedecin(lire: LireChamp): Examen<'medecin'> {
  const nom = surUneLigne(lire('nom'));
  const telephone = normaliserTelephone(lire('telephone'));
  const erreurs: ErreurDeRubrique[] = [];
  if (nom === '' || nom.length > LONGUEUR_NOM) {
    erreurs.push({
      champ: 'medecin-nom',
      message:
        nom === ''
          ? 'Écrivez le nom du médecin ou du cabinet.'
          : `Le nom est trop long : ${LONGUEUR_NOM} lettres au plus.`,
    });
  }
  if (!telephone) {
    erreurs.push({
      champ: 'medecin-telephone',
      message: 'Écrivez son téléphone, comme 02 38 12 34 56.',
    });
  }
  if (erreurs.length > 0 || !telephone) return { contenu: null, erreurs };
  return { contenu: { nom, telephone }, erreurs: null };
}

function refuser(champ: string, message: string) {
  return { contenu: null, erreurs: [{ champ, message }] };
}

/** Les lignes tapées restent ; les blancs de trop et les caractères de contrôle s'en vont. */
function enLignes(texte: string): string {
  return texte
    .split(/\r\n|\r|\n/)
    .map(surUneLigne)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export function surUneLigne(texte: string): string {
  return texte.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
