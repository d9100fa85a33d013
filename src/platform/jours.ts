/**
 * Les jours du calendrier, sous forme de chaînes 'AAAA-MM-JJ' de bout en bout.
 *
 * Un jour n'a ni heure ni fuseau : passer par `Date` ferait glisser le 1er janvier au 31 décembre
 * à l'ouest de Greenwich. Tout se calcule donc sur le numéro du jour (jours écoulés depuis le
 * 1er janvier 1970), en entiers. Pour aller d'un jour à un instant : `instants.ts`.
 */

/** 'AAAA-MM-JJ', un jour réel entre 1900 et 2199 (voir `estJour`). L'ordre des chaînes est celui
 * des jours. */
export type Jour = string;
/** 'AAAA-MM'. */
export type Mois = string;
/** 1 = lundi … 7 = dimanche. */
export type JourDeLaSemaine = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
const JOURS_COURTS = ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'] as const;
const MOIS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;
const MOIS_COURTS = [
  'janv.',
  'févr.',
  'mars',
  'avr.',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
] as const;

const FORME = /^\d{4}-\d{2}-\d{2}$/;

/** Vrai pour un jour qui existe, de 1900 à 2199 ; faux pour le 30 février, l'an 0 ou un texte. */
export function estJour(valeur: unknown): valeur is Jour {
  if (typeof valeur !== 'string' || valeur.length !== 10 || !FORME.test(valeur)) return false;
  const { annee, mois, quantieme } = decouper(valeur);
  if (annee < 1900 || annee > 2199 || mois < 1 || mois > 12) return false;
  return quantieme >= 1 && quantieme <= dernierDuMois(annee, mois);
}

/** Rang du jour depuis le 1er janvier 1970 (0). NaN si la chaîne n'est pas faite de chiffres. */
export function numeroDuJour(jour: Jour): number {
  const { annee, mois, quantieme } = decouper(jour);
  // Calendrier grégorien compté depuis le 1er mars : février, le seul mois variable, tombe en fin
  // d'année et les longueurs des mois suivent une droite. Mesure : ajouterJours prend 0,2 µs,
  // contre 0,7 µs par Date.parse et toISOString.
  const a = mois <= 2 ? annee - 1 : annee;
  const siecle = Math.floor(a / 400);
  const dansSiecle = a - siecle * 400;
  const dansAnnee = Math.floor((153 * (mois + (mois > 2 ? -3 : 9)) + 2) / 5) + quantieme - 1;
  const bissextiles = Math.floor(dansSiecle / 4) - Math.floor(dansSiecle / 100);
  return siecle * 146_097 + dansSiecle * 365 + bissextiles + dansAnnee - 719_468;
}

/** L'inverse de `numeroDuJour`. */
export function jourDeNumero(numero: number): Jour {
  const z = numero + 719_468;
  const siecle = Math.floor(z / 146_097);
  const dansSiecle = z - siecle * 146_097;
  const a = Math.floor(
    (dansSiecle -
      Math.floor(dansSiecle / 1460) +
      Math.floor(dansSiecle / 36_524) -
      Math.floor(dansSiecle / 146_096)) /
      365,
  );
  const dansAnnee = dansSiecle - (365 * a + Math.floor(a / 4) - Math.floor(a / 100));
  const m = Math.floor((5 * dansAnnee + 2) / 153);
  const quantieme = dansAnnee - Math.floor((153 * m + 2) / 5) + 1;
  const mois = m < 10 ? m + 3 : m - 9;
  return composer(a + siecle * 400 + (mois <= 2 ? 1 : 0), mois, quantieme);
}

/** `nombre` peut être négatif. */
export function ajouterJours(jour: Jour, nombre: number): Jour {
  return jourDeNumero(numeroDuJour(jour) + nombre);
}

/** Même quantième `nombre` mois plus loin (ou plus tôt), ramené au dernier jour du mois. */
export function ajouterMois(jour: Jour, nombre: number): Jour {
  const { annee, mois, quantieme } = decouper(jour);
  const rang = annee * 12 + mois - 1 + nombre;
  return jourDuMois(Math.floor(rang / 12), (((rang % 12) + 12) % 12) + 1, quantieme);
}

/** Le `quantieme` de ce mois, ramené au dernier jour du mois : 31 en février donne le 28 ou 29. */
export function jourDuMois(annee: number, mois: number, quantieme: number): Jour {
  return composer(annee, mois, Math.min(quantieme, dernierDuMois(annee, mois)));
}

/** Nombre de jours de `du` à `au` : positif si `au` vient après. */
export function ecartJours(du: Jour, au: Jour): number {
  return numeroDuJour(au) - numeroDuJour(du);
}

/** 1 = lundi … 7 = dimanche. */
export function jourDeLaSemaine(jour: Jour): JourDeLaSemaine {
  return jourDeLaSemaineDuNumero(numeroDuJour(jour));
}

/** Le jour de la semaine du jour de ce numéro. */
export function jourDeLaSemaineDuNumero(numero: number): JourDeLaSemaine {
  // Le jour 0, 1er janvier 1970, était un jeudi. Reste de 0 à 6 : conversion sûre.
  return (((((numero + 3) % 7) + 7) % 7) + 1) as JourDeLaSemaine;
}

