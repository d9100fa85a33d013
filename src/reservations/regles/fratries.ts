import { type Candidat, Compteur, type PlacesDuJour } from './compteur.ts';

/** Deux familles au plus passent devant une fratrie que l'on attend de réunir (Liste d'attente, règle 12). */
export const PASSAGES_AU_PLUS = 2;

/** Quelqu'un de la file. Même `bloc` : une fratrie, qui veut entrer ensemble. */
export interface CandidatEnFile extends Candidat {
  bloc?: string | null;
  /** Familles déjà passées devant sa fratrie, faute de places pour tous ses enfants. */
  passages?: number;
}

export interface Service<C> {
  /** Ceux qui ont une place, dans l'ordre ; une fratrie forme un seul groupe. */
  groupes: C[][];
  /** Les fratries devant qui l'on vient de passer, et combien de fois. */
  passees: { bloc: string; membres: C[]; passages: number }[];
}

/**
 * Sert la file dans l'ordre donné (Liste d'attente, règles 11 et 12) : chacun prend s'il reste une place dans **toutes** ses jauges.
 * Celui qu'une autre jauge bloque ne retient pas une place qui ne lui sert pas : passer devant lui
 * n'est pas le doubler (Places, règle 5). Une fratrie prend ensemble ou laisse passer, mais pas plus
 * de deux fois : ensuite, chacun de ses enfants prend ce qu'il peut.
 */
export function servirParFratries<C extends CandidatEnFile>(
  compteur: Compteur,
  file: readonly C[],
): Service<C> {
  if (!file.some((c) => c.bloc)) {
    return { groupes: file.filter((c) => compteur.prendre(c)).map((c) => [c]), passees: [] };
  }
  return new ServiceParFratries(compteur, file).servir();
}

class ServiceParFratries<C extends CandidatEnFile> {
  readonly #compteur: Compteur;
  readonly #passages = new Map<string, number>();
  readonly #avant = new Map<string, number>();
  #file: C[];

  constructor(compteur: Compteur, file: readonly C[]) {
    this.#compteur = compteur;
    this.#file = [...file];
    for (const c of file) {
      if (!c.bloc) continue;
      const deja = Math.max(this.#avant.get(c.bloc) ?? 0, c.passages ?? 0);
      this.#avant.set(c.bloc, deja);
      this.#passages.set(c.bloc, deja);
    }
  }

  servir(): Service<C> {
    const fratries = Map.groupBy(this.#file, (c) => c.bloc ?? '');
    const groupes: C[][] = [];
    for (let servi = this.#suivant(); servi; servi = this.#suivant()) groupes.push(servi);
    const passees = [...this.#passages].flatMap(([bloc, n]) => {
      const passages = n - (this.#avant.get(bloc) ?? 0);
      return passages > 0 ? [{ bloc, membres: fratries.get(bloc) ?? [], passages }] : [];
    });
    return { groupes, passees };
  }

  /** Le premier groupe que l'on peut servir ; une fratrie peut se défaire entre deux. */
  #suivant(): C[] | null {
    const doublees = new Map<string, C[]>();
    for (const c of this.#file) {
      const groupe = this.#groupeDe(c);
      if (this.#compteur.prendreTous(groupe)) {
        this.#file = this.#file.filter((autre) => !groupe.includes(autre));
        for (const [bloc, membres] of doublees) {
          if (!membres.some((m) => groupe.some((g) => seDisputent(m, g)))) continue;
          this.#passages.set(bloc, (this.#passages.get(bloc) ?? 0) + 1);
        }
        return groupe;
      }
      if (c.bloc && groupe.length > 1) doublees.set(c.bloc, groupe);
    }
    return null;
  }

  #groupeDe(c: C): C[] {
    if (!c.bloc || (this.#passages.get(c.bloc) ?? 0) >= PASSAGES_AU_PLUS) return [c];
    return this.#file.filter((autre) => autre.bloc === c.bloc);
  }
}

/** Une place de l'un aurait-elle servi à l'autre ? */
function seDisputent(a: Candidat, b: Candidat): boolean {
  return a.jour === b.jour && a.jauges.some((jauge) => b.jauges.includes(jauge));
}

/**
 * Les fratries qui attendent toujours de se réunir, et devant qui ces nouveaux venus viennent de
 * prendre une place qui leur aurait servi.
 */
export function fratriesDoublees<C extends CandidatEnFile>(
  places: readonly PlacesDuJour[],
  file: readonly C[],
  nouveaux: readonly Candidat[],
): C[] {
  const servis = new Set(servirParFratries(new Compteur(places), file).groupes.flat());
  const restent = file.filter((c) => c.bloc && !servis.has(c));
  const doublees = new Set(
    restent.filter((c) => nouveaux.some((n) => seDisputent(c, n))).map((c) => c.bloc),
  );
  const entieres = [...Map.groupBy(restent, (c) => c.bloc)].filter(
    ([bloc, membres]) => doublees.has(bloc) && membres.length > 1,
  );
  return entieres.flatMap(([, membres]) => membres);
}
