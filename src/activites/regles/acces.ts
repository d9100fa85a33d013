type Agent = { role: string; structures: readonly number[] | null };

/** Régler une activité : l'administrateur partout, le directeur dans ses structures. */
export function peutReglerDans({ role, structures }: Agent, structureId: number): boolean {
  if (!peutReglerDesActivites({ role })) return false;
  return structures === null || structures.includes(structureId);
}

/** A-t-il au moins une activité à régler ? C'est ce qui montre l'entrée du menu. */
export function peutReglerDesActivites({ role }: { role: string }): boolean {
  return role === 'administrateur' || role === 'directeur';
}
