/** Ce que la cuisine et l'équipe comptent sur une liste. */
export interface Compte {
  nom: string;
  nombre: number;
  paniersRepas: number;
}

interface Attendu {
  groupe: string | null;
  classe: string | null;
  ecole: string | null;
  panierRepas: boolean;
}

/** Combien d'enfants par groupe d'âge ; sans groupe, tous ensemble. L'ordre est celui des noms. */
export function compterParGroupe(enfants: readonly Attendu[]): Compte[] {
  return compter(enfants, (e) => e.groupe ?? 'Tous les enfants');
}

/** Combien d'enfants par école et par classe. */
export function compterParClasse(enfants: readonly Attendu[]): Compte[] {
  return compter(enfants, (e) =>
    e.ecole && e.classe ? `${e.ecole}, ${e.classe}` : 'Sans classe connue',
  );
}

function compter(enfants: readonly Attendu[], nommer: (e: Attendu) => string): Compte[] {
  return [...Map.groupBy(enfants, nommer)]
    .map(([nom, siens]) => ({
      nom,
      nombre: siens.length,
      paniersRepas: siens.filter((e) => e.panierRepas).length,
    }))
    .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr', { numeric: true }));
}
