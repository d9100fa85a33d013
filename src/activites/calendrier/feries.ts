/**
 * Les jours fériés, par territoire (docs/regles/calendrier.md, règles 1 à 4).
 *
 * Le droit d'aujourd'hui est appliqué à toutes les années : le portail ne réserve pas en 1960.
 * Source : code du travail, art. L3133-1, L3134-13 (Alsace-Moselle), L3422-2 et décret n° 83-1003
 * (abolition de l'esclavage). Code à nous plutôt qu'un paquet : voir docs/regles/calendrier.md.
 */
import { ajouterJours, type Jour, jourDuMois } from '../../platform/jours.ts';

export const TERRITOIRES = [
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'martinique',
  'guyane',
  'reunion',
  'mayotte',
  'saint-barthelemy',
  'saint-martin',
  'saint-pierre-et-miquelon',
  'nouvelle-caledonie',
] as const;
export type Territoire = (typeof TERRITOIRES)[number];

const FIXES: readonly (readonly [mmjj: string, nom: string])[] = [
  ['01-01', 'Jour de l’An'],
  ['05-01', 'Fête du Travail'],
  ['05-08', 'Victoire 1945'],
  ['07-14', 'Fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'Armistice 1918'],
  ['12-25', 'Noël'],
];

const MOBILES: readonly (readonly [apresPaques: number, nom: string])[] = [
  [1, 'Lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'Lundi de Pentecôte'],
];

const ABOLITION = 'Abolition de l’esclavage';
const PROPRES: Partial<Record<Territoire, readonly (readonly [mmjj: string, nom: string])[]>> = {
  'alsace-moselle': [['12-26', 'Saint-Étienne']],
  mayotte: [['04-27', ABOLITION]],
  martinique: [['05-22', ABOLITION]],
  guadeloupe: [['05-27', ABOLITION]],
  'saint-martin': [['05-28', ABOLITION]],
  guyane: [['06-10', ABOLITION]],
  'saint-barthelemy': [['10-09', ABOLITION]],
  reunion: [['12-20', ABOLITION]],
  'nouvelle-caledonie': [['09-24', 'Fête de la Citoyenneté']],
};

/** Les jours fériés de l'année, dans l'ordre, avec leur nom. Deux fêtes le même jour (l'Ascension
 * tombe un 1er ou un 8 mai certaines années) n'y font qu'un jour, qui porte les deux noms. */
export function joursFeries(annee: number, territoire: Territoire): Map<Jour, string> {
  const dimanche = paques(annee);
  const fetes: [Jour, string][] = [
    ...[...FIXES, ...(PROPRES[territoire] ?? [])].map(([mmjj, nom]): [Jour, string] => [
      `${annee}-${mmjj}`,
      nom,
    ]),
    ...MOBILES.map(([ecart, nom]): [Jour, string] => [ajouterJours(dimanche, ecart), nom]),
  ];
  if (territoire === 'alsace-moselle') fetes.push([ajouterJours(dimanche, -2), 'Vendredi saint']);

  const feries = new Map<Jour, string>();
  for (const [jour, nom] of fetes.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const deja = feries.get(jour);
    feries.set(jour, deja ? `${deja} et ${nom}` : nom);
  }
  return feries;
}

/** Les jours fériés des années que touche la période, de `du` à `au`. Pour des délais, prendre une
 * marge avant `du` : on compte à reculons. Les années entières en donnent une. */
export function joursFeriesEntre(du: Jour, au: Jour, territoire: Territoire): Map<Jour, string> {
  const feries = new Map<Jour, string>();
  // L'année d'avant aussi : le délai du 4 janvier se compte sur décembre.
  for (let annee = Number(du.slice(0, 4)) - 1; annee <= Number(au.slice(0, 4)); annee++) {
    for (const [jour, nom] of joursFeries(annee, territoire)) feries.set(jour, nom);
  }
  return feries;
}

/** Le dimanche de Pâques. Algorithme de Meeus, Jones et Butcher, divisions entières. */
export function paques(annee: number): Jour {
  const entier = Math.floor;
  const a = annee % 19;
  const b = entier(annee / 100);
  const c = annee % 100;
  const f = entier((b + 8) / 25);
  const g = entier((b - f + 1) / 3);
  const h = (19 * a + b - entier(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * entier(c / 4) - h - (c % 4)) % 7;
  const m = entier((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return jourDuMois(annee, entier(n / 31), (n % 31) + 1);
}
