import type { Tx } from '../../platform/db.ts';
import { type Imputation, liberer, poserLesCredits } from '../regles/imputation.ts';
import { listerCredits, listerFacturesOuvertes } from '../requetes/payeurs.ts';
import { insererImputations, listerTropPercus } from '../requetes/reglements.ts';

/**
 * Pose le crédit de ces payeurs sur leurs factures ouvertes, ou sur `factureIds` seules. Les payeurs
 * sont déjà verrouillés. Rend ce qui a été posé.
 */
export async function utiliserCredits(
  tx: Tx,
  cible: { regieId: number; payeurIds: readonly number[]; factureIds?: readonly number[] },
  le: Date,
): Promise<Imputation[]> {
  const credits = await listerCredits(tx, cible.regieId, cible.payeurIds);
  if (credits.length === 0) return [];
  const credites = [...new Set(credits.map((c) => c.payeurId))];
  const visees = cible.factureIds ? new Set(cible.factureIds) : null;
  const ouvertes = await listerFacturesOuvertes(tx, cible.regieId, credites);
  const factures = ouvertes.filter((f) => !visees || visees.has(f.id));
  const creditsDe = Map.groupBy(credits, (c) => c.payeurId);
  const facturesDe = Map.groupBy(factures, (f) => f.payeurId);
  const imputations = credites.flatMap((id) =>
    poserLesCredits(creditsDe.get(id) ?? [], facturesDe.get(id) ?? []),
  );
  await insererImputations(tx, imputations, le);
  return imputations;
}

/** Un avoir sur une facture payée rend l'argent au payeur, en crédit (Régie, règle 9). */
export async function rendreTropPercus(
  tx: Tx,
  avoirIds: readonly number[],
  le: Date,
): Promise<void> {
  if (avoirIds.length === 0) return;
  const trop = await listerTropPercus(tx, avoirIds);
  const rendues = trop.flatMap(({ factureId, tropCentimes, poses }) =>
    liberer(poses, tropCentimes).map((p) => ({
      factureId,
      reglementId: p.reglementId,
      montantCentimes: -p.montantCentimes,
    })),
  );
  await insererImputations(tx, rendues, le);
}
