/**
 * Le prix d'un enfant, une prestation, un jour (ou un mois, une année) : docs/regles/tarifs.md.
 *
 * Tout se compte en entiers, en millionièmes de millionième de centime : un taux d'effort a six
 * décimales, et trois pourcentages au plus s'enchaînent (fratrie, panier-repas, majoration). Rien ne
 * s'arrondit donc avant la dernière ligne (Tarifs, règle 14).
 */
import { assertNever } from '../../platform/errors.ts';
import * as dire from './phrases.ts';
import type { Base, Effet, FaitsTarif, Grille, Prix, Quotient } from './types.ts';

const CENTIME = 1_000_000_000_000n;
const MILLIONIEME = 1_000_000n;

type Etape = { libelle: string; exact: bigint };
type Alerte = Prix['alertes'][number];

/** Le prix et son explication. Toujours défini, jamais négatif. */
export function calculerTarif(grille: Grille, faits: FaitsTarif): Prix {
  const { base, dite } = choisirBase(grille, faits);
  const prix = lireBase(base, faits.quotient);
  const compte = new Compte([dite, prix.libelle].filter(Boolean).join(', '), prix.exact);
  if (grille.regle.periodicite === 'jour') facturerLeJour(compte, grille, faits);
  else {
    compte.dire(dire.direForfait(grille.regle.periodicite));
    reduire(compte, grille, faits);
  }
  const { etapes, montantCentimes } = compte.arrondir();
  return {
    montantCentimes,
    explication: dire.expliquer(compte.motifs, montantCentimes, grille.deliberation),
    etapes,
    alertes: alertesDe(grille, faits, montantCentimes),
  };
}

/** Règle 3 : hors commune, puis le régime, puis la base. */
function choisirBase({ regle }: Grille, faits: FaitsTarif): { base: Base; dite: string } {
  if (!faits.resident && regle.nonResidents) {
    return { base: regle.nonResidents, dite: 'hors commune' };
  }
  const regime = faits.quotient?.regime;
  const propre = regime && regle.regimes?.[regime];
  return propre ? { base: propre, dite: dire.direRegime(regime) } : { base: regle.base, dite: '' };
}

/** Règles 4 à 6 : le prix de base, et comment il a été trouvé. */
function lireBase(base: Base, quotient: Quotient | null): Etape {
  switch (base.mode) {
    case 'unique':
      return { libelle: 'tarif unique', exact: enExact(base.centimes) };
    case 'tranches': {
      if (!quotient) return { libelle: dire.PAR_DEFAUT, exact: enExact(base.defautCentimes) };
      const rang = rangDeTranche(base.tranches, quotient.valeur);
      const centimes = base.tranches[rang - 1]?.centimes ?? base.defautCentimes;
      return { libelle: dire.direTranche(rang, quotient), exact: enExact(centimes) };
    }
    case 'taux_effort':
      return lireTaux(base, quotient);
    default:
      return assertNever(base);
  }
}

/** 1 pour la première ; une borne appartient à la tranche qu'elle ouvre. */
export function rangDeTranche(tranches: readonly { des: number }[], valeur: number): number {
  return Math.max(1, tranches.filter((t) => t.des <= valeur).length);
}

function lireTaux(base: Extract<Base, { mode: 'taux_effort' }>, quotient: Quotient | null): Etape {
  const plafond = enExact(base.plafondCentimes);
  if (!quotient) return { libelle: dire.PLAFOND_PAR_DEFAUT, exact: plafond };
  const brut = BigInt(quotient.valeur) * 100n * BigInt(base.tauxMillioniemes) * MILLIONIEME;
  const plancher = enExact(base.plancherCentimes);
  if (brut > plafond) return { libelle: dire.direTaux(base, quotient, 'plafond'), exact: plafond };
  if (brut < plancher)
    return { libelle: dire.direTaux(base, quotient, 'plancher'), exact: plancher };
  return { libelle: dire.direTaux(base, quotient, null), exact: brut };
}

function facturerLeJour(compte: Compte, grille: Grille, faits: FaitsTarif): void {
  const { regle } = grille;
  const enCarence = faits.rangAbsenceExcusee <= (regle.carenceJours ?? 0);
  const { duree } = regle;
  if (duree) {
    const unites = compterUnites(duree, faits.dureeMinutes);
    compte.fixer(dire.direUnites(unites, duree.uniteMinutes), compte.exact * BigInt(unites));
  }
  reduire(compte, grille, faits);
  if (faits.situation === 'absente_excusee') {
    if (enCarence) compte.dire(dire.direCarence(faits.rangAbsenceExcusee));
    else compte.fixer('absence excusée', 0n);
    return;
  }
  majorer(compte, grille, faits);
}

/** Règle 7 : toute unité commencée est due, et toujours une au moins. */
function compterUnites(
  { uniteMinutes, minimumMinutes, entiereMinutes }: NonNullable<Grille['regle']['duree']>,
  dureeMinutes: number | null,
): number {
  const minutes = Math.max(dureeMinutes ?? entiereMinutes ?? 0, minimumMinutes ?? 0, 1);
  return Math.ceil(minutes / uniteMinutes);
}

