/** Les groupes d'âge d'une activité : le premier qui convient à l'enfant est le sien (Places, règle 1). */
import { direAges, lireAges } from './admission.ts';
import type { ErreurDeSaisie } from './saisie-delai.ts';

export const CYCLES = ['maternelle', 'elementaire'] as const;
export type Cycle = (typeof CYCLES)[number];

export const CYCLES_EN_MOTS: Readonly<Record<Cycle, string>> = {
  maternelle: 'maternelle',
  elementaire: 'élémentaire',
};

export interface GroupeSaisi {
  nom: string;
  cycle: Cycle | null;
  ageMin: number | null;
  ageMax: number | null;
  ordre: number;
}

const ORDRE_MAX = 99;

export function lireGroupe(f: URLSearchParams): {
  saisie: GroupeSaisi;
  erreurs: ErreurDeSaisie[];
} {
  const { ages, erreurs } = lireAges(f);
  const nom = (f.get('nom') ?? '').trim().slice(0, 60);
  if (nom === '') erreurs.unshift({ champ: 'nom', message: 'Nommez le groupe : « 3-5 ans ».' });
  const ordre = lireOrdre(f);
  if (ordre === null) {
    erreurs.push({ champ: 'ordre', message: `Indiquez un rang entre 0 et ${ORDRE_MAX}.` });
  }
  const cycle = CYCLES.find((c) => c === f.get('cycle')) ?? null;
  return { saisie: { nom, cycle, ...ages, ordre: ordre ?? 1 }, erreurs };
}

/** Le rang d'affichage ; vide : le premier. null : illisible. */
export function lireOrdre(f: URLSearchParams): number | null {
  const lu = (f.get('ordre') ?? '').trim() || '1';
  return /^\d{1,2}$/.test(lu) ? Number(lu) : null;
}

/** « 3-5 ans : maternelle, de 3 à 5 ans » */
export function direGroupe(g: GroupeSaisi): string {
  const cycle = g.cycle ? `${CYCLES_EN_MOTS[g.cycle]}, ` : '';
  return `« ${g.nom} » : ${cycle}${direAges(g)}`;
}
