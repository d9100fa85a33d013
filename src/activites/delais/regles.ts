/**
 * Jusqu'à quand réserver ou annuler un jour : docs/regles/delais.md, que citent les commentaires.
 *
 * Une règle est une donnée, datée, jamais modifiée une fois utilisée. Ici, ni horloge ni base : des
 * faits entrent, une date limite sort. Les phrases sont dans `phrases.ts`, la validation de ce qui
 * est stocké dans `schema.ts`.
 */
import {
  type Fuseau,
  type Heure,
  instantLocal,
  instantLocalAvant,
} from '../../platform/instants.ts';
import {
  ajouterJours,
  ajouterMois,
  type Jour,
  type JourDeLaSemaine,
  jourDeLaSemaine,
  jourDeLaSemaineDuNumero,
  jourDeNumero,
  jourDuMois,
  lundiDe,
  numeroDuJour,
} from '../../platform/jours.ts';

/** calendaires : tous. ouvres : du lundi au vendredi, sauf fériés. ouverture : les jours où
 * l'activité accueille. */
export const DECOMPTES = ['calendaires', 'ouvres', 'ouverture'] as const;
export type Decompte = (typeof DECOMPTES)[number];

export const UNITES = ['jours', 'semaines', 'mois'] as const;
export type Unite = (typeof UNITES)[number];

/** Tant de jours, semaines ou mois avant le premier jour de la période, à cette heure-là. */
export type AvantPeriode = { nombre: number; unite: Unite; heure: Heure };

/** Un groupe de jours et sa limite : tel jour de la semaine, 0, 1 ou 2 semaines plus tôt. */
export type GroupeDeJours = {
  jours: readonly JourDeLaSemaine[];
  jourSemaine: JourDeLaSemaine;
  semaines: number;
  heure: Heure;
};

export type RegleDelai =
  /** J − `jours`, à telle heure. */
  | { forme: 'jour'; jours: number; heure: Heure; decompte: Decompte }
  /** Tant d'heures avant le début de la journée d'accueil. */
  | { forme: 'heures'; heures: number; debutJournee: Heure }
  /** Tel jour de la semaine d'avant (1) ou de deux semaines plus tôt (2). */
  | { forme: 'semaine'; jourSemaine: JourDeLaSemaine; semaines: number; heure: Heure }
  /** Plusieurs limites par semaine, chacune pour ses jours. */
  | { forme: 'groupes_de_jours'; groupes: readonly GroupeDeJours[] }
  /** Le `quantieme` du mois précédent (`mois` : 1) ou d'avant (2). */
  | { forme: 'mois'; quantieme: number; mois: number; heure: Heure }
  /** Avant le début de la période ; `ouvre` dit quand la fenêtre s'ouvre, si elle s'ouvre. */
  | ({ forme: 'periode'; ouvre: AvantPeriode | null } & AvantPeriode)
  /** Sans délai : jusqu'à la fin du jour lui-même. */
  | { forme: 'aucune' }
  /** Jamais en ligne. */
  | { forme: 'jamais' };

export type Pour = 'reserver' | 'annuler';

/** Ce que devient une demande arrivée trop tard (règle 16). */
export const CANAUX_TARDIFS = ['refusee', 'majoree', 'agent', 'liste_attente'] as const;
export type CanalTardif = (typeof CANAUX_TARDIFS)[number];

/** Une règle et les jours réservés qu'elle gouverne : de `du` à `au` exclu (null : sans fin), pour
 * une prestation ou pour toute l'activité (null). */
export type DelaiDate = {
  pour: Pour;
  prestationId: number | null;
  du: Jour;
  au: Jour | null;
  regle: RegleDelai;
  tardif: CanalTardif;
};

export type FaitsDelai = {
  fuseau: Fuseau;
  /** Les fériés des jours visés et d'au moins un mois avant. Set ou Map. */
  feries: { has(jour: Jour): boolean };
  /** Jours d'ouverture, triés, ou question posée jour par jour. */
  joursOuverts: readonly Jour[] | ((jour: Jour) => boolean);
  /** La période du jour réservé, si l'activité en a. */
  periode: { du: Jour } | null;
};

/** L'instant, encore permis, où finit le délai ; ou 'jamais' : cela ne se fait pas en ligne. */
export type Limite = Date | 'jamais';

/** Règle 15 : la veille à minuit, quand aucune règle n'est écrite pour ce jour. */
export const REGLE_PAR_DEFAUT: RegleDelai = {
  forme: 'jour',
  jours: 1,
  heure: '24:00',
  decompte: 'calendaires',
};

export type RegleEnVigueur = {
  regle: RegleDelai;
  tardif: CanalTardif;
  /** D'où elle vient : celle de la prestation, celle de l'activité, ou celle par défaut. */
  origine: 'prestation' | 'activite' | 'defaut';
};

