import type { Tx } from '../../platform/db.ts';
import {
  type FactureAPasser,
  insererEcrituresDeFactures,
  listerFacturesAPasser,
  listerPayeursDesFactures,
} from '../requetes/ecritures.ts';
import { verrouillerPayeurs } from '../requetes/payeurs.ts';
import { rendreTropPercus, utiliserCredits } from './crediter.ts';
import { retenirJour } from './jour.ts';
import { prendreNumeros } from './numeroter.ts';

/**
 * Écrit des factures et des avoirs dans les comptes, dans la transaction qui les émet : une écriture
 * équilibrée chacun, une seule fois. Un avoir rend en crédit ce qui avait été payé ; une facture
 * neuve consomme le crédit de son payeur.
 */
export async function passerFactures(
  tx: Tx,
  factureIds: readonly number[],
  qui: { le: Date; compteId: number | null },
): Promise<void> {
  if (factureIds.length === 0) return;
  await verrouillerPayeurs(tx, await listerPayeursDesFactures(tx, factureIds));
  const aPasser = await listerFacturesAPasser(tx, factureIds);
  for (const [regieId, factures] of Map.groupBy(aPasser, (f) => f.regieId)) {
    const avoirs = factures.filter((f) => f.genre === 'avoir');
    const neuves = factures.filter((f) => f.genre === 'facture');
    await rendreTropPercus(tx, idsDe(avoirs), qui.le);
    const cible = { regieId, payeurIds: payeursDe(neuves), factureIds: idsDe(neuves) };
    if (neuves.length > 0) await utiliserCredits(tx, cible, qui.le);
    await ecrire(tx, regieId, factures, qui);
  }
}

/** Par jour comptable, du plus ancien au plus récent : une campagne n'en a qu'un. */
async function ecrire(
  tx: Tx,
  regieId: number,
  factures: readonly FactureAPasser[],
  qui: { le: Date; compteId: number | null },
): Promise<void> {
  const parJour = Map.groupBy(factures, (f) => f.jour);
  for (const demande of [...parJour.keys()].sort()) {
    const ids = idsDe(parJour.get(demande) ?? []);
    const { jour, exercice } = await retenirJour(tx, regieId, demande);
    const premier = await prendreNumeros(tx, {
      regieId,
      exercice,
      serie: 'ecriture',
      nombre: ids.length,
    });
    await insererEcrituresDeFactures(tx, ids, { ...qui, exercice, premier, jour });
  }
}

const idsDe = (factures: readonly FactureAPasser[]) => factures.map((f) => f.id);
const payeursDe = (factures: readonly FactureAPasser[]) => [
  ...new Set(factures.map((f) => f.payeurId)),
];
