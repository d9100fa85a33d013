import {
  type Intervalle,
  joursDOuverture,
  type Rythme,
} from '../../activites/calendrier/calendrier.ts';
import { MOTS_DU_GENRE } from '../../fermetures/regles/phrases.ts';
import type { Genre } from '../../fermetures/regles/types.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';

/** Ce qui dit si une prestation ouvre ces jours-là, et sinon pourquoi. */
export interface FaitsDesJours {
  du: Jour;
  au: Jour;
  rythme: Rythme;
  joursSemaine: readonly JourDeLaSemaine[];
  ouverts: readonly Jour[];
  /** Les jours qu'une déclaration annule pour toutes les classes. */
  declares: readonly { jour: Jour; genre: Genre }[];
  periodes: readonly { du: Jour; au: Jour }[];
  feries: ReadonlyMap<Jour, string>;
  vacances: readonly Intervalle[];
  fermetures: readonly Intervalle[];
}

/** `raison` : ce qui s'écrit après « fermé : » ; null : on ne la connaît pas. */
export type EtatDuJour =
  | { jour: Jour; etat: 'ouvert' }
  | { jour: Jour; etat: 'ferme'; raison: string | null }
  /** Un week-end, hors période : personne n'attend qu'il ouvre. */
  | { jour: Jour; etat: 'sans_objet' };

/** Un jour fermé dit pourquoi, au lieu de compter zéro (règle 4). */
export function direLesJours(faits: FaitsDesJours): EtatDuJour[] {
  const ouverts = new Set(faits.ouverts);
  const declares = new Map(faits.declares.map((d) => [d.jour, MOTS_DU_GENRE[d.genre]]));
  const enPeriode = (jour: Jour) => faits.periodes.some((p) => p.du <= jour && jour <= p.au);
  return joursDOuverture(faits).map((calendrier): EtatDuJour => {
    const { jour } = calendrier;
    const declare = declares.get(jour);
    if (declare !== undefined) return { jour, etat: 'ferme', raison: declare };
    if (ouverts.has(jour)) return { jour, etat: 'ouvert' };
    if (!enPeriode(jour)) return { jour, etat: 'sans_objet' };
    if (calendrier.ouvert) return { jour, etat: 'ferme', raison: null };
    return JAMAIS_OUVERT.has(calendrier.raison)
      ? { jour, etat: 'sans_objet' }
      : { jour, etat: 'ferme', raison: calendrier.libelle };
  });
}

const JAMAIS_OUVERT: ReadonlySet<string> = new Set(['weekend', 'pas_ce_jour', 'hors_vacances']);

/** « fermé : grève » ; sans raison connue, « fermé ce jour-là ». */
export function direFerme(raison: string | null): string {
  return raison === null ? 'fermé ce jour-là' : `fermé : ${raison}`;
}
