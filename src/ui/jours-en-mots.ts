/*
 * Les jours restent des chaînes « AAAA-MM-JJ » : ni objet Date ni fuseau ici,
 * donc aucun décalage possible, et 400 jours se disent en moins d’une milliseconde.
 */
const SEMAINE = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const;
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
const DECALAGES = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4] as const;

function decouper(jour: string): [number, number, number] {
  return [Number(jour.slice(0, 4)), Number(jour.slice(5, 7)), Number(jour.slice(8, 10))];
}

/** 0 = dimanche … 6 = samedi (algorithme de Sakamoto, calendrier grégorien). */
export function jourDeSemaine(jour: string): number {
  const [annee, mois, quantieme] = decouper(jour);
  const a = mois < 3 ? annee - 1 : annee;
  const siecles = Math.floor(a / 4) - Math.floor(a / 100) + Math.floor(a / 400);
  return (a + siecles + DECALAGES[mois - 1]! + quantieme) % 7;
}

/** « lundi » */
export function nomDuJour(jour: string): string {
  return SEMAINE[jourDeSemaine(jour)]!;
}

/** « 2 novembre », « 1er janvier » */
export function quantiemeEtMois(jour: string): string {
  const [, mois, quantieme] = decouper(jour);
  return `${quantieme === 1 ? '1er' : quantieme} ${MOIS[mois - 1]!}`;
}

/** « lundi 2 novembre » */
export function jourEnMots(jour: string): string {
  return `${nomDuJour(jour)} ${quantiemeEtMois(jour)}`;
}

/** « novembre 2026 » (accepte « AAAA-MM » et « AAAA-MM-JJ ») */
export function moisEnMots(mois: string): string {
  return `${MOIS[Number(mois.slice(5, 7)) - 1]!} ${mois.slice(0, 4)}`;
}

/** Nombre de jours du mois « AAAA-MM ». */
export function joursDuMois(mois: string): number {
  const [annee, numero] = decouper(`${mois}-01`);
  if (numero === 2) {
    const bissextile = annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0);
    return bissextile ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(numero) ? 30 : 31;
}

/** Les semaines du mois, du lundi au dimanche ; `null` hors du mois. */
export function grilleDuMois(mois: string): (string | null)[][] {
  const avant = (jourDeSemaine(`${mois}-01`) + 6) % 7;
  const cases: (string | null)[] = Array.from({ length: avant }, () => null);
  for (let n = 1; n <= joursDuMois(mois); n++) cases.push(`${mois}-${String(n).padStart(2, '0')}`);
  while (cases.length % 7 !== 0) cases.push(null);
  return Array.from({ length: cases.length / 7 }, (_, s) => cases.slice(s * 7, s * 7 + 7));
}
