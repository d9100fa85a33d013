import type { Db } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { effacerAttendus } from '../requetes/oublier.ts';

/** Une réclamation sur un repas arrive avec la facture du mois ; ensuite, les nombres suffisent. */
export const NOMS_GARDES_JOURS = 45;

/** Chaque nuit : efface qui était compté, garde combien. */
export async function oublierLesNoms({ db, clock }: { db: Db } & Pick<Services, 'clock'>) {
  const le = clock.now();
  const avant = new Date(le.getTime() - NOMS_GARDES_JOURS * 86_400_000);
  await effacerAttendus(db, avant.toISOString().slice(0, 10), le);
}
