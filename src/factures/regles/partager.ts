/** Qui paie quoi d'un prix, un jour : docs/regles/factures.md, règles 5 à 8. */
import { type Jour, jourDeLaSemaine, nomDuJour } from '../../platform/jours.ts';
import { semaineIso } from './semaine.ts';
import type { EnfantFacture, Partage } from './types.ts';

/** La part d'un payeur ; `mention` la dit sur la facture, vide s'il paie tout. */
export interface Part {
  payeurId: number;
  montantCentimes: number;
  mention: string;
}

/**
 * Partage le prix d'une unité. `prixPour` : ce que ce payeur paierait seul, à son propre quotient.
 * Les parts en pourcentage s'arrondissent au plus grand reste : leur somme est celle des parts
 * exactes, arrondie une fois.
 */
export function partager(
  enfant: EnfantFacture,
  unite: { jour: Jour; activiteId: number },
  prixPour: (payeurId: number) => number,
): Part[] {
  const partages = partagesDuJour(enfant, unite);
  const aides = prendreEnCharge(partages, prixPour(enfant.payeurFamilleId));
  const aide = aides.reduce((somme, a) => somme + a.montantCentimes, 0);
  const reste = (payeurId: number) => Math.max(0, prixPour(payeurId) - aide);
  return [...aides, ...partagerLeReste(enfant, partages, unite.jour, reste, aide > 0)];
}

/** Règle 6 : un partage propre à l'activité l'emporte sur les partages de toutes les activités. */
export function partagesDuJour(
  enfant: EnfantFacture,
  { jour, activiteId }: { jour: Jour; activiteId: number },
): Partage[] {
  const valables = enfant.partages.filter((p) => p.du <= jour && (p.au === null || jour < p.au));
  const propres = valables.filter((p) => p.activiteId === activiteId);
  const choisis = propres.length > 0 ? propres : valables.filter((p) => p.activiteId === null);
  return choisis.toSorted((a, b) => a.payeurId - b.payeurId);
}

/** Règle 8 : les tiers d'abord, dans l'ordre, sans jamais dépasser le prix. */
function prendreEnCharge(partages: readonly Partage[], prixCentimes: number): Part[] {
  let reste = prixCentimes;
  return partages.flatMap(({ payeurId, regle }) => {
    if (regle.mode !== 'prise_en_charge') return [];
    const voulu = Math.round((prixCentimes * regle.pourcent) / 100);
    const montantCentimes = Math.min(voulu, regle.plafondCentimes ?? voulu, reste);
    reste -= montantCentimes;
    if (montantCentimes === 0) return [];
    return [{ payeurId, montantCentimes, mention: `prise en charge de ${regle.pourcent} %` }];
  });
}

type Garde = Extract<Partage['regle'], { mode: 'semaines' }>;

function aLaGarde({ semaines, jours }: Garde, jour: Jour): boolean {
  const parite = semaineIso(jour) % 2 === 0 ? 'paires' : 'impaires';
  return (
    (semaines === 'toutes' || semaines === parite) &&
    (jours === undefined || jours.includes(jourDeLaSemaine(jour)))
  );
}

/** « semaines paires », « lundis et mardis », « mercredis des semaines impaires ». */
export function direGarde({ semaines, jours }: Garde): string {
  const nommes = jours
    ?.map((j) => `${nomDuJour(j)}s`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' et $1');
  if (semaines === 'toutes') return nommes ?? 'tous les jours';
  return nommes ? `${nommes} des semaines ${semaines}` : `semaines ${semaines}`;
}

function partagerLeReste(
  enfant: EnfantFacture,
  partages: readonly Partage[],
  jour: Jour,
  reste: (payeurId: number) => number,
  aide: boolean,
): Part[] {
  const apresAide = aide ? 'après prise en charge' : '';
  const [deGarde] = partages.flatMap(({ payeurId, regle }) =>
    regle.mode === 'semaines' && aLaGarde(regle, jour) ? [{ payeurId, regle }] : [],
  );
  if (deGarde) {
    const { payeurId, regle } = deGarde;
    const mention = dire(apresAide, direGarde(regle));
    return [{ payeurId, montantCentimes: reste(payeurId), mention }];
  }
  const parts = partages.flatMap(({ payeurId, regle }) =>
    regle.mode === 'pourcentage' ? [{ payeurId, pourcent: regle.pourcent }] : [],
  );
  const total = parts.reduce((somme, p) => somme + p.pourcent, 0);
  if (total < 100) parts.push({ payeurId: enfant.payeurFamilleId, pourcent: 100 - total });
  const montants = arrondirEnsemble(parts.map((p) => reste(p.payeurId) * p.pourcent));
  return parts.map(({ payeurId, pourcent }, i) => ({
    payeurId,
    montantCentimes: montants[i] ?? 0,
    mention: dire(apresAide, pourcent === 100 ? '' : `part de ${pourcent} %`),
  }));
}

/** Des centièmes de centime en centimes, au plus grand reste (règle 7). */
function arrondirEnsemble(centiemes: readonly number[]): number[] {
  const montants = centiemes.map((c) => Math.floor(c / 100));
  const total = Math.round(centiemes.reduce((a, b) => a + b, 0) / 100);
  let aDonner = total - montants.reduce((a, b) => a + b, 0);
  const ordre = centiemes
    .map((c, rang) => ({ rang, reste: c % 100 }))
    .sort((a, b) => b.reste - a.reste || a.rang - b.rang);
  for (const { rang } of ordre) {
    if (aDonner <= 0) break;
    montants[rang] = (montants[rang] ?? 0) + 1;
    aDonner--;
  }
  return montants;
}

function dire(...mots: string[]): string {
  return mots.filter(Boolean).join(', ');
}
