/** Une année d'une activité, jour par jour, et ce qu'un réglage y changerait (Calendrier, règles 9 et 10). */
import { ecrireJour, ecrireQuantieme, type Jour, joursEntre } from '../../platform/jours.ts';
import { type JourDOuverture, joursDOuverture, type Rythmee } from '../calendrier/calendrier.ts';

export type EtatDuJour = 'ouvert' | 'exception' | 'garde' | 'ferme' | 'hors_periode';

export interface JourDAnnee {
  jour: Jour;
  etat: EtatDuJour;
  /** Pourquoi il est fermé, ouvert par exception ou gardé ; null : cela va de soi. */
  pourquoi: string | null;
}

export interface FaitsDAnnee {
  du: Jour;
  au: Jour;
  periodes: readonly { du: Jour; au: Jour }[];
  calendrier: Omit<Rythmee, 'du' | 'au'>;
  /** Les jours où des enfants sont inscrits, et combien. */
  inscrits: ReadonlyMap<Jour, number>;
}

/** Chaque jour de `du` à `au` : un jour où des enfants sont inscrits reste ouvert (règle 10). */
export function direLAnnee({ du, au, periodes, calendrier, inscrits }: FaitsDAnnee): JourDAnnee[] {
  const connus = new Map(
    periodes
      .flatMap((p) => joursDOuverture({ ...calendrier, du: max(p.du, du), au: min(p.au, au) }))
      .map((j) => [j.jour, j]),
  );
  return joursEntre(du, au).map((jour) => direLeJour(jour, connus.get(jour), inscrits.get(jour)));
}

function direLeJour(jour: Jour, connu: JourDOuverture | undefined, inscrits = 0): JourDAnnee {
  if (connu?.ouvert) {
    if (connu.exception === undefined) return { jour, etat: 'ouvert', pourquoi: null };
    return { jour, etat: 'exception', pourquoi: connu.exception };
  }
  if (inscrits > 0) {
    const enfants = inscrits === 1 ? '1 enfant inscrit' : `${inscrits} enfants inscrits`;
    return { jour, etat: 'garde', pourquoi: enfants };
  }
  if (!connu) return { jour, etat: 'hors_periode', pourquoi: null };
  const vaDeSoi = connu.raison === 'weekend' || connu.raison === 'pas_ce_jour';
  return { jour, etat: 'ferme', pourquoi: vaDeSoi ? null : connu.libelle };
}

/** L'année telle qu'elle serait : un réglage ne change rien d'avant aujourd'hui. */
export function changerLaSuite(
  avant: readonly JourDAnnee[],
  apres: readonly JourDAnnee[],
  aujourdhui: Jour,
): JourDAnnee[] {
  return [
    ...avant.filter(({ jour }) => jour < aujourdhui),
    ...apres.filter(({ jour }) => jour >= aujourdhui),
  ];
}

export interface Difference {
  ouverts: Jour[];
  fermes: Jour[];
  /** Le réglage les fermerait : des enfants y sont inscrits. */
  gardes: JourDAnnee[];
}

/** Ce que changerait un réglage, à partir d'aujourd'hui. */
export function comparerAnnees(
  avant: readonly JourDAnnee[],
  apres: readonly JourDAnnee[],
  aujourdhui: Jour,
): Difference {
  const ouverts = new Set(avant.filter(accueille).map(({ jour }) => jour));
  const aVenir = apres.filter(({ jour }) => jour >= aujourdhui);
  return {
    ouverts: aVenir.filter((j) => accueille(j) && !ouverts.has(j.jour)).map(({ jour }) => jour),
    fermes: aVenir.filter((j) => !accueille(j) && ouverts.has(j.jour)).map(({ jour }) => jour),
    gardes: aVenir.filter(({ etat }) => etat === 'garde'),
  };
}

/** « 12 jours s’ouvrent, 3 se ferment », « aucun jour ne change » */
export function direDifference({ ouverts, fermes }: Difference): string {
  const dire = (n: number, un: string, plusieurs: string) =>
    n === 0 ? [] : [n === 1 ? `1 jour ${un}` : `${n} jours ${plusieurs}`];
  const phrases = [
    ...dire(ouverts.length, 's’ouvre', 's’ouvrent'),
    ...dire(fermes.length, 'se ferme', 'se ferment'),
  ];
  return phrases.length === 0 ? 'aucun jour ne change' : phrases.join(', ');
}

/** « 21 au 31 : Vacances de Noël » : les raisons d'un mois, chacune avec ses jours. */
export function raisonsDuMois(jours: readonly JourDAnnee[]): { jours: string; pourquoi: string }[] {
  const suites: { premier: Jour; dernier: Jour; pourquoi: string }[] = [];
  let interrompue = true;
  for (const { jour, etat, pourquoi } of jours) {
    const derniere = suites.at(-1);
    if (pourquoi === null) {
      // Un week-end au milieu de vacances ne les coupe pas : il va de soi.
      if (etat !== 'ferme') interrompue = true;
    } else if (derniere && !interrompue && derniere.pourquoi === pourquoi) {
      derniere.dernier = jour;
    } else {
      suites.push({ premier: jour, dernier: jour, pourquoi });
      interrompue = false;
    }
  }
  const dire = (jour: Jour) => ecrireQuantieme(Number(jour.slice(8)));
  return suites.map(({ premier, dernier, pourquoi }) => ({
    jours: premier === dernier ? dire(premier) : `${dire(premier)} au ${dire(dernier)}`,
    pourquoi,
  }));
}

/** « mercredi 2 décembre (1 enfant inscrit) » */
export function direGarde({ jour, pourquoi }: JourDAnnee): string {
  return `${ecrireJour(jour)} (${pourquoi ?? ''})`;
}

function accueille({ etat }: JourDAnnee): boolean {
  return etat === 'ouvert' || etat === 'exception' || etat === 'garde';
}

function max(a: Jour, b: Jour): Jour {
  return a > b ? a : b;
}

function min(a: Jour, b: Jour): Jour {
  return a < b ? a : b;
}