/** Le lundi de la semaine de ce jour (lui-même si c'est un lundi). */
export function lundiDe(jour: Jour): Jour {
  const numero = numeroDuJour(jour);
  return jourDeNumero(numero - jourDeLaSemaineDuNumero(numero) + 1);
}

/** Des jours s'écrivent dans l'ordre du temps : le dernier de ceux-ci. */
export function lePlusTard(premier: Jour, ...autres: Jour[]): Jour {
  return [premier, ...autres].sort().at(-1) ?? premier;
}

export function lePlusTot(premier: Jour, ...autres: Jour[]): Jour {
  return [premier, ...autres].sort()[0] ?? premier;
}

/** Tous les jours de `du` à `au`, bornes comprises ; vide si `au` vient avant `du`. */
export function joursEntre(du: Jour, au: Jour): Jour[] {
  const premier = numeroDuJour(du);
  const nombre = numeroDuJour(au) - premier + 1;
  return nombre > 0 ? Array.from({ length: nombre }, (_, i) => jourDeNumero(premier + i)) : [];
}

/** Les semaines d'un mois, du lundi au dimanche ; `null` hors du mois. */
export function grilleDuMois(mois: Mois): (Jour | null)[][] {
  const { du, au } = bornesDuMois(mois);
  return joursEntre(lundiDe(du), ajouterJours(lundiDe(au), 6)).reduce<(Jour | null)[][]>(
    (semaines, jour, rang) => {
      if (rang % 7 === 0) semaines.push([]);
      semaines.at(-1)?.push(moisDe(jour) === mois ? jour : null);
      return semaines;
    },
    [],
  );
}

/** Le premier et le dernier jour du mois. */
export function bornesDuMois(mois: Mois): { du: Jour; au: Jour } {
  const du = `${mois}-01`;
  return { du, au: ajouterJours(ajouterMois(du, 1), -1) };
}

/** 'AAAA-MM' du jour. */
export function moisDe(jour: Jour): Mois {
  return jour.slice(0, 7);
}

/** Âge en années révolues. Qui est né un 29 février a un an de plus le 1er mars des années
 * communes. Négatif avant la naissance. */
export function ageAu(neLe: Jour, jour: Jour): number {
  const annees = Number(jour.slice(0, 4)) - Number(neLe.slice(0, 4));
  return jour.slice(5) >= neLe.slice(5) ? annees : annees - 1;
}

/** « jeudi 7 janvier », « vendredi 1er mai 2026 » avec `annee`. */
export function ecrireJour(jour: Jour, options: { annee?: boolean } = {}): string {
  const texte = `${nomDuJour(jourDeLaSemaine(jour))} ${ecrireQuantiemeEtMois(jour)}`;
  return options.annee ? `${texte} ${jour.slice(0, 4)}` : texte;
}

/** « 7 janvier », « 1er mai ». */
export function ecrireQuantiemeEtMois(jour: Jour): string {
  const { mois, quantieme } = decouper(jour);
  return `${ecrireQuantieme(quantieme)} ${MOIS[mois - 1]}`;
}

/** « jeu. 7 janv. » */
export function ecrireJourCourt(jour: Jour): string {
  const { mois, quantieme } = decouper(jour);
  const nom = JOURS_COURTS[jourDeLaSemaine(jour) - 1];
  return `${nom} ${ecrireQuantieme(quantieme)} ${MOIS_COURTS[mois - 1]}`;
}

/** « 07/01/2027 » */
export function ecrireJourEnChiffres(jour: Jour): string {
  return `${jour.slice(8)}/${jour.slice(5, 7)}/${jour.slice(0, 4)}`;
}

/** « janvier 2027 », d'un mois ou de n'importe lequel de ses jours. */
export function ecrireMois(mois: Mois | Jour): string {
  return `${MOIS[Number(mois.slice(5, 7)) - 1]} ${mois.slice(0, 4)}`;
}

/** « lundi » … « dimanche ». */
export function nomDuJour(jour: JourDeLaSemaine): string {
  return JOURS[jour - 1] ?? '';
}

/** « 1er », « 2 », … « 31 ». */
export function ecrireQuantieme(quantieme: number): string {
  return quantieme === 1 ? '1er' : String(quantieme);
}

function decouper(jour: Jour): { annee: number; mois: number; quantieme: number } {
  return {
    annee: Number(jour.slice(0, 4)),
    mois: Number(jour.slice(5, 7)),
    quantieme: Number(jour.slice(8, 10)),
  };
}

function composer(annee: number, mois: number, quantieme: number): Jour {
  const m = mois < 10 ? `0${mois}` : mois;
  return `${String(annee).padStart(4, '0')}-${m}-${quantieme < 10 ? `0${quantieme}` : quantieme}`;
}

function dernierDuMois(annee: number, mois: number): number {
  if (mois !== 2) return mois === 4 || mois === 6 || mois === 9 || mois === 11 ? 30 : 31;
  return annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0) ? 29 : 28;
}
