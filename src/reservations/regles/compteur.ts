import type { Jour } from '../../platform/jours.ts';

/** Les places d'une jauge un jour, telles que lues sous verrou. */
export interface PlacesDuJour {
  jaugeId: number;
  jour: Jour;
  places: number;
  prises: number;
}

/** Ce qui demande une place : une réservation de la file, ou un souhait nouveau. */
export interface Candidat {
  jour: Jour;
  /** Les jauges où ce jour prend une place ; vide : sans limite. */
  jauges: readonly number[];
}

/** Le compte des places libres, que l'on consomme en décidant. */
export class Compteur {
  readonly #libres = new Map<string, number>();

  constructor(places: readonly PlacesDuJour[]) {
    for (const p of places) this.#libres.set(`${p.jaugeId}:${p.jour}`, p.places - p.prises);
  }

  /** Places libres pour ce candidat : la plus petite de ses jauges ; null : sans limite. */
  libres({ jour, jauges }: Candidat): number | null {
    let minimum: number | null = null;
    for (const jauge of jauges) {
      const libres = this.#libres.get(`${jauge}:${jour}`);
      if (libres !== undefined && (minimum === null || libres < minimum)) minimum = libres;
    }
    return minimum;
  }

  /** Prend une place dans toutes ses jauges, ou dans aucune. */
  prendre(candidat: Candidat): boolean {
    const libres = this.libres(candidat);
    if (libres !== null && libres <= 0) return false;
    for (const jauge of candidat.jauges) {
      const cle = `${jauge}:${candidat.jour}`;
      const reste = this.#libres.get(cle);
      if (reste !== undefined) this.#libres.set(cle, reste - 1);
    }
    return true;
  }

  /** Prend une place pour chacun, ou pour personne. */
  prendreTous(candidats: readonly Candidat[]): boolean {
    const pris: Candidat[] = [];
    for (const candidat of candidats) {
      if (!this.prendre(candidat)) {
        for (const c of pris) this.#rendre(c);
        return false;
      }
      pris.push(candidat);
    }
    return true;
  }

  #rendre(candidat: Candidat): void {
    for (const jauge of candidat.jauges) {
      const cle = `${jauge}:${candidat.jour}`;
      const reste = this.#libres.get(cle);
      if (reste !== undefined) this.#libres.set(cle, reste + 1);
    }
  }

  /** Prend dans toutes ses jauges, pleines ou non ; rend celles où il manquait une place. */
  prendreEnDepassant({ jour, jauges }: Candidat): number[] {
    return jauges.filter((jauge) => {
      const cle = `${jauge}:${jour}`;
      const reste = this.#libres.get(cle);
      if (reste === undefined) return false;
      if (reste > 0) this.#libres.set(cle, reste - 1);
      return reste <= 0;
    });
  }
}
