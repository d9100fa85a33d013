export { REPAS_ORDINAIRE } from '../../sante/regles/regimes.ts';

/** L'enfant apporte le sien : la cuisine ne le prépare pas. */
export const PANIER_REPAS = 'Panier-repas';

/** Un compte arrêté : tant d'enfants de cette école, de ce groupe, mangent ceci. */
export interface CompteArrete {
  ecole: string;
  groupe: string;
  repas: string;
  aServir: boolean;
  nombre: number;
}

/**
 * Ce qui sort du portail, en courriel ou en pièce jointe : un panier-repas dit un PAI, et la cuisine
 * n’en prépare aucun (règle 5).
 */
export function sansPaniers(comptes: readonly CompteArrete[]): CompteArrete[] {
  return comptes.filter((c) => c.aServir);
}

export interface LigneDeRepas {
  repas: string;
  aServir: boolean;
  /** Dans l'ordre des colonnes. */
  nombres: number[];
  total: number;
}

export interface TableauDeRepas {
  colonnes: string[];
  lignes: LigneDeRepas[];
  /** Ce que la cuisine prépare : sans les paniers-repas. */
  aServir: number[];
  totalAServir: number;
}

/**
 * Les repas en lignes, dans l'ordre donné ; en colonnes les écoles, ou les groupes quand il n'y a
 * qu'une école.
 */
export function mettreEnTableau(comptes: readonly CompteArrete[]): TableauDeRepas {
  const ecoles = [...new Set(comptes.map((c) => c.ecole))];
  const colonneDe =
    ecoles.length === 1 ? (c: CompteArrete) => c.groupe : (c: CompteArrete) => c.ecole;
  const colonnes = [...new Set(comptes.map(colonneDe))].toSorted((a, b) =>
    a.localeCompare(b, 'fr', { numeric: true }),
  );
  const additionner = (retenus: readonly CompteArrete[]) =>
    colonnes.map((colonne) =>
      retenus.reduce((n, c) => (colonneDe(c) === colonne ? n + c.nombre : n), 0),
    );
  const somme = (nombres: readonly number[]) => nombres.reduce((a, b) => a + b, 0);
  const lignes = [...Map.groupBy(comptes, (c) => c.repas)].map(([repas, siens]) => {
    const nombres = additionner(siens);
    return { repas, aServir: siens.some((c) => c.aServir), nombres, total: somme(nombres) };
  });
  const aServir = additionner(comptes.filter((c) => c.aServir));
  return { colonnes, lignes, aServir, totalAServir: somme(aServir) };
}
