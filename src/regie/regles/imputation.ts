import type { Jour } from '../../platform/jours.ts';

/** Une facture qui attend de l'argent, telle que l'imputation a besoin de la connaître. */
export interface FactureOuverte {
  id: number;
  jour: Jour;
  resteCentimes: number;
  /** La part du reste qu'un CESU peut encore régler : la garde, jamais le repas. */
  cesuCentimes: number;
}

export interface Part {
  factureId: number;
  montantCentimes: number;
}

export interface Repartition {
  imputations: Part[];
  /** Ce qui n'a trouvé aucune facture : gardé au nom du payeur. */
  creditCentimes: number;
}

export interface OptionsRepartition {
  /** Les factures choisies par qui paie ; absent : toutes, la plus ancienne d'abord. */
  choix?: readonly number[] | undefined;
  cesu?: boolean | undefined;
}

/**
 * Pose une somme sur des factures (Régie, règles 4 à 6) : la plus ancienne d'abord, jamais plus que
 * le reste de chacune ; un CESU, jamais plus que la part de garde. Le surplus reste en crédit.
 * L'ordre où les factures sont données ne change rien.
 */
export function repartir(
  montantCentimes: number,
  factures: readonly FactureOuverte[],
  options: OptionsRepartition = {},
): Repartition {
  const { choix, cesu = false } = options;
  const visees = choix ? factures.filter((f) => choix.includes(f.id)) : factures;
  const imputations: Part[] = [];
  let disponible = Math.max(0, montantCentimes);
  for (const facture of visees.toSorted(parAnciennete)) {
    const accepte = cesu
      ? Math.min(facture.cesuCentimes, facture.resteCentimes)
      : facture.resteCentimes;
    const pose = Math.min(disponible, Math.max(0, accepte));
    if (pose === 0) continue;
    imputations.push({ factureId: facture.id, montantCentimes: pose });
    disponible -= pose;
  }
  return { imputations, creditCentimes: disponible };
}

function parAnciennete(a: FactureOuverte, b: FactureOuverte): number {
  if (a.jour !== b.jour) return a.jour < b.jour ? -1 : 1;
  return a.id - b.id;
}

/** Un règlement dont une partie n'est pas encore imputée. */
export interface Credit {
  reglementId: number;
  jour: Jour;
  disponibleCentimes: number;
  cesu: boolean;
}

export interface Imputation extends Part {
  reglementId: number;
}

/**
 * Pose les crédits d'un payeur sur ses factures : les CESU d'abord, puisqu'ils ne vont pas partout,
 * puis le plus ancien (Régie, règle 7).
 */
export function poserLesCredits(
  credits: readonly Credit[],
  factures: readonly FactureOuverte[],
): Imputation[] {
  let ouvertes = [...factures];
  return credits.toSorted(parUsage).flatMap(({ reglementId, disponibleCentimes, cesu }) => {
    const { imputations } = repartir(disponibleCentimes, ouvertes, { cesu });
    ouvertes = ouvertes.map((f) => entamer(f, imputations, cesu));
    return imputations.map((part) => ({ ...part, reglementId }));
  });
}

function parUsage(a: Credit, b: Credit): number {
  if (a.cesu !== b.cesu) return a.cesu ? -1 : 1;
  if (a.jour !== b.jour) return a.jour < b.jour ? -1 : 1;
  return a.reglementId - b.reglementId;
}

function entamer(f: FactureOuverte, parts: readonly Part[], cesu: boolean): FactureOuverte {
  const pose = parts.find((p) => p.factureId === f.id)?.montantCentimes ?? 0;
  const resteCentimes = f.resteCentimes - pose;
  const part = cesu ? f.cesuCentimes - pose : f.cesuCentimes;
  return { ...f, resteCentimes, cesuCentimes: Math.min(part, resteCentimes) };
}

/** Ce qu'un règlement a posé sur une facture, libérations déduites. */
export interface Pose {
  reglementId: number;
  montantCentimes: number;
}

/**
 * Ce qu'il faut reprendre d'une facture trop payée, la dernière imputation d'abord : un avoir rend
 * l'argent au payeur sous forme de crédit (Régie, règle 9). Les montants rendus sont positifs.
 */
export function liberer(posesDansLOrdre: readonly Pose[], tropCentimes: number): Pose[] {
  let trop = Math.max(0, tropCentimes);
  return posesDansLOrdre.toReversed().flatMap(({ reglementId, montantCentimes }) => {
    const repris = Math.min(trop, montantCentimes);
    trop -= repris;
    return repris > 0 ? [{ reglementId, montantCentimes: repris }] : [];
  });
}
