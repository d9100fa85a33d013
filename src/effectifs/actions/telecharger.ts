import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireJour, type Jour } from '../../platform/jours.ts';
import { listerEffectifsArretes, listerPrestationsDuJour } from '../requetes/lire.ts';
import { ecrireEffectifsEnCsv } from './fichier.ts';

/** Les effectifs arrêtés d'un jour, pour un tableur : ce qu'un courriel en dirait ; null : rien n'est arrêté ce jour-là. */
export async function telechargerLesEffectifs(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  demande: { structures: readonly number[] | null; jour: Jour; acteur: Acteur },
): Promise<string | null> {
  const { structures, jour, acteur } = demande;
  const prestations = await listerPrestationsDuJour(db, structures, jour);
  const ids = prestations.flatMap((p) => p.effectifId ?? []);
  if (ids.length === 0) return null;
  await transaction(db, (tx) =>
    noter(tx, {
      le: clock.now(),
      acteur,
      verbe: 'telecharger_effectifs',
      phrase: `${acteur.nom} a téléchargé les effectifs de cuisine du ${ecrireJour(jour)}.`,
      sujets: [...new Set(prestations.map((p) => `activite:${p.activiteId}`))],
    }),
  );
  return ecrireEffectifsEnCsv(await listerEffectifsArretes(db, ids));
}
