/** Le banc d'essai d'une grille : des faits, le prix attendu, et la courbe quotient → prix. */
import { ajouterMois, type Jour } from '../../platform/jours.ts';
import { calculerTarif } from './calculer.ts';
import type { Base, FaitsTarif, Grille, Prix, Regime } from './types.ts';

/** Ce qu'on fait varier au banc ; le jour est celui où part la grille. */
export type FaitsEssai = Omit<FaitsTarif, 'jour' | 'quotient'> & {
  /** En euros ; null : inconnu. */
  quotient: number | null;
  regime: Regime;
};

/** Rangé dans `grilles.exemples` : ce que la délibération veut que l'on paie. */
export interface Exemple {
  faits: FaitsEssai;
  attenduCentimes: number;
}

export const FAITS_ORDINAIRES: FaitsEssai = {
  quotient: 640,
  regime: 'caf',
  resident: true,
  rangFratrie: 1,
  panierRepas: false,
  situation: 'reservee',
  horsDelai: false,
  dureeMinutes: null,
  retardMinutes: 0,
  rangAbsenceExcusee: 0,
};

/** Au banc, un quotient vaut l'année civile où part la grille. */
export function essayer(grille: Grille, faits: FaitsEssai): Prix {
  const { quotient, regime, ...reste } = faits;
  const du: Jour = `${grille.du.slice(0, 4)}-01-01`;
  return calculerTarif(grille, {
    ...reste,
    jour: grille.du,
    quotient: quotient === null ? null : { valeur: quotient, regime, du, au: ajouterMois(du, 12) },
  });
}

export interface Verdict {
  exemple: Exemple;
  prix: Prix;
  passe: boolean;
}

/** Tarifs, règle 17. */
export function verifierExemples(grille: Grille, exemples: readonly Exemple[]): Verdict[] {
  return exemples.map((exemple) => {
    const prix = essayer(grille, exemple.faits);
    return { exemple, prix, passe: prix.montantCentimes === exemple.attenduCentimes };
  });
}

const SITUATIONS: Record<FaitsTarif['situation'], string> = {
  reservee: '',
  presente_sans_reservation: 'venu sans réservation',
  absente: 'absence non excusée',
  absente_excusee: 'absence excusée',
};

/** « QF 640, hors commune, 2e enfant » : un exemple en peu de mots. */
export function direFaits(f: FaitsEssai): string {
  const absence = f.situation === 'absente_excusee' ? ` (la ${f.rangAbsenceExcusee}e du mois)` : '';
  return [
    f.quotient === null ? 'QF inconnu' : `QF ${f.quotient}`,
    f.regime === 'caf' ? '' : f.regime === 'msa' ? 'MSA' : 'sans régime',
    f.resident ? '' : 'hors commune',
    f.rangFratrie > 1 ? `${f.rangFratrie}e enfant` : '',
    f.panierRepas ? 'panier-repas' : '',
    SITUATIONS[f.situation] + absence.replace('(la 1e', '(la 1re'),
    f.horsDelai ? 'réservé hors délai' : '',
    f.dureeMinutes === null ? '' : `${f.dureeMinutes}\u00a0min`,
    f.retardMinutes > 0 ? `retard de ${f.retardMinutes}\u00a0min` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

export interface PointDeCourbe {
  quotient: number;
  centimes: number;
}

/** Les quotients où le prix change de pas, et la fin de l'axe. */
export function courbeDe(
  grille: Grille,
  faits: Partial<FaitsEssai> = {},
): { jusqua: number; points: PointDeCourbe[] } {
  const jusqua = finDeLAxe(grille);
  const bornes = basesDe(grille).flatMap((b) =>
    b.mode === 'tranches' ? b.tranches.map((t) => t.des) : coudesDe(b),
  );
  const reguliers = Array.from({ length: 101 }, (_, i) => Math.round((i * jusqua) / 100));
  const quotients = [...new Set([...bornes, ...reguliers])]
    .filter((q) => q <= jusqua)
    .sort((a, b) => a - b);
  const points = quotients.map((quotient) => ({
    quotient,
    centimes: essayer(grille, { ...FAITS_ORDINAIRES, ...faits, quotient }).montantCentimes,
  }));
  return { jusqua, points };
}

function finDeLAxe(grille: Grille): number {
  const reperes = basesDe(grille).flatMap((b) =>
    b.mode === 'tranches' ? b.tranches.map((t) => t.des) : coudesDe(b),
  );
  const utile = Math.max(800, ...reperes) * 1.25;
  return Math.min(100_000, Math.ceil(utile / 100) * 100);
}

function coudesDe(base: Base): number[] {
  if (base.mode !== 'taux_effort') return [];
  const centimesParEuro = base.tauxMillioniemes / 10_000;
  return [base.plancherCentimes, base.plafondCentimes].map((c) =>
    Math.min(100_000, Math.ceil(c / centimesParEuro)),
  );
}

function basesDe({ regle }: Grille): Base[] {
  const propres = Object.values(regle.regimes ?? {});
  return [regle.base, ...(regle.nonResidents ? [regle.nonResidents] : []), ...propres];
}
