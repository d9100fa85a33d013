/** Ce qui peut se pointer, et quand une correction demande un motif : docs/regles/pointages.md. */
import type { Jour } from '../../platform/jours.ts';

export type Etat = 'present' | 'absent' | 'absent_excuse';

export interface Pointage {
  etat: Etat;
  arrivee: string | null;
  depart: string | null;
  motif: string | null;
}

export interface FaitsDePointage {
  aujourdhui: Jour;
  jour: Jour;
  /** Une facture porte déjà cet enfant, cette prestation, ce jour. */
  facture: boolean;
  /** Ce qui est déjà pointé ; null : rien. */
  deja: Pointage | null;
  nouveau: Pointage;
}

export type DecisionPointage =
  | { issue: 'pointer' }
  | { issue: 'rien' }
  | { issue: 'refuser'; raison: 'a_venir' | 'facture' | 'motif' | 'heures'; phrase: string };

/** Décide un pointage. L'ordre des raisons va de la plus définitive à la plus réparable. */
export function deciderPointage(faits: FaitsDePointage): DecisionPointage {
  const { aujourdhui, jour, deja, nouveau } = faits;
  if (jour > aujourdhui) {
    return refuser('a_venir', 'Ce jour n’est pas encore venu : il se pointera le jour même.');
  }
  if (deja && identiques(deja, nouveau)) return { issue: 'rien' };
  if (faits.facture) {
    return refuser('facture', 'Ce jour est déjà facturé : il se corrige par un avoir de la régie.');
  }
  if (nouveau.arrivee !== null && nouveau.depart !== null && nouveau.depart < nouveau.arrivee) {
    return refuser('heures', 'L’heure de départ vient avant l’heure d’arrivée.');
  }
  // Le jour même, on tâtonne ; ensuite, changer ce qui est écrit s'explique.
  if (deja && jour < aujourdhui && !nouveau.motif?.trim()) {
    return refuser('motif', 'Dites pourquoi vous corrigez un jour passé.');
  }
  return { issue: 'pointer' };
}

function identiques(a: Pointage, b: Pointage): boolean {
  return a.etat === b.etat && a.arrivee === b.arrivee && a.depart === b.depart;
}

function refuser(
  raison: Extract<DecisionPointage, { issue: 'refuser' }>['raison'],
  phrase: string,
): DecisionPointage {
  return { issue: 'refuser', raison, phrase };
}
