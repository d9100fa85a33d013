import type { Jour } from '../../platform/jours.ts';
import type { EtatVivant } from './types.ts';

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

/**
 * Sert la file dans l'ordre d'arrivée : chacun prend s'il reste une place dans **toutes** ses
 * jauges. Celui qu'une autre jauge bloque ne retient pas une place qui ne lui sert pas : passer
 * devant lui n'est pas le doubler (Places, règle 5).
 */
export function servirLaFile<C extends Candidat>(compteur: Compteur, file: readonly C[]): C[] {
  return file.filter((candidat) => compteur.prendre(candidat));
}

/** Ce qu'un souhait recevable devient. 'complet' : plein, et l'activité ne tient pas de liste. */
export type Attribution =
  | Extract<EtatVivant, 'validee' | 'demandee' | 'en_liste_attente'>
  | 'complet';

export interface SouhaitRecevable extends Candidat {
  tardif: 'majoree' | 'agent' | 'liste_attente' | null;
}

/**
 * Attribue les souhaits d'une demande, dans l'ordre. La file d'attente est servie d'abord, en
 * pensée : une place qui revient à quelqu'un qui attend n'est pas libre (Places, règle 4).
 * Une demande qu'un agent doit décider ne tient pas de place (Places, règle 3).
 */
export function attribuer(
  souhaits: readonly SouhaitRecevable[],
  activite: {
    approbation: 'automatique' | 'agent';
    listeAttente: 'automatique' | 'manuelle' | 'aucune';
  },
  places: readonly PlacesDuJour[],
  file: readonly Candidat[],
): Attribution[] {
  const compteur = new Compteur(places);
  servirLaFile(compteur, file);
  const plein = activite.listeAttente === 'aucune' ? 'complet' : 'en_liste_attente';
  return souhaits.map((souhait) => {
    if (souhait.tardif === 'liste_attente')
      return activite.listeAttente === 'aucune' ? 'demandee' : 'en_liste_attente';
    const libres = compteur.libres(souhait);
    if (libres !== null && libres <= 0) return plein;
    if (activite.approbation === 'agent' || souhait.tardif === 'agent') return 'demandee';
    compteur.prendre(souhait);
    return 'validee';
  });
}

export interface Prise {
  jaugeId: number;
  jour: Jour;
  /** Positif : places prises ; négatif : places rendues. */
  ecart: number;
}

/** Ce que prennent ces réservations, additionné par jauge et par jour. */
export function additionnerPrises(candidats: readonly Candidat[], sens: 1 | -1): Prise[] {
  const total = new Map<string, Prise>();
  for (const { jour, jauges } of candidats) {
    for (const jaugeId of jauges) {
      const cle = `${jaugeId}:${jour}`;
      const prise = total.get(cle) ?? { jaugeId, jour, ecart: 0 };
      prise.ecart += sens;
      total.set(cle, prise);
    }
  }
  return [...total.values()];
}
