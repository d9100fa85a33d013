/** Une règle montrée sur de vrais jours, à l'agent qui l'écrit. */
import { ecrireInstant } from '../../platform/instants.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import {
  dateLimite,
  dateOuverture,
  type FaitsDelai,
  type Pour,
  type RegleDelai,
} from './regles.ts';

const VERBES: Record<Pour, string> = { reserver: 'réserver', annuler: 'annuler' };

/** « pour lundi 6 mai, un parent peut annuler jusqu’au vendredi 3 mai à 9 h » */
export function phraseVivante(
  pour: Pour,
  regle: RegleDelai,
  jour: Jour,
  faits: FaitsDelai,
): string {
  const ouvre = dateOuverture(regle, faits);
  const limite = ecrireLimite(regle, jour, faits);
  const debut = `pour ${ecrireJour(jour)}, un parent`;
  if (limite === null) return `${debut} ne peut pas ${VERBES[pour]} en ligne`;
  const depuis = ouvre
    ? `du ${ecrireInstant(ouvre, faits.fuseau)} au ${limite}`
    : `jusqu’au ${limite}`;
  return `${debut} peut ${VERBES[pour]} ${depuis}`;
}

/** « vendredi 3 mai à 9 h », ou null : jamais en ligne. */
export function ecrireLimite(regle: RegleDelai, jour: Jour, faits: FaitsDelai): string | null {
  const limite = dateLimite(regle, jour, faits);
  return limite === 'jamais' ? null : ecrireInstant(limite, faits.fuseau);
}
