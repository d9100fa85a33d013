/** Comment se range une liste : docs/regles/listes.md, que citent les commentaires. */
export const RANGEMENTS = ['nom', 'classe', 'groupe', 'regime', 'ecole'] as const;
export type Rangement = (typeof RANGEMENTS)[number];

export const RANGEMENTS_EN_MOTS: Record<Rangement, string> = {
  nom: 'Une seule liste, par nom',
  classe: 'Par classe',
  groupe: 'Par groupe d’âge',
  regime: 'Par régime alimentaire',
  ecole: 'Par école',
};

export function lireRangement(demande: string | null): Rangement {
  return RANGEMENTS.find((r) => r === demande) ?? 'nom';
}

export interface Range {
  ecole: string | null;
  classe: string | null;
  groupe: string | null;
  /** Ce qu'il mange : son panier, son régime, sinon l'ordinaire. */
  repas: string;
}

/** Une page de la liste : son titre, ses enfants dans l'ordre donné. */
export interface Paquet<E> {
  titre: string;
  enfants: E[];
}

/** Les enfants qu'on ne sait pas ranger viennent en dernier, sous leur propre titre (règle 3). */
export function grouper<E extends Range>(enfants: readonly E[], par: Rangement): Paquet<E>[] {
  if (par === 'nom') return enfants.length > 0 ? [{ titre: '', enfants: [...enfants] }] : [];
  const { de, sinon } = CLES[par];
  return [...Map.groupBy(enfants, (e) => de(e) ?? '')]
    .toSorted(([a], [b]) =>
      a === '' || b === ''
        ? Number(a === '') - Number(b === '')
        : a.localeCompare(b, 'fr', { numeric: true }),
    )
    .map(([titre, siens]) => ({ titre: titre || sinon, enfants: siens }));
}

const CLES: Record<
  Exclude<Rangement, 'nom'>,
  { de: (e: Range) => string | null; sinon: string }
> = {
  classe: {
    de: (e) => (e.ecole && e.classe ? `${e.ecole}, ${e.classe}` : null),
    sinon: 'Sans classe connue',
  },
  groupe: { de: (e) => e.groupe, sinon: 'Sans groupe' },
  regime: { de: (e) => e.repas, sinon: 'Repas ordinaire' },
  ecole: { de: (e) => e.ecole, sinon: 'Sans école connue' },
};
