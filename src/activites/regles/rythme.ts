/** Quels jours une activité accueille, et combien il faut en prendre (Calendrier, règle 7 ; Places, règle 12). */
import {
  ecrireJour,
  estJour,
  type Jour,
  type JourDeLaSemaine,
  nomDuJour,
} from '../../platform/jours.ts';
import { RYTHMES, type Rythme } from '../calendrier/calendrier.ts';
import type { ErreurDeSaisie } from './saisie-delai.ts';

export const SEMAINE: readonly JourDeLaSemaine[] = [1, 2, 3, 4, 5, 6, 7];

export const RYTHMES_EN_MOTS: Readonly<Record<Rythme, string>> = {
  scolaire: 'les semaines de classe',
  vacances: 'les vacances scolaires',
  toute_l_annee: 'toute l’année',
};

export interface RythmeRegle {
  rythme: Rythme;
  joursSemaine: readonly JourDeLaSemaine[];
  joursMin: { nombre: number; du: Jour } | null;
}

/** `aujourdhui` : un minimum ne peut pas partir d'un jour passé, sauf s'il en partait déjà. */
export function lireRythme(
  f: URLSearchParams,
  { aujourdhui, joursMin }: { aujourdhui: Jour; joursMin: RythmeRegle['joursMin'] },
): { saisie: RythmeRegle | null; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  const rythme = RYTHMES.find((r) => r === f.get('rythme'));
  exiger(rythme !== undefined, 'rythme', 'Dites quand l’activité accueille.');
  const joursSemaine = SEMAINE.filter((j) => f.getAll('jours').includes(String(j)));
  exiger(joursSemaine.length > 0, 'jours', 'Cochez au moins un jour d’accueil.');
  const lu = (f.get('minimum') ?? '').trim();
  const nombre = lu === '' ? null : Number(lu);
  exiger(
    nombre === null || (Number.isInteger(nombre) && nombre >= 2 && nombre <= joursSemaine.length),
    'minimum',
    'Indiquez un nombre entre 2 et le nombre de jours cochés, ou laissez vide.',
  );
  const du = (f.get('minimum_du') ?? '').trim() || aujourdhui;
  const memeDepart = joursMin !== null && joursMin.du === du;
  exiger(
    nombre === null || (estJour(du) && (du >= aujourdhui || memeDepart)),
    'minimum_du',
    'Choisissez aujourd’hui ou un jour à venir.',
  );
  if (!rythme || erreurs.length > 0) return { saisie: null, erreurs };
  return {
    saisie: { rythme, joursSemaine, joursMin: nombre === null ? null : { nombre, du } },
    erreurs,
  };
}

/** « lundi, mardi, jeudi et vendredi, les semaines de classe » */
export function direRythme({ rythme, joursSemaine }: Omit<RythmeRegle, 'joursMin'>): string {
  const noms = joursSemaine.map(nomDuJour);
  const dernier = noms.pop() ?? 'aucun jour';
  const jours = noms.length > 0 ? `${noms.join(', ')} et ${dernier}` : dernier;
  return `${jours}, ${RYTHMES_EN_MOTS[rythme]}`;
}

/** « au moins 2 jours par semaine à partir du lundi 4 janvier 2027 », « sans minimum de jours » */
export function direMinimum(joursMin: RythmeRegle['joursMin']): string {
  if (joursMin === null) return 'sans minimum de jours';
  const { nombre, du } = joursMin;
  return `au moins ${nombre} jours par semaine à partir du ${ecrireJour(du, { annee: true })}`;
}
