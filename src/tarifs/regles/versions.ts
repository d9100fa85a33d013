import { ajouterJours, type Jour } from '../../platform/jours.ts';
import type { Grille } from './types.ts';

/** Règle 1 : la dernière grille publiée qui part ce jour-là ou avant ; un brouillon ne vaut rien. */
export function grilleEnVigueur(
  grilles: readonly Grille[],
  prestationId: number,
  jour: Jour,
): Grille | null {
  let trouvee: Grille | null = null;
  for (const grille of grilles) {
    if (grille.prestationId !== prestationId || grille.deliberation === null) continue;
    if (grille.du <= jour && (!trouvee || trouvee.du < grille.du)) trouvee = grille;
  }
  return trouvee;
}

/** Le dernier jour où cette grille vaut, ou null : jusqu'à nouvel ordre. */
export function dernierJourDe(grilles: readonly Grille[], grille: Grille): Jour | null {
  const suivantes = grilles
    .filter((g) => g.prestationId === grille.prestationId && g.deliberation !== null)
    .map((g) => g.du)
    .filter((du) => du > grille.du)
    .sort();
  return suivantes[0] === undefined ? null : ajouterJours(suivantes[0], -1);
}
