/** D'une année scolaire à la suivante : les dates proposées (docs/regles/reconduction.md). */
import { ajouterJours, ajouterMois, ecartJours, type Jour } from '../../platform/jours.ts';
import type { Rythme } from '../calendrier/calendrier.ts';

/** Des vacances d'une zone, telles qu'elles sont publiées. */
export interface VacancesPubliees {
  anneeScolaire: string;
  nom: string;
  du: Jour;
  reprise: Jour | null;
}

/** Une période et sa fenêtre d'inscription ; tous les jours sont compris. */
export interface Dates {
  nom: string;
  du: Jour;
  au: Jour;
  /** Le premier et le dernier jour où l'on s'inscrit. */
  ouvre: Jour;
  ferme: Jour;
}

export interface PeriodeAReconduire extends Dates {
  id: number;
  rythme: Rythme;
}

/** Les jours qui se répondent d'une année à l'autre : « la rentrée », « la veille des vacances d'hiver ». */
export type Reperes = ReadonlyMap<string, Jour>;

/** La rentrée, le premier jour sans classe et le jour de reprise de chaque vacances. */
export function reperesDe(
  vacances: readonly VacancesPubliees[],
  annees: { avant: string; annee: string },
): Reperes {
  const reperes = new Map<string, Jour>();
  const ete = vacances
    .filter((v) => v.anneeScolaire === annees.avant)
    .toSorted((a, b) => (a.du < b.du ? -1 : 1))
    .at(-1);
  if (ete?.reprise) reperes.set('la rentrée', ete.reprise);
  for (const v of vacances.filter((x) => x.anneeScolaire === annees.annee)) {
    reperes.set(`début ${v.nom}`, v.du);
    if (v.reprise) reperes.set(`fin ${v.nom}`, v.reprise);
  }
  return reperes;
}

/** Plus loin d'un repère, un jour ne s'y rattache plus : trois semaines. */
const PORTEE = 21;
const UNE_ANNEE_DE_SEMAINES = 364;
const UNE_SEMAINE = 7;

/** Le même jour, l'année d'après : à la même distance du repère le plus proche, sinon cinquante-deux semaines plus tard. */
export function reporter(jour: Jour, de: Reperes, vers: Reperes): Jour {
  let proche: { ecart: number; apres: Jour } | null = null;
  for (const [nom, repere] of de) {
    const apres = vers.get(nom);
    const ecart = ecartJours(repere, jour);
    if (!apres || Math.abs(ecart) > PORTEE) continue;
    if (!proche || Math.abs(ecart) < Math.abs(proche.ecart)) proche = { ecart, apres };
  }
  return proche
    ? ajouterJours(proche.apres, proche.ecart)
    : ajouterJours(jour, UNE_ANNEE_DE_SEMAINES);
}

/** Les dates proposées pour la période suivante ; null : le calendrier de cette année-là manque. */
export function proposerDates(
  periode: Omit<PeriodeAReconduire, 'id'>,
  reperes: { de: Reperes; vers: Reperes },
): Dates | null {
  const publie = [...reperes.vers.keys()].some((nom) => nom.startsWith('début'));
  const bornes = !publie
    ? periode.rythme === 'toute_l_annee'
      ? { du: ajouterMois(periode.du, 12), au: ajouterMois(periode.au, 12) }
      : null
    : {
        du: reporter(periode.du, reperes.de, reperes.vers),
        au: reporter(periode.au, reperes.de, reperes.vers),
      };
  if (!bornes || bornes.au < bornes.du) return null;
  const ouvre = ajouterJours(periode.ouvre, enSemaines(ecartJours(periode.du, bornes.du)));
  const ferme = ajouterJours(periode.ferme, enSemaines(ecartJours(periode.au, bornes.au)));
  return {
    nom: avancerLeNom(periode.nom),
    ...bornes,
    ouvre,
    ferme: lePlusTard(ferme, ouvre),
  };
}

function lePlusTard(a: Jour, b: Jour): Jour {
  if (a < b) return b;
  return a;
}

/** Les inscriptions gardent leur avance et leur jour de la semaine. */
function enSemaines(jours: number): number {
  return Math.round(jours / UNE_SEMAINE) * UNE_SEMAINE;
}

/** « Année 2026-2027 » → « Année 2027-2028 » ; un nom sans année reste. */
export function avancerLeNom(nom: string): string {
  return nom.replace(/\b20\d\d\b/g, (annee) => String(Number(annee) + 1));
}

export interface PeriodeConnue {
  id: number;
  nom: string;
  du: Jour;
  au: Jour;
  /** La période dont elle est la suite. */
  reconduit: number | null;
}

/** La période qui tient déjà lieu de suite : la sienne, ou une autre qui couvre un de ces jours. */
export function trouverLaSuite(
  periodeId: number,
  dates: Pick<Dates, 'du' | 'au'> | null,
  connues: readonly PeriodeConnue[],
): PeriodeConnue | null {
  const sienne = connues.find((p) => p.reconduit === periodeId);
  if (sienne || !dates) return sienne ?? null;
  return connues.find((p) => p.du <= dates.au && dates.du <= p.au) ?? null;
}

export interface DelaiConnu {
  id: number;
  prestationId: number | null;
  pour: string;
  du: Jour;
  /** Exclu ; null : sans fin. */
  au: Jour | null;
}

/** Les règles qui valaient au dernier jour d'une période, et que rien ne remplace au premier de la suivante. */
export function delaisAProlonger(
  delais: readonly DelaiConnu[],
  dernier: Jour,
  premier: Jour,
): { id: number; du: Jour }[] {
  const vaut = (d: DelaiConnu, jour: Jour) => d.du <= jour && (d.au === null || jour < d.au);
  return delais.flatMap((d) => {
    if (!vaut(d, dernier) || d.au === null || d.au > premier) return [];
    const { au, pour, prestationId } = d;
    const memes = delais.filter((x) => x.pour === pour && x.prestationId === prestationId);
    return memes.some((x) => x.du >= au && x.du <= premier) ? [] : [{ id: d.id, du: au }];
  });
}
