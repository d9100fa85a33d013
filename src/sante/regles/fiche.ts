import { ajouterMois, type Jour } from '../../platform/jours.ts';
import { RUBRIQUES, type Rubrique } from './rubriques.ts';

/** Une fiche se relit chaque année (Santé, règle 4) : un traitement change, un médecin part. */
export const RELIRE_APRES_MOIS = 12;

export interface FaitsDeFiche {
  aujourdhui: Jour;
  /** Le jour où chaque rubrique a été écrite ; absente : jamais remplie. */
  ecrites: Partial<Record<Rubrique, Jour>>;
  /** Le dernier « rien n'a changé », qui vaut pour toute la fiche. */
  confirmeeLe: Jour | null;
}

export type EtatDeFiche =
  | { etat: 'a_completer'; manquent: Rubrique[] }
  | { etat: 'a_revoir'; depuis: Jour }
  | { etat: 'a_jour'; jusquAu: Jour };

/**
 * Où en est la fiche. Une rubrique vaut douze mois après avoir été écrite ou confirmée ; la plus
 * ancienne dit quand relire le tout.
 */
export function etatDeLaFiche({ aujourdhui, ecrites, confirmeeLe }: FaitsDeFiche): EtatDeFiche {
  const manquent = RUBRIQUES.filter((r) => ecrites[r] === undefined);
  if (manquent.length > 0) return { etat: 'a_completer', manquent };
  const vues = Object.values(ecrites).map((jour) =>
    confirmeeLe !== null && confirmeeLe > jour ? confirmeeLe : jour,
  );
  const fin = ajouterMois(vues.toSorted()[0] ?? aujourdhui, RELIRE_APRES_MOIS);
  return aujourdhui < fin ? { etat: 'a_jour', jusquAu: fin } : { etat: 'a_revoir', depuis: fin };
}