export type DecisionDelai =
  | { issue: 'possible'; limite: Date }
  | { issue: 'pas_encore'; ouvreLe: Date; limite: Date }
  | { issue: 'passe'; limite: Date }
  | { issue: 'jamais' };

/** L'avis sur ce jour, maintenant : règles 1, 11 et 14. */
export function deciderDelai(
  regle: RegleDelai,
  jour: Jour,
  faits: FaitsDelai,
  maintenant: Date,
): DecisionDelai {
  const limite = dateLimite(regle, jour, faits);
  if (limite === 'jamais') return { issue: 'jamais' };
  if (!peutEncore(limite, maintenant)) return { issue: 'passe', limite };
  const ouvreLe = dateOuverture(regle, faits);
  if (ouvreLe && !(ouvreLe <= maintenant)) return { issue: 'pas_encore', ouvreLe, limite };
  return { issue: 'possible', limite };
}

/** Vrai jusqu'à la limite comprise (règle 1). Une date invalide refuse. */
export function peutEncore(limite: Limite, maintenant: Date): boolean {
  return limite !== 'jamais' && maintenant <= limite;
}

/**
 * L'instant où finit le délai pour ce jour. Jamais après la fin du jour lui-même (règle 3).
 * Un jour ou une heure mal formés donnent une Date invalide, que `peutEncore` refuse.
 */
export function dateLimite(regle: RegleDelai, jour: Jour, faits: FaitsDelai): Limite {
  const limite = limiteDeLaRegle(regle, jour, faits);
  if (limite === 'jamais') return limite;
  const finDuJour = instantLocal(jour, '24:00', faits.fuseau); // invalide si le jour l'est
  return limite <= finDuJour || Number.isNaN(limite.getTime()) ? limite : finDuJour;
}

/** L'instant où la fenêtre s'ouvre (règle 11), ou null : elle est toujours ouverte. */
export function dateOuverture(regle: RegleDelai, faits: FaitsDelai): Date | null {
  if (regle.forme !== 'periode' || !regle.ouvre || !faits.periode) return null;
  return instantAvantPeriode(regle.ouvre, faits.periode.du, faits.fuseau);
}

/**
 * La règle qui gouverne ce jour : celle de la prestation, sinon celle de l'activité, sinon celle
 * par défaut (règles 13 et 15). `regles` : celles d'une seule activité. C'est le jour réservé qui
 * compte, pas celui de la demande.
 */
export function regleEnVigueur(
  regles: readonly DelaiDate[],
  pour: Pour,
  jour: Jour,
  prestationId: number,
): RegleEnVigueur {
  const valables = regles.filter(
    (r) => r.pour === pour && r.du <= jour && (r.au === null || jour < r.au),
  );
  const propre = laPlusRecente(valables.filter((r) => r.prestationId === prestationId));
  if (propre) return { regle: propre.regle, tardif: propre.tardif, origine: 'prestation' };
  const commune = laPlusRecente(valables.filter((r) => r.prestationId === null));
  if (commune) return { regle: commune.regle, tardif: commune.tardif, origine: 'activite' };
  return { regle: REGLE_PAR_DEFAUT, tardif: 'refusee', origine: 'defaut' };
}

function limiteDeLaRegle(regle: RegleDelai, jour: Jour, faits: FaitsDelai): Limite {
  const { fuseau } = faits;
  switch (regle.forme) {
    case 'jour':
      return instantLocal(reculer(jour, regle, faits), regle.heure, fuseau);
    case 'heures':
      return instantLocalAvant(jour, regle.debutJournee, regle.heures, fuseau);
    case 'semaine':
      return limiteDeSemaine(jour, regle, fuseau);
    case 'groupes_de_jours':
      return limiteDuGroupe(jour, regle.groupes, faits);
    case 'mois': {
      const [annee = '', mois = ''] = ajouterMois(`${jour.slice(0, 8)}01`, -regle.mois).split('-');
      const quantieme = jourDuMois(Number(annee), Number(mois), regle.quantieme);
      return instantLocal(quantieme, regle.heure, fuseau);
    }
    case 'periode':
      // Règle 10 : sans période connue, on ne sait pas quand fermer, donc on n'ouvre pas.
      return faits.periode ? instantAvantPeriode(regle, faits.periode.du, fuseau) : 'jamais';
    case 'aucune':
      return instantLocal(jour, '24:00', fuseau);
    case 'jamais':
      return 'jamais';
    default:
      return jamaisAtteint(regle);
  }
}

type Recul = { jours: number; decompte: Decompte };

