import { assertNever } from '../../../platform/errors.ts';
import { ajouterJours, type Jour } from '../../../platform/jours.ts';

/** Les réglages des relances ; docs/regles/relances.md les explique, un essai les compare. */
export const RELANCES = {
  /** Jours après l'échéance, par degré. */
  delaisJours: { 1: 15, 2: 30, 3: 45 },
  /** Entre deux relances d'une même facture, au moins. */
  entreDeuxJours: 10,
  /** Après la dernière relance, avant le titre. */
  titreApresJours: 15,
  /** En dessous, une relance coûte plus qu'elle ne rapporte. */
  relanceAuMoinsCentimes: 100,
  /** Pas de titre sous quinze euros (CGCT, art. D. 1611-1) : on groupe. */
  titreAuMoinsCentimes: 1500,
} as const;

export type Degre = 1 | 2 | 3;

/** Ce qu'il faut savoir d'une facture impayée pour décider quoi en faire. */
export interface FaitsImpaye {
  resteCentimes: number;
  echeance: Jour;
  derniereRelance: { degre: Degre; jour: Jour } | null;
  /** Une contestation attend sa réponse. */
  contestee: boolean;
  /** Un paiement en ligne ou un prélèvement n'a pas encore répondu. */
  paiementEnCours: boolean;
}

export type RaisonAttente =
  | 'soldee'
  | 'trop_petite'
  | 'pas_echue'
  | 'contestee'
  | 'paiement_en_cours'
  | 'trop_tot';

export type DecisionImpaye =
  | { geste: 'relancer'; degre: Degre }
  | { geste: 'titrer' }
  | { geste: 'attendre'; raison: RaisonAttente; jusquau: Jour | null };

/** Que faire d'une facture impayée, ce jour-là. Relances, règles 1 à 5. */
export function deciderImpaye(f: FaitsImpaye, aujourdhui: Jour): DecisionImpaye {
  const attendre = (raison: RaisonAttente, jusquau: Jour | null = null): DecisionImpaye => ({
    geste: 'attendre',
    raison,
    jusquau,
  });
  if (f.resteCentimes <= 0) return attendre('soldee');
  if (aujourdhui <= f.echeance) return attendre('pas_echue', ajouterJours(f.echeance, 1));
  if (f.contestee) return attendre('contestee');
  if (f.paiementEnCours) return attendre('paiement_en_cours');
  const derniere = f.derniereRelance;
  if (derniere?.degre === 3) {
    const titrable = ajouterJours(derniere.jour, RELANCES.titreApresJours);
    return aujourdhui >= titrable ? { geste: 'titrer' } : attendre('trop_tot', titrable);
  }
  if (f.resteCentimes < RELANCES.relanceAuMoinsCentimes) return attendre('trop_petite');
  const degre = degreSuivant(derniere?.degre ?? null);
  const prevue = ajouterJours(f.echeance, RELANCES.delaisJours[degre]);
  const le = derniere
    ? auPlusTot(prevue, ajouterJours(derniere.jour, RELANCES.entreDeuxJours))
    : prevue;
  return aujourdhui >= le ? { geste: 'relancer', degre } : attendre('trop_tot', le);
}

/** Le premier jour où les deux conditions tiennent. */
function auPlusTot(prevue: Jour, apresLaDerniere: Jour): Jour {
  if (apresLaDerniere > prevue) return apresLaDerniere;
  return prevue;
}

function degreSuivant(degre: 1 | 2 | null): Degre {
  if (degre === null) return 1;
  return degre === 1 ? 2 : 3;
}

/** Un titre vaut pour toutes les factures d'un payeur qui en sont là, ou pour aucune. */
export function deciderTitre(
  restesCentimes: readonly number[],
): { titrer: true; totalCentimes: number } | { titrer: false; manqueCentimes: number } {
  const total = restesCentimes.reduce((somme, r) => somme + r, 0);
  const manque = RELANCES.titreAuMoinsCentimes - total;
  return manque > 0
    ? { titrer: false, manqueCentimes: manque }
    : { titrer: true, totalCentimes: total };
}

/** La décision, pour l'agent. */
export function direDecision(d: DecisionImpaye, ecrire: (jour: Jour) => string): string {
  switch (d.geste) {
    case 'relancer':
      return `À relancer (degré ${d.degre})`;
    case 'titrer':
      return 'À passer en titre';
    case 'attendre':
      return direAttente(d.raison, d.jusquau ? ecrire(d.jusquau) : '');
    default:
      return assertNever(d);
  }
}

function direAttente(raison: RaisonAttente, le: string): string {
  switch (raison) {
    case 'soldee':
      return 'Soldée';
    case 'trop_petite':
      return 'Trop petite pour une relance';
    case 'pas_echue':
      return 'Pas encore échue';
    case 'contestee':
      return 'Contestée : répondez d’abord';
    case 'paiement_en_cours':
      return 'Paiement en cours';
    case 'trop_tot':
      return `Rien avant le ${le}`;
    default:
      return assertNever(raison);
  }
}

/** La balance âgée range le reste dû par retard, en jours après l'échéance. */
export const TRANCHES_D_AGE = [
  { cle: 'a_venir', libelle: 'Pas encore échu', auPlus: 0 },
  { cle: 'moins_30', libelle: '1 à 30 jours', auPlus: 30 },
  { cle: 'moins_60', libelle: '31 à 60 jours', auPlus: 60 },
  { cle: 'moins_90', libelle: '61 à 90 jours', auPlus: 90 },
  { cle: 'plus', libelle: 'Plus de 90 jours', auPlus: Number.POSITIVE_INFINITY },
] as const;
