import type { Jour } from '../../platform/jours.ts';

/** Une version de grille : vaut de `du` jusqu'à la version publiée suivante. */
export interface Grille {
  id: number;
  prestationId: number;
  du: Jour;
  /** « 2026-031 » ; null tant qu'elle n'est pas publiée. */
  deliberation: string | null;
  regle: RegleTarif;
  coutDeRevientCentimes: number | null;
}

export type Regime = 'caf' | 'msa' | 'aucun';

export interface Quotient {
  /** En euros. */
  valeur: number;
  regime: Regime;
  du: Jour;
  /** Exclu ; null : jusqu'à nouvel ordre. */
  au: Jour | null;
}

/** Réservé et venu (ou pas encore pointé), venu sans réserver, ou pas venu. */
export type Situation = 'reservee' | 'presente_sans_reservation' | 'absente' | 'absente_excusee';

/** Tout ce dont dépend un prix, pour un enfant, une prestation, un jour, un payeur. */
export interface FaitsTarif {
  jour: Jour;
  /** Celui du payeur, ce jour-là ; null : inconnu, le tarif par défaut de la grille s'applique. */
  quotient: Quotient | null;
  resident: boolean;
  /** 1 pour l'aîné des enfants de la famille inscrits à l'activité ce mois-là. */
  rangFratrie: number;
  /** Projet d'accueil individualisé : l'enfant apporte son repas. */
  panierRepas: boolean;
  situation: Situation;
  /** Réservé après la date limite. */
  horsDelai: boolean;
  /** Durée pointée ; null : la prestation entière. */
  dureeMinutes: number | null;
  /** Minutes passées après la fin de la prestation. */
  retardMinutes: number;
  /** Rang de cette absence excusée dans le mois, à partir de 1 : la carence facture les premières. */
  rangAbsenceExcusee: number;
}

/** Base d'un prix, en centimes. Les taux sont en millionièmes : 0,55 % = 5 500. */
export type Base =
  | { mode: 'unique'; centimes: number }
  /** Bornes basses croissantes ; la première vaut 0. `defaut` : quotient inconnu. */
  | { mode: 'tranches'; tranches: { des: number; centimes: number }[]; defautCentimes: number }
  | {
      mode: 'taux_effort';
      tauxMillioniemes: number;
      plancherCentimes: number;
      plafondCentimes: number;
    };

/** Une majoration ou une minoration, en plus du prix. */
export type Effet =
  | { mode: 'pourcent'; pourcent: number }
  | { mode: 'somme'; centimes: number }
  | { mode: 'prix'; centimes: number }
  | { mode: 'gratuit' }
  | { mode: 'cout_de_revient' };

/** Ce que la collectivité a voté pour une prestation ; rangé tel quel dans `grilles.regle`. */
export interface RegleTarif {
  /** 'jour' : un prix par jour ; 'mois', 'annee' : un forfait, dû une fois s'il y a un jour. */
  periodicite: 'jour' | 'mois' | 'annee';
  base: Base;
  /** Hors commune : une autre base ; absente : la même. */
  nonResidents?: Base;
  /** Base propre à un régime (CAF, MSA, aucun). */
  regimes?: Partial<Record<Regime, Base>>;
  /** Du deuxième enfant, du troisième… : le plus grand rang atteint s'applique. */
  fratrie?: { rang: number; effet: Effet }[];
  /** Le prix de base est celui d'une unité commencée, de tant de minutes. `entiereMinutes` : ce que
   * dure la prestation, facturé quand personne n'a pointé d'heures. */
  duree?: { uniteMinutes: 15 | 30 | 60; minimumMinutes?: number; entiereMinutes?: number };
  panierRepas?: Effet;
  majorations?: {
    horsDelai?: Effet;
    sansReservation?: Effet;
    absence?: Effet;
    /** Par `uniteMinutes` commencées de retard, ou une fois si absent. */
    retard?: { centimes: number; uniteMinutes?: number };
  };
  /** Absence excusée : gratuite, sauf les `carenceJours` premières du mois. */
  carenceJours?: number;
}

/** Un prix et de quoi le comprendre. */
export interface Prix {
  montantCentimes: number;
  /** « tranche 3 (QF 640, du 01/01 au 31/12), 3,05 €, délibération 2026-031 » : ce qui suit le nom
   * de la prestation et une virgule. */
  explication: string;
  /** Une étape par ligne, dans l'ordre : de la base au prix, dont elles font la somme. */
  etapes: { libelle: string; centimes: number }[];
  /** Pour l'agent : prix au-dessus du coût de revient, quotient inconnu… */
  alertes: ('quotient_inconnu' | 'au_dessus_du_cout_de_revient')[];
}
