/** Règle 8 : l'aîné est le premier né ; à égalité (jumeaux), le premier inscrit au dossier. */
export function rangDansLaFratrie(
  enfant: { id: number; neLe: string },
  inscrits: readonly { id: number; neLe: string }[],
): number {
  const aines = inscrits.filter(
    (autre) =>
      autre.id !== enfant.id &&
      (autre.neLe < enfant.neLe || (autre.neLe === enfant.neLe && autre.id < enfant.id)),
  );
  return aines.length + 1;
}

/** Règle 3 : une commune que les services n'ont pas encore retenue n'ouvre pas le tarif des habitants. */
export function estResident(communeDeLaFamille: string | null, commune: string): boolean {
  return communeDeLaFamille === commune;
}
