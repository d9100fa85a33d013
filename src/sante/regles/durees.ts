import { ajouterMois, type Jour } from '../../platform/jours.ts';

/** Combien de temps se gardent les fiches et leurs lectures (Santé, règles 15 et 16), en mois. */
export interface Durees {
  fichesMois: number;
  lecturesMois: number;
}

/**
 * Ce qu'efface la nuit : les fiches dont ni la dernière venue ni la dernière écriture n'est après
 * `fiches`, les lectures d'avant `lectures`.
 */
export function limitesDe(aujourdhui: Jour, durees: Durees): { fiches: Jour; lectures: Jour } {
  return {
    fiches: ajouterMois(aujourdhui, -durees.fichesMois),
    lectures: ajouterMois(aujourdhui, -durees.lecturesMois),
  };
}

/** Les durées telles qu'elles s'écriront, ou ce qui est à revoir. */
export function examinerDurees(
  fiches: string,
  lectures: string,
):
  | { durees: Durees; erreurs: null }
  | { durees: null; erreurs: { champ: string; message: string }[] } {
  const [fichesMois, lecturesMois] = [entier(fiches), entier(lectures)];
  const erreurs = [
    ...(fichesMois >= 1 && fichesMois <= 36
      ? []
      : [{ champ: 'fiches', message: 'Écrivez un nombre de mois, de 1 à 36.' }]),
    ...(lecturesMois > fichesMois && lecturesMois <= 60
      ? []
      : [
          {
            champ: 'lectures',
            message: 'Les lectures se gardent plus longtemps que les fiches, 60 mois au plus.',
          },
        ]),
  ];
  return erreurs.length > 0
    ? { durees: null, erreurs }
    : { durees: { fichesMois, lecturesMois }, erreurs: null };
}

/** 0 quand ce n'est pas un nombre : aucune borne ne l'accepte. */
function entier(texte: string): number {
  return /^\d{1,3}$/.test(texte) ? Number(texte) : 0;
}
