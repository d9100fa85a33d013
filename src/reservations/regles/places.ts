import type { ModeAttente } from '../../activites/regles/attente.ts';
import type { Jour } from '../../platform/jours.ts';
import { type Candidat, Compteur, type PlacesDuJour } from './compteur.ts';
import { type CandidatEnFile, servirParFratries } from './fratries.ts';
import type { EtatVivant } from './types.ts';

export { type Candidat, Compteur, type PlacesDuJour };

/**
 * Sert la file dans l'ordre : chacun prend s'il reste une place dans **toutes** ses jauges. Celui
 * qu'une autre jauge bloque ne retient pas une place qui ne lui sert pas : passer devant lui n'est
 * pas le doubler (Places, règle 5). Une fratrie qui veut entrer ensemble : `servirParFratries`.
 */
export function servirLaFile<C extends CandidatEnFile>(
  compteur: Compteur,
  file: readonly C[],
): C[] {
  return servirParFratries(compteur, file).groupes.flat();
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
    listeAttente: ModeAttente;
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
