import type { Contenus, Rubrique } from './rubriques.ts';

/** Une rubrique d'une des deux fiches ; null : vide, ou qui ne s'ouvre plus. */
interface Ecrite<R extends Rubrique> {
  contenu: Contenus[R] | null;
  modifieeLe: Date;
}

const DU_PLUS_SUR = ['pas_a_jour', 'contre_indication', 'a_jour'] as const;

/**
 * Deux fiches pour un enfant : rien de ce qui protège ne se perd. Un « oui » l'emporte, les deux
 * textes restent l'un sous l'autre ; pour les vaccins, le moins favorable ; pour le médecin, le plus
 * récent (Fusions, règle 8).
 */
export function reunirRubrique<R extends Rubrique>(
  rubrique: R,
  gardee: Ecrite<R> | undefined,
  disparue: Ecrite<R> | undefined,
): Contenus[R] | null {
  const a = gardee?.contenu ?? null;
  const b = disparue?.contenu ?? null;
  if (!a || !b || !gardee || !disparue) return a ?? b;
  if (rubrique === 'medecin') return disparue.modifieeLe > gardee.modifieeLe ? b : a;
  if ('texte' in a && 'texte' in b) return { ...a, ...b, ...reunirTextes(a, b) };
  return estMoinsFavorable(b, a) ? b : a;
}

interface Texte {
  reponse: 'oui' | 'non';
  texte: string;
  jusquAu?: string | null;
}

function reunirTextes(a: Texte, b: Texte): Texte {
  const textes = [a, b].filter((x) => x.reponse === 'oui').map((x) => x.texte.trim());
  const fins = [a.jusquAu ?? null, b.jusquAu ?? null].filter((f) => f !== null).sort();
  return {
    reponse: textes.length > 0 ? 'oui' : 'non',
    texte: [...new Set(textes)].join('\n'),
    ...('jusquAu' in a ? { jusquAu: fins.at(-1) ?? null } : {}),
  };
}

function estReponse(contenu: object, reponse: string): boolean {
  return 'reponse' in contenu && contenu.reponse === reponse;
}

function estMoinsFavorable(x: object, que: object): boolean {
  const rang = (c: object) => DU_PLUS_SUR.findIndex((v) => estReponse(c, v));
  return rang(x) < rang(que);
}