/** Règles 8 et 9 : la fratrie, puis le panier-repas. */
function reduire(compte: Compte, grille: Grille, faits: FaitsTarif): void {
  const { fratrie = [], panierRepas } = grille.regle;
  const atteints = fratrie.filter((f) => f.rang <= faits.rangFratrie);
  const [plusHaut] = atteints.toSorted((a, b) => b.rang - a.rang);
  if (plusHaut) {
    const apres = appliquer(plusHaut.effet, compte.exact, compte.exact, grille);
    compte.fixer(dire.direFratrie(faits.rangFratrie), apres);
  }
  if (panierRepas && faits.panierRepas) {
    compte.fixer('panier-repas', appliquer(panierRepas, compte.exact, compte.exact, grille));
  }
}

/**
 * Règles 11 et 12. Un pourcentage est celui du prix d'avant majoration ; un prix fixe remplace ce prix
 * aussi, sans quoi un quotient plus grand pourrait payer moins.
 */
function majorer(compte: Compte, grille: Grille, faits: FaitsTarif): void {
  const { majorations = {} } = grille.regle;
  let avant = compte.exact;
  const ajouter = (libelle: string, effet: Effet | undefined) => {
    if (!effet) return;
    compte.fixer(libelle, appliquer(effet, compte.exact, avant, grille));
    if (effet.mode !== 'pourcent' && effet.mode !== 'somme') avant = compte.exact;
  };
  const reservee = faits.situation === 'reservee' || faits.situation === 'absente';
  if (reservee && faits.horsDelai) ajouter('réservé hors délai', majorations.horsDelai);
  if (faits.situation === 'presente_sans_reservation') {
    ajouter('venu sans réservation', majorations.sansReservation);
  }
  if (faits.situation === 'absente') {
    ajouter('absence non excusée', majorations.absence);
    return;
  }
  const { retard } = majorations;
  if (!retard || faits.retardMinutes <= 0) return;
  const fois = retard.uniteMinutes ? Math.ceil(faits.retardMinutes / retard.uniteMinutes) : 1;
  compte.fixer(
    dire.direRetard(fois, retard.uniteMinutes),
    compte.exact + enExact(retard.centimes) * BigInt(fois),
  );
}

/** `assiette` : ce dont on prend le pourcentage. Un prix fixe remplace tout ce qui précède. */
function appliquer(effet: Effet, prix: bigint, assiette: bigint, grille: Grille): bigint {
  switch (effet.mode) {
    case 'pourcent':
      return prix + (assiette * BigInt(effet.pourcent)) / 100n;
    case 'somme':
      return prix + enExact(effet.centimes);
    case 'prix':
      return enExact(effet.centimes);
    case 'gratuit':
      return 0n;
    case 'cout_de_revient':
      // La publication refuse cet effet sans coût de revient ; un essai de brouillon garde le prix.
      return grille.coutDeRevientCentimes === null ? prix : enExact(grille.coutDeRevientCentimes);
    default:
      return assertNever(effet);
  }
}

function alertesDe(grille: Grille, faits: FaitsTarif, montant: number): Alerte[] {
  const alertes: Alerte[] = [];
  if (!faits.quotient && compteLeQuotient(grille, faits)) alertes.push('quotient_inconnu');
  const { coutDeRevientCentimes } = grille;
  if (coutDeRevientCentimes !== null && montant > coutDeRevientCentimes) {
    alertes.push('au_dessus_du_cout_de_revient');
  }
  return alertes;
}

/** Vrai si un autre quotient, ou un autre régime, pourrait donner un autre prix. */
export function compteLeQuotient(grille: Grille, faits: FaitsTarif): boolean {
  const { regle } = grille;
  if (choisirBase(grille, faits).base.mode !== 'unique') return true;
  return regle.regimes !== undefined && (faits.resident || !regle.nonResidents);
}

function enExact(centimes: number): bigint {
  return BigInt(centimes) * CENTIME;
}

/** Le prix qui se fait, étape par étape. Il ne descend jamais sous zéro (règle 13). */
class Compte {
  exact: bigint;
  readonly motifs: string[];
  readonly #cumuls: Etape[];

  constructor(libelle: string, exact: bigint) {
    this.exact = exact;
    this.motifs = [libelle];
    this.#cumuls = [{ libelle, exact }];
  }

  fixer(libelle: string, exact: bigint): void {
    this.exact = exact < 0n ? 0n : exact;
    this.motifs.push(libelle);
    this.#cumuls.push({ libelle, exact: this.exact });
  }

  /** Ce qui s'explique sans rien changer au prix. */
  dire(libelle: string): void {
    this.motifs.push(libelle);
  }

  /** Règle 14 : on arrondit le total, et chaque étape est ce qu'elle fait bouger au total. */
  arrondir(): Pick<Prix, 'etapes' | 'montantCentimes'> {
    let cumul = 0;
    const etapes = this.#cumuls.map(({ libelle, exact }) => {
      const total = Number((exact + CENTIME / 2n) / CENTIME);
      const centimes = total - cumul;
      cumul = total;
      return { libelle, centimes };
    });
    return { etapes, montantCentimes: cumul };
  }
}
