/** L'enfant d'une ligne, son école et sa classe (Import, règles 4 et 7). */
import type { EnfantNouveau } from '../../familles/regles/dossier.ts';
import { ageAu, estJour, type Jour } from '../../platform/jours.ts';
import { sansAccent } from '../../platform/mots.ts';
import type { References } from './controler.ts';
import type { Rangee } from './fichier.ts';

const AGE_AU_PLUS = 20;

export function lireEnfant(
  valeurs: Rangee['valeurs'],
  { ecoles }: Pick<References, 'ecoles'>,
  { aujourdhui }: { aujourdhui: Jour },
): { enfant: EnfantNouveau | null; problemes: string[] } {
  const problemes: string[] = [];
  const prenom = valeurs.enfantPrenom ?? '';
  if (prenom === '') problemes.push('Il manque le prénom de l’enfant.');
  const neLe = naissanceDe(valeurs.neLe ?? '', aujourdhui, problemes);
  const classeId = trouverClasse(valeurs, ecoles, problemes);
  if (problemes.length > 0 || neLe === null) return { enfant: null, problemes };
  const nom = valeurs.enfantNom ?? valeurs.nom ?? '';
  return {
    enfant: { prenom: prenom.slice(0, 100), nom: nom.slice(0, 100), neLe, classeId },
    problemes,
  };
}

/** « 07/03/2019 », « 7/3/19 » ou « 2019-03-07 » ; sinon, ce qui est écrit. */
export function lireNaissance(texte: string): string {
  const fr = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 0?0:00(?::00)?)?$/.exec(texte);
  if (!fr) return texte.slice(0, 10);
  const [, jour = '', mois = '', annee = ''] = fr;
  const entiere = annee.length === 2 ? `20${annee}` : annee;
  return `${entiere}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`;
}

function naissanceDe(texte: string, aujourdhui: Jour, problemes: string[]): Jour | null {
  const jour = lireNaissance(texte);
  if (texte === '') problemes.push('Il manque la date de naissance de l’enfant.');
  else if (!estJour(jour))
    problemes.push(`« ${texte} » n’est pas une date de naissance : écrivez 07/03/2019.`);
  else if (jour > aujourdhui || ageAu(jour, aujourdhui) >= AGE_AU_PLUS)
    problemes.push(`La date de naissance « ${texte} » n’est pas celle d’un enfant.`);
  else return jour;
  return null;
}

/** Une école ou une classe écrite doit exister : Préau n'en invente pas. */
function trouverClasse(
  { ecole, classe }: Rangee['valeurs'],
  ecoles: References['ecoles'],
  problemes: string[],
): number | null {
  if (ecole === undefined && classe === undefined) return null;
  const meme = (a: string, b: string) => sansAccent(a) === sansAccent(b);
  const retenues = ecole === undefined ? ecoles : ecoles.filter((e) => meme(e.nom, ecole));
  if (retenues.length === 0) {
    problemes.push(`L’école « ${ecole} » n’existe pas : créez-la d’abord, ou corrigez son nom.`);
    return null;
  }
  if (classe === undefined) {
    problemes.push(`Il manque la classe, à l’école « ${ecole} ».`);
    return null;
  }
  const trouvees = retenues.flatMap((e) => e.classes.filter((c) => meme(c.nom, classe)));
  const [seule, autre] = trouvees;
  if (!seule) problemes.push(`La classe « ${classe} » n’existe pas cette année${aLEcole(ecole)}.`);
  else if (autre)
    problemes.push(`Plusieurs écoles ont une classe « ${classe} » : écrivez l’école.`);
  return seule && !autre ? seule.id : null;
}

function aLEcole(ecole: string | undefined): string {
  return ecole === undefined ? '' : ` à l’école « ${ecole} »`;
}
