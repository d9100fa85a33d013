/** « Ce qui manque avant d'ouvrir » (docs/regles/installation.md, règles 9 à 11). */
import { MODELES } from './etapes.ts';

/** Des comptes, et rien d'autre : ce que la base contient ce jour-là. */
export interface Comptes {
  structures: number;
  ecoles: number;
  classes: number;
  /** Visibles des familles. */
  activites: number;
  /** Parmi elles, celles où tout est là pour réserver : la première suffit à ouvrir. */
  activitesPretes: number;
  activitesSansPrestation: number;
  activitesSansPeriode: number;
  activitesSansOuverture: number;
  activitesSansDelai: number;
  activitesSansJauge: number;
  prestationsSansTarif: number;
  agents: number;
  familles: number;
  regies: number;
  /** Ce que la loi fait publier et que la collectivité n'a pas encore écrit. */
  mentionsManquantes: number;
}

export type CleEtape =
  | 'structures'
  | 'ecoles'
  | 'activite'
  | 'prestation'
  | 'periode'
  | 'ouvertures'
  | 'delais'
  | 'places'
  | 'tarifs'
  | 'familles'
  | 'agents'
  | 'regie'
  | 'mentions';

/** « attend » : une étape d'avant doit être faite. */
export type EtatEtape = 'faite' | 'a_faire' | 'attend';

/**
 * « indispensable » : sans elle, une famille ne peut pas réserver. « facultative » : ne rien faire est
 * aussi un choix, la liste se termine sans elle.
 */
export type Degre = 'indispensable' | 'attendue' | 'facultative';

export interface Etape {
  cle: CleEtape;
  titre: string;
  pourquoi: string;
  /** Où l'on en est, en une phrase. */
  constat: string;
  etat: EtatEtape;
  degre: Degre;
  /** La page qui la fait ; null tant qu'elle attend, ou si elle se fait hors du portail. */
  href: string | null;
}

export interface Modele {
  titre: string;
  pourquoi: string;
  href: string | null;
  degre: Degre;
  apres?: CleEtape;
  faite: (c: Comptes) => boolean;
  constat: (c: Comptes) => string;
}

/** Toutes les étapes, dans l'ordre où elles se font. */
export function dresserLaListe(comptes: Comptes): Etape[] {
  const etats = new Map<CleEtape, EtatEtape>();
  return (Object.entries(MODELES) as [CleEtape, Modele][]).map(([cle, modele]) => {
    const pret = modele.apres === undefined || etats.get(modele.apres) === 'faite';
    const etat = !pret ? 'attend' : modele.faite(comptes) ? 'faite' : 'a_faire';
    etats.set(cle, etat);
    const { titre, pourquoi, degre } = modele;
    return {
      cle,
      titre,
      pourquoi,
      degre,
      etat,
      constat: pret ? modele.constat(comptes) : `Après : ${titreDe(modele.apres)}.`,
      href: pret ? modele.href : null,
    };
  });
}

export interface Bilan {
  faites: number;
  total: number;
  /** Une famille peut réserver : le reste peut attendre. */
  ouvrable: boolean;
  /** Plus rien ne manque : la liste quitte l'accueil de l'administrateur. */
  complet: boolean;
  prochaine: Etape | null;
}

/** Ce qui reste, sans compter ce dont on peut se passer. */
export function faireLeBilan(etapes: readonly Etape[]): Bilan {
  const comptees = etapes.filter(({ degre }) => degre !== 'facultative');
  const faites = comptees.filter(({ etat }) => etat === 'faite').length;
  const manquantes = comptees.filter(({ etat }) => etat === 'a_faire');
  return {
    faites,
    total: comptees.length,
    ouvrable: etapes.every((e) => e.degre !== 'indispensable' || e.etat === 'faite'),
    complet: faites === comptees.length,
    prochaine: manquantes.find((e) => e.degre === 'indispensable') ?? manquantes[0] ?? null,
  };
}

function titreDe(cle: CleEtape | undefined): string {
  return cle ? MODELES[cle].titre.toLowerCase() : '';
}
