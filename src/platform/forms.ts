import { Introuvable, Refus, refusDepuis } from './errors.ts';
import { ajouterJours, estJour, type Jour } from './jours.ts';

/** Au-delà, ce n'est plus une personne qui coche : une année de trois prestations fait 540 cases. */
export const MAX_CHAMPS = 6000;

/** Lit un corps de formulaire. @throws Refus si un octet nul ou trop de champs. */
export function parseForm(body: string): URLSearchParams {
  const form = new URLSearchParams(body);
  if (form.size > MAX_CHAMPS) {
    throw new Refus(
      'trop_de_cases',
      'Ce formulaire contient trop de cases. Choisissez une période plus courte, puis recommencez.',
    );
  }
  for (const [nom, valeur] of form) {
    if (nom.includes('\0') || valeur.includes('\0')) {
      throw new Refus(
        'caractere_interdit',
        'Un caractère de votre saisie ne peut pas être enregistré. Effacez-le, puis recommencez.',
      );
    }
  }
  return form;
}

/** Champ texte, rogné ; vide si absent. */
export function texte(form: URLSearchParams, nom: string): string {
  return (form.get(nom) ?? '').trim();
}

/** Identifiant venu d'une adresse : ce qui n'en a pas la forme n'existe pas. @throws Introuvable */
export function entierDe(valeur: string | undefined | null): number {
  if (!valeur || !/^[1-9]\d{0,8}$/.test(valeur)) throw new Introuvable();
  return Number(valeur);
}

/** Identifiant d'un choix de formulaire, ou null. */
export function choix(form: URLSearchParams, nom: string): number | null {
  const valeur = form.get(nom) ?? '';
  return /^[1-9]\d{0,8}$/.test(valeur) ? Number(valeur) : null;
}

/** Jour d'un champ date. @throws Refus s'il manque ou n'existe pas */
export function jourDe(form: URLSearchParams, champ: string): Jour {
  const jour = texte(form, champ);
  if (!estJour(jour)) throw new Refus('jour', 'Choisissez un jour.', champ);
  return jour;
}

/** Deux champs date ; le dernier jour saisi est compris, le rendu est exclu. @throws Refus */
export function intervalleDe(
  form: URLSearchParams,
  debut: string,
  fin: string,
): { du: Jour; au: Jour | null } {
  const du = jourDe(form, debut);
  const au = texte(form, fin) === '' ? null : ajouterJours(jourDe(form, fin), 1);
  if (au !== null && au <= du) {
    throw new Refus('fin_avant_debut', 'Le dernier jour vient avant le premier.', fin);
  }
  return { du, au };
}

/** Exécute ; rend le refus au lieu de le lancer, pour que la page se réaffiche avec la saisie. */
export async function tenter<T>(
  travail: () => Promise<T>,
): Promise<{ fait: T; refus: null } | { fait: null; refus: Refus }> {
  try {
    return { fait: await travail(), refus: null };
  } catch (erreur) {
    const refus = refusDepuis(erreur);
    if (!refus) throw erreur;
    return { fait: null, refus };
  }
}
