/** Ce que l'agent retient et corrige des suites proposées (docs/regles/reconduction.md, règles 8 et 10). */
import { ecartJours, estJour } from '../../platform/jours.ts';
import type { Dates, PeriodeConnue } from './reconduction.ts';
import type { ErreurDeSaisie } from './saisie-delai.ts';

export interface Saisies {
  /** Les périodes dont la suite est à créer. */
  retenues: ReadonlySet<number>;
  /** Leurs dates, telles que l'agent les a laissées ou corrigées. */
  dates: ReadonlyMap<number, Dates>;
  erreurs: ErreurDeSaisie[];
}

const UN_AN = 366;
const CHAMPS = ['nom', 'du', 'au', 'ouvre', 'ferme'] as const;

/** Les champs « suite », « du-12 », « au-12 »… d'un formulaire. */
export function lireSuites(form: URLSearchParams): Saisies {
  const retenues = new Set(
    form.getAll('suite').flatMap((v) => (/^[1-9]\d{0,8}$/.test(v) ? [Number(v)] : [])),
  );
  const dates = new Map<number, Dates>();
  const erreurs: ErreurDeSaisie[] = [];
  for (const id of retenues) {
    if (!form.has(`du-${id}`)) continue;
    const [nom = '', du = '', au = '', ouvre = '', ferme = ''] = CHAMPS.map((c) =>
      (form.get(`${c}-${id}`) ?? '').trim(),
    );
    const fautes = verifierDates({ nom, du, au, ouvre, ferme });
    erreurs.push(...fautes.map((f) => ({ ...f, champ: `${f.champ}-${id}` })));
    if (fautes.length === 0) dates.set(id, { nom: nom.slice(0, 60), du, au, ouvre, ferme });
  }
  return { retenues, dates, erreurs };
}

function verifierDates({ nom, du, au, ouvre, ferme }: Dates): ErreurDeSaisie[] {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  exiger(nom !== '', 'nom', 'Donnez un nom à la période.');
  exiger(estJour(du), 'du', 'Choisissez le premier jour d’accueil.');
  exiger(estJour(au) && du <= au, 'au', 'Choisissez un dernier jour après le premier.');
  // Une faute de frappe dans l'année ouvrirait des milliers de jours.
  const courte = !estJour(du) || !estJour(au) || ecartJours(du, au) <= UN_AN;
  exiger(courte, 'au', 'Une période dure un an au plus : vérifiez l’année.');
  exiger(estJour(ouvre), 'ouvre', 'Choisissez quand les inscriptions ouvrent.');
  exiger(
    estJour(ferme) && ouvre <= ferme,
    'ferme',
    'Choisissez un dernier jour d’inscription après le premier.',
  );
  return erreurs;
}

/** Une suite à créer ne couvre ni une période de son activité, ni une autre suite. */
export function refuserChevauchements(
  suites: readonly { id: number; dates: Dates; connues: readonly PeriodeConnue[] }[],
): ErreurDeSaisie[] {
  return suites.flatMap(({ id, dates, connues }) => {
    const voisines = suites.filter((s) => s.id !== id && s.connues === connues);
    const autres = [...connues, ...voisines.map((s) => s.dates)];
    const autre = autres.find((p) => p.du <= dates.au && dates.du <= p.au);
    if (!autre) return [];
    const message = `« ${autre.nom} » couvre déjà une partie de ces jours : choisissez-en d’autres.`;
    return [{ champ: `du-${id}`, message }];
  });
}