/** Le jour J − n, compté comme la règle le dit (règles 4 à 6). */
function reculer(jour: Jour, { jours, decompte }: Recul, faits: FaitsDelai): Jour {
  if (decompte === 'calendaires' || jours === 0) return ajouterJours(jour, -jours);
  if (decompte === 'ouvres') return reculerOuvres(jour, jours, faits);
  const anciens = ouverturesAvant(jour, jours, faits);
  const dernier = anciens.at(-1) ?? jour;
  // Règle 6 : avant la première ouverture connue, on finit de compter en jours ouvrés.
  return reculerOuvres(dernier, jours - anciens.length, faits);
}

/** Garde-fou : des fériés qui diraient oui à tout feraient chercher sans fin. */
const PREMIER_NUMERO = numeroDuJour('1900-01-01');

function reculerOuvres(jour: Jour, jours: number, faits: FaitsDelai): Jour {
  let numero = numeroDuJour(jour);
  for (let reste = jours; reste > 0 && numero > PREMIER_NUMERO; ) {
    numero -= 1;
    if (jourDeLaSemaineDuNumero(numero) < 6 && !faits.feries.has(jourDeNumero(numero))) reste -= 1;
  }
  return jourDeNumero(numero);
}

/** On ne remonte pas au-delà : une activité d'été n'a pas à compter sur l'été précédent. */
const MEMOIRE_JOURS = 300;

/** Les `combien` derniers jours d'ouverture avant ce jour, du plus récent au plus ancien. */
function ouverturesAvant(jour: Jour, combien: number, { joursOuverts }: FaitsDelai): Jour[] {
  const plusTot = ajouterJours(jour, -MEMOIRE_JOURS);
  if (typeof joursOuverts !== 'function') {
    const fin = rangDuPremier(joursOuverts, jour);
    const retenus = joursOuverts.slice(Math.max(0, fin - combien), fin).reverse();
    return retenus.filter((ouvert) => ouvert >= plusTot);
  }
  const trouves: Jour[] = [];
  const debut = numeroDuJour(jour);
  for (let recul = 1; recul <= MEMOIRE_JOURS && trouves.length < combien; recul++) {
    const candidat = jourDeNumero(debut - recul);
    if (joursOuverts(candidat)) trouves.push(candidat);
  }
  return trouves;
}

/** Rang du premier jour de la liste triée qui n'est pas avant `jour`, par dichotomie. */
function rangDuPremier(tries: readonly Jour[], jour: Jour): number {
  let bas = 0;
  let haut = tries.length;
  while (bas < haut) {
    const milieu = (bas + haut) >> 1;
    if ((tries[milieu] ?? jour) < jour) bas = milieu + 1;
    else haut = milieu;
  }
  return bas;
}

type Semainier = { jourSemaine: JourDeLaSemaine; semaines: number; heure: Heure };

function limiteDeSemaine(jour: Jour, regle: Semainier, fuseau: Fuseau): Date {
  const rang = regle.jourSemaine - 1 - 7 * regle.semaines;
  return instantLocal(ajouterJours(lundiDe(jour), rang), regle.heure, fuseau);
}

function limiteDuGroupe(jour: Jour, groupes: readonly GroupeDeJours[], faits: FaitsDelai): Limite {
  const semaine = jourDeLaSemaine(jour);
  const limites = groupes
    .filter((groupe) => groupe.jours.includes(semaine))
    .map((groupe) => limiteDeSemaine(jour, groupe, faits.fuseau).getTime());
  // Règle 9 : nommé deux fois, un jour suit la limite la plus tôt ; oublié, celle par défaut.
  if (limites.length === 0) return limiteDeLaRegle(REGLE_PAR_DEFAUT, jour, faits);
  return new Date(Math.min(...limites));
}

function instantAvantPeriode(avant: AvantPeriode, debut: Jour, fuseau: Fuseau): Date {
  const jour =
    avant.unite === 'mois'
      ? ajouterMois(debut, -avant.nombre)
      : ajouterJours(debut, -avant.nombre * (avant.unite === 'semaines' ? 7 : 1));
  return instantLocal(jour, avant.heure, fuseau);
}

/** La base interdit deux règles de même portée le même jour. S'il y en avait, la plus récente
 * l'emporte, et l'ordre de lecture n'y change rien. */
function laPlusRecente(regles: readonly DelaiDate[]): DelaiDate | null {
  const cle = (r: DelaiDate) => `${r.du} ${r.tardif} ${JSON.stringify(r.regle)}`;
  return regles.reduce<DelaiDate | null>(
    (retenue, regle) => (!retenue || cle(regle) > cle(retenue) ? regle : retenue),
    null,
  );
}

function jamaisAtteint(valeur: never): never {
  throw new Error(`forme de délai inconnue : ${JSON.stringify(valeur)}`);
}
