/**
 * La semaine type : ce qu'une famille veut chaque semaine, pour tous ses enfants. Les numéros cités
 * sont ceux de docs/regles/semaine-type.md.
 */
import {
  ajouterJours,
  estJour,
  type Jour,
  type JourDeLaSemaine,
  jourDeLaSemaine,
  lundiDe,
  numeroDuJour,
} from '../../platform/jours.ts';

export const CYCLES = ['chaque_semaine', 'paires_impaires'] as const;
export type Cycle = (typeof CYCLES)[number];

export const SEMAINES = ['toutes', 'paires', 'impaires'] as const;
/** Les semaines d'une case, par leur numéro ISO. */
export type Semaines = (typeof SEMAINES)[number];

export interface CaseDeSemaine {
  enfantId: number;
  prestationId: number;
  jour: JourDeLaSemaine;
  semaines: Semaines;
}

export interface SemaineType {
  /** Bornes comprises : seuls ces jours changent (règle 4). */
  du: Jour;
  au: Jour;
  cycle: Cycle;
  cases: readonly CaseDeSemaine[];
}

/** Le numéro ISO de la semaine de ce jour : celle du premier jeudi de l'année est la première. */
export function numeroDeSemaine(jour: Jour): number {
  const jeudi = ajouterJours(lundiDe(jour), 3);
  const premierJeudi = ajouterJours(lundiDe(`${jeudi.slice(0, 4)}-01-04`), 3);
  return (numeroDuJour(jeudi) - numeroDuJour(premierJeudi)) / 7 + 1;
}

export function pariteDe(jour: Jour): 'paires' | 'impaires' {
  return numeroDeSemaine(jour) % 2 === 0 ? 'paires' : 'impaires';
}

/** « 12.34.1 », « 12.34.1.paires » : l'enfant, la prestation, le jour, les semaines. */
export function ecrireCase({ enfantId, prestationId, jour, semaines }: CaseDeSemaine): string {
  const base = `${enfantId}.${prestationId}.${jour}`;
  return semaines === 'toutes' ? base : `${base}.${semaines}`;
}

const FORME = /^([1-9]\d{0,8})\.([1-9]\d{0,8})\.([1-7])(?:\.(paires|impaires))?$/;

/** null : ce n'en est pas une. */
export function lireCase(valeur: string): CaseDeSemaine | null {
  const [, enfant, prestation, jour, semaines] = FORME.exec(valeur) ?? [];
  if (!enfant || !prestation || !jour) return null;
  return {
    enfantId: Number(enfant),
    prestationId: Number(prestation),
    jour: Number(jour) as JourDeLaSemaine,
    semaines: SEMAINES.find((s) => s === semaines) ?? 'toutes',
  };
}

/** Un jour de la semaine type est-il voulu ? Une case vaut pour toutes les semaines, ou une sur deux. */
export function vouloir(
  semaine: Pick<SemaineType, 'cycle' | 'cases'>,
): (qui: { enfantId: number; prestationId: number; jour: Jour }) => boolean {
  const cles = new Set(semaine.cases.map(ecrireCase));
  const parites = new Map<Jour, Semaines>();
  return ({ enfantId, prestationId, jour }) => {
    const j = jourDeLaSemaine(jour);
    if (semaine.cycle === 'chaque_semaine')
      return cles.has(ecrireCase({ enfantId, prestationId, jour: j, semaines: 'toutes' }));
    const parite = parites.get(jour) ?? pariteDe(jour);
    parites.set(jour, parite);
    return cles.has(ecrireCase({ enfantId, prestationId, jour: j, semaines: parite }));
  };
}

/**
 * Passe d'une semaine à deux, ou de deux à une, sans rien perdre de ce qui est coché : une semaine
 * devient deux semblables ; deux n'en font qu'une avec ce que l'une ou l'autre voulait.
 */
export function changerDeCycle(cases: readonly CaseDeSemaine[], vers: Cycle): CaseDeSemaine[] {
  const voulues = new Map<string, CaseDeSemaine>();
  for (const c of cases) {
    const cibles: Semaines[] =
      vers === 'chaque_semaine'
        ? ['toutes']
        : c.semaines === 'toutes'
          ? ['paires', 'impaires']
          : [c.semaines];
    for (const semaines of cibles) {
      const neuve = { ...c, semaines };
      voulues.set(ecrireCase(neuve), neuve);
    }
  }
  return [...voulues.values()];
}

/** « Même chose pour Zoé » : ce que le premier a, le second l'a aussi, là où il y est admis ; rien d'autre. */
export function copierPour(
  cases: readonly CaseDeSemaine[],
  { de, vers }: { de: number; vers: number },
  admises: ReadonlySet<number>,
): CaseDeSemaine[] {
  const autres = cases.filter((c) => c.enfantId !== vers || !admises.has(c.prestationId));
  const copiees = cases
    .filter((c) => c.enfantId === de && admises.has(c.prestationId))
    .map((c) => ({ ...c, enfantId: vers }));
  return [...autres, ...copiees];
}

export type BornesFausses = { champ: 'du' | 'au'; message: string };

/** Les dates saisies sont-elles de cette année scolaire, dans l'ordre, et pas toutes passées ? */
export function verifierBornes(
  { du, au }: { du: string; au: string },
  annee: { du: Jour; au: Jour },
  aujourdhui: Jour,
): BornesFausses | null {
  if (!estJour(du)) return { champ: 'du', message: 'Choisissez le premier jour.' };
  if (!estJour(au)) return { champ: 'au', message: 'Choisissez le dernier jour.' };
  if (au < du) return { champ: 'au', message: 'Le dernier jour vient avant le premier.' };
  if (au < aujourdhui)
    return { champ: 'au', message: 'Ces jours sont passés : choisissez un dernier jour à venir.' };
  if (du > annee.au)
    return { champ: 'du', message: 'Ce jour est après la fin de l’année scolaire.' };
  return null;
}
