import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Calendrier } from '../calendrier/calendrier.ts';
import { joursFeriesEntre, type Territoire } from '../calendrier/feries.ts';
import { listerExceptions, listerFermetures, listerVacances } from './ouvertures.ts';

export interface PourLeCalendrier {
  activiteId: number;
  structureId: number;
  zone: string;
  territoire: Territoire;
  /** Premier et dernier jour, compris. */
  du: Jour;
  au: Jour;
}

export type CalendrierLu = Calendrier & { exceptions: Map<Jour, string> };

/** Tout ce qui ouvre ou ferme une activité entre ces jours, hors de ses propres jours d'accueil. */
export async function lireCalendrier(db: Db, qui: PourLeCalendrier): Promise<CalendrierLu> {
  return {
    feries: joursFeriesEntre(qui.du, qui.au, qui.territoire),
    vacances: await listerVacances(db, qui),
    fermetures: await listerFermetures(db, qui),
    exceptions: await listerExceptions(db, qui),
  };
}
