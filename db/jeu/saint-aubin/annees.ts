/** Les années scolaires du jeu : celle qui contient ce jour, et la suivante de juin à août. */
import { vacancesDeLaZone } from '../../../src/activites/vacances-scolaires.ts';
import {
  ajouterJours,
  type Jour,
  jourDeLaSemaine,
  joursEntre,
} from '../../../src/platform/jours.ts';

export interface Annee {
  /** « 2026-2027 » */
  nom: string;
  /** L'année civile de la rentrée. */
  rentree: number;
  /** Du jour de la rentrée au dernier jour de classe. */
  du: Jour;
  au: Jour;
  sejours: Sejour[];
}

/** Une période du centre de loisirs : les jours de semaine d'un bout de vacances. */
export interface Sejour {
  nom: string;
  du: Jour;
  au: Jour;
}

export const ZONE = 'B';
const SEMAINE_OUVREE = 5;

export function anneesDuJeu(jour: Jour): Annee[] {
  const mois = Number(jour.slice(5, 7));
  const rentree = Number(jour.slice(0, 4)) - (mois >= 9 ? 0 : 1);
  const courante = annee(rentree);
  const suivante = annee(rentree + 1);
  // Sans vacances publiées, tous les jours auraient classe : mieux vaut ne pas ouvrir l'année.
  const preparer = mois >= 6 && mois <= 8 && suivante.sejours.length > 0;
  return preparer ? [courante, suivante] : [courante];
}

function annee(rentree: number): Annee {
  const nom = `${rentree}-${rentree + 1}`;
  const toutes = vacancesDeLaZone(ZONE);
  const vacances = toutes.filter((v) => v.anneeScolaire === nom);
  const eteDAvant = toutes.find((v) => v.du.startsWith(`${rentree}-07`));
  const ete = vacances.find((v) => v.du.startsWith(`${rentree + 1}-07`));
  return {
    nom,
    rentree,
    du: eteDAvant?.reprise ?? `${rentree}-09-01`,
    au: ete ? ajouterJours(ete.du, -1) : `${rentree + 1}-07-03`,
    sejours: vacances.flatMap((v) => {
      const fin = ajouterJours(v.reprise ?? `${rentree + 1}-09-01`, -1);
      if (v !== ete) return sejour(v.nom, v.du, fin);
      const aout = `${rentree + 1}-08-01`;
      return [
        ...sejour('Vacances d’été : juillet', v.du, ajouterJours(aout, -1)),
        ...sejour('Vacances d’été : août', aout, fin),
      ];
    }),
  };
}

/** Aucun séjour pour le pont de l'Ascension : le centre n'ouvre pas un jour seul. */
function sejour(nom: string, du: Jour, au: Jour): Sejour[] {
  const jours = joursEntre(du, au).filter((j) => jourDeLaSemaine(j) <= SEMAINE_OUVREE);
  const premier = jours[0];
  const dernier = jours.at(-1);
  return premier && dernier && jours.length >= SEMAINE_OUVREE
    ? [{ nom, du: premier, au: dernier }]
    : [];
}
