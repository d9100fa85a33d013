import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { Grille, Quotient, Situation } from '../../tarifs/regles/types.ts';

/** Des jours, `au` exclu ; null : jusqu'à nouvel ordre. */
export interface Intervalle {
  du: Jour;
  au: Jour | null;
}

/** La part d'un payeur, telle que rangée dans `partages.regle`. */
export type RegleDePartage =
  /** Une part du prix que ce payeur aurait payé seul. */
  | { mode: 'pourcentage'; pourcent: number }
  /**
   * Tout, les semaines dont le numéro ISO est pair, ou impair, ou toutes ; `jours` : seulement ces
   * jours de garde (1 = lundi).
   */
  | {
      mode: 'semaines';
      semaines: 'paires' | 'impaires' | 'toutes';
      jours?: readonly JourDeLaSemaine[];
    }
  /** Un tiers prend d'abord sa part, plafonnée par unité ; la famille paie ce qui reste. */
  | { mode: 'prise_en_charge'; pourcent: number; plafondCentimes?: number };

export interface Partage extends Intervalle {
  payeurId: number;
  /** null : toutes les activités ; un partage propre à l'activité l'emporte sur elles. */
  activiteId: number | null;
  regle: RegleDePartage;
}

export interface PrestationFacturee {
  id: number;
  nom: string;
  activiteId: number;
  activite: string;
  structure: string;
  factureSur: 'reservation' | 'presence';
  heureDebut: string;
  heureFin: string;
  gardeDEnfant: boolean;
  payableEnCesu: boolean;
  codeProduit: string;
}

export interface EnfantFacture {
  id: number;
  prenom: string;
  nom: string;
  familleId: number;
  neLe: Jour;
  resident: boolean;
  /** Le payeur commun de la famille : il paie ce que personne d'autre ne paie. */
  payeurFamilleId: number;
  paniers: Intervalle[];
  partages: Partage[];
}

export interface Pointage {
  etat: 'present' | 'absent' | 'absent_excuse';
  arrivee: string | null;
  depart: string | null;
}

/** Une réservation validée, un pointage, ou les deux. */
export interface Venue {
  enfantId: number;
  prestationId: number;
  jour: Jour;
  reservation: { horsDelai: boolean } | null;
  pointage: Pointage | null;
}

/** Tout ce dont dépendent les factures d'un mois, pour une régie. */
export interface FaitsDuMois {
  prestations: readonly PrestationFacturee[];
  grilles: readonly Grille[];
  enfants: readonly EnfantFacture[];
  venues: readonly Venue[];
  quotients: ReadonlyMap<number, readonly Quotient[]>;
  /** « enfant:prestation » dont le forfait annuel est déjà facturé cette année scolaire. */
  forfaitsDejaFactures: ReadonlySet<string>;
}

export type Alerte =
  | 'quotient_inconnu'
  | 'au_dessus_du_cout_de_revient'
  | 'reservation_sans_pointage'
  | 'sans_grille';

export interface Ligne {
  payeurId: number;
  enfantId: number;
  prestationId: number;
  jour: Jour;
  situation: Situation;
  /** « Zoé, Restaurant scolaire, Repas » */
  libelle: string;
  explication: string;
  montantCentimes: number;
  alertes: Alerte[];
}

/** Une venue qu'aucune grille ne tarife, ou qu'on ne sait pas facturer : rien n'est inventé. */
export interface Manque {
  enfantId: number;
  prestationId: number;
  jour: Jour;
  raison: 'sans_grille' | 'reservation_sans_pointage';
}
