import type { Choix, Dossier } from './fusion.ts';

/** « Un autre enfant », « un autre adulte » : personne en face. */
export const AUTRE = 'autre';

/**
 * Les choix d'un formulaire, ou null s'il n'a pas encore été rempli. Une personne sans réponse manque
 * à l'appel : la règle verra que le dossier a changé.
 */
export function lireChoix(form: URLSearchParams, disparue: Dossier): Choix | null {
  if (form.get('vu') !== 'oui') return null;
  const lire = (genre: string, personnes: readonly { id: number }[]) =>
    new Map(
      personnes.flatMap(({ id }): [number, number | null][] => {
        const reponse = form.get(`${genre}_${id}`) ?? '';
        if (reponse === AUTRE) return [[id, null]];
        return /^[1-9]\d{0,8}$/.test(reponse) ? [[id, Number(reponse)]] : [];
      }),
    );
  return {
    enfants: lire('enfant', disparue.enfants),
    adultes: lire('adulte', disparue.adultes),
    coordonnees: new Set(
      disparue.adultes.filter((a) => form.get(`coordonnees_${a.id}`) === 'oui').map((a) => a.id),
    ),
  };
}

/** L'inverse : de quoi renvoyer ces choix tels que l'aperçu les montre. */
export function ecrireChoix({ enfants, adultes, coordonnees }: Choix): [string, string][] {
  return [
    ['vu', 'oui'],
    ...[...enfants].map(([id, v]): [string, string] => [`enfant_${id}`, String(v ?? AUTRE)]),
    ...[...adultes].map(([id, v]): [string, string] => [`adulte_${id}`, String(v ?? AUTRE)]),
    ...[...coordonnees].map((id): [string, string] => [`coordonnees_${id}`, 'oui']),
  ];
}
