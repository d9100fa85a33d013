import { type Acteur, noter } from '../../journal/actions.ts';
import { ecrireEuros } from '../../platform/argent.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import type { Jour } from '../../platform/jours.ts';
import { ecrireNumero } from '../regles/jours.ts';
import { compteDuMode, MODES, type Mode } from '../regles/modes.ts';
import { insererBordereau, listerARemettre, verrouillerRegie } from '../requetes/caisse.ts';
import { insererEcriture } from '../requetes/ecritures.ts';
import { retenirJour } from './jour.ts';
import { prendreNumeros } from './numeroter.ts';

/**
 * Remet à la banque les règlements choisis d'un mode, sur un bordereau : ils passent au compte de
 * dépôt de fonds.
 * @throws Refus si rien n'est choisi, ou si l'un d'eux n'est plus à remettre
 */
export async function remettre(
  services: Pick<Services, 'db' | 'clock'>,
  geste: {
    regieId: number;
    mode: Mode;
    jour: Jour;
    reglementIds: readonly number[];
    acteur: Acteur & { compteId: number };
  },
): Promise<number> {
  const le = services.clock.now();
  const { regieId, mode, acteur } = geste;
  return transaction(services.db, async (tx) => {
    if (!(await verrouillerRegie(tx, regieId))) throw new Introuvable();
    const choisis = new Set(geste.reglementIds);
    if (choisis.size === 0) throw new Refus('choix', 'Cochez au moins un règlement à remettre.');
    const attendus = await listerARemettre(tx, regieId);
    const remis = attendus.filter((r) => choisis.has(r.id) && r.mode === mode);
    if (remis.length !== choisis.size) {
      throw new Refus(
        'deja',
        'Un de ces règlements vient d’être remis ou annulé. Relisez la liste.',
      );
    }
    const montantCentimes = remis.reduce((total, r) => total + r.montantCentimes, 0);
    const { jour, exercice } = await retenirJour(tx, regieId, geste.jour);
    const numero = await prendreNumeros(tx, { regieId, exercice, serie: 'bordereau', nombre: 1 });
    const bordereau = {
      regieId,
      exercice,
      numero,
      mode,
      jour,
      montantCentimes,
      le,
      compteId: acteur.compteId,
    };
    const ids = remis.map((r) => r.id);
    const bordereauId = await insererBordereau(tx, bordereau, ids);
    const nom = `Bordereau ${ecrireNumero(exercice, numero)}, ${MODES[mode].libelle}`;
    const rang = await prendreNumeros(tx, { regieId, exercice, serie: 'ecriture', nombre: 1 });
    await insererEcriture(
      tx,
      {
        regieId,
        exercice,
        numero: rang,
        jour,
        genre: 'remise',
        libelle: nom,
        le,
        compteId: acteur.compteId,
      },
      [
        { compte: 'depot_de_fonds', montantCentimes },
        { compte: compteDuMode(mode), montantCentimes: -montantCentimes },
      ],
    );
    await noter(tx, {
      le,
      acteur,
      verbe: 'remettre',
      phrase: `${nom} : ${remis.length} pour ${ecrireEuros(montantCentimes)}.`,
      sujets: ['regie', `bordereau:${bordereauId}`],
    });
    return bordereauId;
  });
}
