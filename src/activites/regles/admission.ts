/** Qui peut s'inscrire : des âges, des écoles, des communes (Places, règle 1). */
import type { ErreurDeSaisie } from './saisie-delai.ts';

export interface Admission {
  ageMin: number | null;
  ageMax: number | null;
  /** Vides : toutes. */
  ecoles: readonly number[];
  communes: readonly string[];
}

interface Noms {
  ecoles: readonly { id: number; nom: string }[];
  communes: readonly { codeInsee: string; nom: string }[];
}

/** Lit le formulaire ; une école ou une commune inconnue ne compte pas. */
export function lireAdmission(
  f: URLSearchParams,
  connues: Noms,
): { saisie: Admission; erreurs: ErreurDeSaisie[] } {
  const { ages, erreurs } = lireAges(f);
  return {
    erreurs,
    saisie: {
      ...ages,
      ecoles: connues.ecoles.map(({ id }) => id).filter(coche(f, 'ecoles')),
      communes: connues.communes.map(({ codeInsee }) => codeInsee).filter(coche(f, 'communes')),
    },
  };
}

/** Deux âges facultatifs, le second au moins égal au premier. */
export function lireAges(f: URLSearchParams): {
  ages: { ageMin: number | null; ageMax: number | null };
  erreurs: ErreurDeSaisie[];
} {
  const erreurs: ErreurDeSaisie[] = [];
  const age = (champ: string) => {
    const lu = (f.get(champ) ?? '').trim();
    if (!/^\d{0,2}$/.test(lu)) {
      erreurs.push({ champ, message: 'Indiquez un âge en années, ou laissez vide.' });
      return null;
    }
    return lu === '' ? null : Number(lu);
  };
  const ages = { ageMin: age('age_min'), ageMax: age('age_max') };
  if (ages.ageMin !== null && ages.ageMax !== null && ages.ageMax < ages.ageMin) {
    const message = 'L’âge maximum doit être au moins l’âge minimum.';
    erreurs.push({ champ: 'age_max', message });
  }
  return { ages, erreurs };
}

/** « de 3 à 11 ans ; écoles : École du Bourg ; habitants : Saint-Aubin », « tous les enfants ». */
export function direAdmission(a: Admission, noms: Noms): string {
  const nommes = [
    ...(a.ageMin === null && a.ageMax === null ? [] : [direAges(a)]),
    ...lister(
      'écoles',
      noms.ecoles.filter(({ id }) => a.ecoles.includes(id)),
    ),
    ...lister(
      'habitants de',
      noms.communes.filter((c) => a.communes.includes(c.codeInsee)),
    ),
  ];
  return nommes.length === 0 ? 'tous les enfants' : nommes.join(' ; ');
}

/** « de 3 à 11 ans », « à partir de 6 ans », « jusqu’à 5 ans », « tous les âges ». */
export function direAges({ ageMin, ageMax }: { ageMin: number | null; ageMax: number | null }) {
  if (ageMin === null) return ageMax === null ? 'tous les âges' : `jusqu’à ${ageMax} ans`;
  return ageMax === null ? `à partir de ${ageMin} ans` : `de ${ageMin} à ${ageMax} ans`;
}

function coche(f: URLSearchParams, nom: string) {
  const coches = new Set(f.getAll(nom));
  return (valeur: number | string) => coches.has(String(valeur));
}

function lister(mot: string, choisis: readonly { nom: string }[]): string[] {
  return choisis.length === 0 ? [] : [`${mot} ${choisis.map(({ nom }) => nom).join(', ')}`];
}
