/**
 * Les vacances scolaires officielles de 2025-2026 à 2027-2028, zones A, B et C.
 *
 * Sources : arrêté du 22 octobre 2025 (JORFTEXT000052416058) pour 2026-2027 ; pour 2027-2028, les
 * dates publiées par service-public (F31952) pour la zone C et la rentrée ; celles des zones A et B
 * viennent d'une copie non officielle, à confirmer par l'import du jeu de données du ministère.
 * La Corse et l'outre-mer ont leurs propres calendriers : ils s'importent, ils ne sont pas ici.
 *
 * `du` est le premier jour sans classe, `reprise` le jour de la rentrée : il n'en fait pas partie.
 */
import type { Jour } from '../platform/jours.ts';

export const ZONES = ['A', 'B', 'C'] as const;
export type Zone = (typeof ZONES)[number];

export type VacancesScolaires = {
  zone: Zone;
  /** '2026-2027' */
  anneeScolaire: string;
  /** « Vacances de Noël » */
  nom: string;
  du: Jour;
  /** Jour de reprise, exclu. null : pas encore publié, les vacances restent ouvertes. */
  reprise: Jour | null;
};

/** Hors de [du, avant), on ne sait pas : ni vacances ni classe n'y sont publiées. La rentrée de
 * septembre 2028 n'étant pas parue, l'été 2028 n'est sûr que jusqu'à la fin d'août. */
export const DATES_CONNUES: { du: Jour; avant: Jour } = { du: '2025-09-01', avant: '2028-09-01' };

type Bornes = readonly [du: Jour, reprise: Jour | null];
/** Des bornes communes aux trois zones, ou celles de A, B et C dans cet ordre. */
type Ligne = readonly [nom: string, bornes: Bornes | readonly [Bornes, Bornes, Bornes]];

const TOUSSAINT = 'Vacances de la Toussaint';
const NOEL = 'Vacances de Noël';
const HIVER = 'Vacances d’hiver';
const PRINTEMPS = 'Vacances de printemps';
const PONT = 'Pont de l’Ascension';
const ETE = 'Vacances d’été';

const CALENDRIER: Readonly<Record<string, readonly Ligne[]>> = {
  '2025-2026': [
    [TOUSSAINT, ['2025-10-18', '2025-11-03']],
    [NOEL, ['2025-12-20', '2026-01-05']],
    [
      HIVER,
      [
        ['2026-02-07', '2026-02-23'],
        ['2026-02-14', '2026-03-02'],
        ['2026-02-21', '2026-03-09'],
      ],
    ],
    [
      PRINTEMPS,
      [
        ['2026-04-04', '2026-04-20'],
        ['2026-04-11', '2026-04-27'],
        ['2026-04-18', '2026-05-04'],
      ],
    ],
    [PONT, ['2026-05-15', '2026-05-18']],
    [ETE, ['2026-07-04', '2026-09-01']],
  ],
  '2026-2027': [
    [TOUSSAINT, ['2026-10-17', '2026-11-02']],
    [NOEL, ['2026-12-19', '2027-01-04']],
    [
      HIVER,
      [
        ['2027-02-13', '2027-03-01'],
        ['2027-02-20', '2027-03-08'],
        ['2027-02-06', '2027-02-22'],
      ],
    ],
    [
      PRINTEMPS,
      [
        ['2027-04-10', '2027-04-26'],
        ['2027-04-17', '2027-05-03'],
        ['2027-04-03', '2027-04-19'],
      ],
    ],
    [PONT, ['2027-05-07', '2027-05-10']],
    [ETE, ['2027-07-03', '2027-09-02']],
  ],
  '2027-2028': [
    [TOUSSAINT, ['2027-10-23', '2027-11-08']],
    [NOEL, ['2027-12-18', '2028-01-03']],
    [
      HIVER,
      [
        ['2028-02-19', '2028-03-06'],
        ['2028-02-05', '2028-02-21'],
        ['2028-02-12', '2028-02-28'],
      ],
    ],
    [
      PRINTEMPS,
      [
        ['2028-04-22', '2028-05-09'],
        ['2028-04-08', '2028-04-24'],
        ['2028-04-15', '2028-05-02'],
      ],
    ],
    [PONT, ['2028-05-26', '2028-05-29']],
    [ETE, ['2028-07-04', null]],
  ],
};

export const VACANCES_SCOLAIRES: readonly VacancesScolaires[] = Object.entries(CALENDRIER).flatMap(
  ([anneeScolaire, lignes]) =>
    lignes.flatMap(([nom, bornes]) =>
      ZONES.map((zone, rang) => {
        const [du, reprise] = bornesDeLaZone(bornes, rang);
        return { zone, anneeScolaire, nom, du, reprise };
      }),
    ),
);

/** Les vacances d'une zone, dans l'ordre des jours. */
export function vacancesDeLaZone(zone: Zone): VacancesScolaires[] {
  return VACANCES_SCOLAIRES.filter((vacances) => vacances.zone === zone);
}

function bornesDeLaZone(bornes: Ligne[1], rang: number): Bornes {
  if (bornes.length === 2) return bornes;
  const laSienne = bornes[rang];
  if (!laSienne) throw new RangeError(`pas de vacances pour la zone de rang ${rang}`);
  return laSienne;
}
