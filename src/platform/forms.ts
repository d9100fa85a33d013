import { Introuvable, Refus, refusDepuis } from './errors.ts';

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
