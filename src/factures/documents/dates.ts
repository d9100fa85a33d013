import {
  ajouterJours,
  ajouterMois,
  ecrireQuantiemeEtMois,
  type Jour,
  moisDe,
} from '../../platform/jours.ts';

/** « 1er décembre 2026 ». */
export function ecrireDate(jour: Jour): string {
  return `${ecrireQuantiemeEtMois(jour)} ${jour.slice(0, 4)}`;
}

/** « octobre 2026 » pour un mois entier, sinon « du 5 octobre 2026 au 18 novembre 2026 ». */
export function ecrirePeriode(du: Jour, au: Jour): string {
  if (estUnMois(du, au)) return `${nomDuMois(du)} ${du.slice(0, 4)}`;
  return du === au ? ecrireDate(du) : `du ${ecrireDate(du)} au ${ecrireDate(au)}`;
}

/** Les jours d'une ligne, une fois chacun : « 3, 5 et 12 octobre ; 2 novembre ». */
export function ecrireJours(jours: readonly Jour[]): string {
  const parMois = Map.groupBy([...new Set(jours)].sort(), moisDe);
  return [...parMois.values()]
    .map((siens) => {
      const quantiemes = siens.map((j) => quantieme(j));
      const dernier = quantiemes.pop() ?? '';
      const liste = quantiemes.length > 0 ? `${quantiemes.join(', ')} et ${dernier}` : dernier;
      return `${liste} ${nomDuMois(siens[0] ?? '')}`;
    })
    .join(' ; ');
}

function estUnMois(du: Jour, au: Jour): boolean {
  return du.endsWith('-01') && dernierDuMois(du) === au;
}

function quantieme(jour: Jour): string {
  return ecrireQuantiemeEtMois(jour).split(' ')[0] ?? '';
}

function nomDuMois(jour: Jour): string {
  return ecrireQuantiemeEtMois(jour).split(' ')[1] ?? '';
}

/** Le dernier jour du mois qui commence ce jour-là. */
export function dernierDuMois(premier: Jour): Jour {
  return ajouterJours(ajouterMois(premier, 1), -1);
}
