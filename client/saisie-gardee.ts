/**
 * Ce qui est coché et pas encore envoyé, gardé le temps de l'onglet : un appel, un retour arrière,
 * une page rechargée ne perdent rien. Un stockage refusé (navigation privée) ne casse rien.
 */
const PREFIXE = 'preau.saisie.';
const ENVOI = 'preau.envoi';

interface Envoi {
  saisie: string;
  valeurs: string[];
}

export function lireGardees(saisie: string): string[] {
  const lu = lire(PREFIXE + saisie);
  return Array.isArray(lu) ? lu.filter((v) => typeof v === 'string') : [];
}

/** Garde ces cases ; celles d'un autre choix de jours, absentes de cette page, sont gardées aussi. */
export function garder(saisie: string, cochees: string[], presentes: Set<string>): void {
  const ailleurs = lireGardees(saisie).filter((v) => !presentes.has(v));
  ecrire(PREFIXE + saisie, [...ailleurs, ...cochees]);
}

/** L'envoi part : la page suivante dira s'il a réussi. */
export function noterEnvoi(saisie: string, valeurs: string[]): void {
  ecrire(ENVOI, { saisie, valeurs } satisfies Envoi);
}

export function oublierEnvoi(): void {
  ecrire(ENVOI, []);
}

/** L'envoi a réussi : ce qui est enregistré n'est plus à garder. */
export function conclureEnvoi(): void {
  const envoi = lire(ENVOI);
  if (!estEnvoi(envoi)) return;
  const faites = new Set(envoi.valeurs);
  const reste = lireGardees(envoi.saisie).filter((v) => !faites.has(v));
  ecrire(PREFIXE + envoi.saisie, reste);
  oublierEnvoi();
}

function estEnvoi(valeur: unknown): valeur is Envoi {
  return (
    typeof valeur === 'object' &&
    valeur !== null &&
    'saisie' in valeur &&
    typeof valeur.saisie === 'string' &&
    'valeurs' in valeur &&
    Array.isArray(valeur.valeurs)
  );
}

function lire(cle: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(cle) ?? 'null');
  } catch {
    return null;
  }
}

function ecrire(cle: string, valeur: string[] | Envoi): void {
  try {
    if (Array.isArray(valeur) && valeur.length === 0) sessionStorage.removeItem(cle);
    else sessionStorage.setItem(cle, JSON.stringify(valeur));
  } catch {
    // Plein ou interdit : la page marche, elle ne garde simplement rien.
  }
}
