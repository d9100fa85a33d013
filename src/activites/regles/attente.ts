/** Ce que devient une place rendue : donnée, proposée, ou laissée aux agents. */
export const MODES_ATTENTE = ['automatique', 'offre', 'manuelle', 'aucune'] as const;
export type ModeAttente = (typeof MODES_ATTENTE)[number];

/** Ce qui peut faire passer un enfant d'abord, quand plusieurs attendent (Liste d'attente, règle 1). */
export const CRITERES = ['residence', 'deja_inscrit', 'fratrie', 'emploi'] as const;
export type Critere = (typeof CRITERES)[number];

/** Pour l'agent qui règle l'activité. */
export const CRITERES_EN_MOTS: Record<Critere, { libelle: string; aide: string }> = {
  residence: {
    libelle: 'Habite la commune',
    aide: 'La commune retenue au dossier de la famille est celle de la collectivité.',
  },
  deja_inscrit: {
    libelle: 'Déjà inscrit cette année',
    aide: 'L’enfant a un autre jour validé à cette activité, la même année scolaire.',
  },
  fratrie: {
    libelle: 'Frère ou sœur présent ce jour-là',
    aide: 'Un autre enfant de la famille a sa place ce jour-là, à cette activité.',
  },
  emploi: {
    libelle: 'Les deux parents travaillent',
    aide: 'Un agent a vu un justificatif, encore valable ce jour-là.',
  },
};

/** Code de l'éducation, art. L. 131-13. */
export const REFUS_EMPLOI_CANTINE =
  'L’inscription à la cantine est un droit pour tous les enfants scolarisés : la loi interdit d’y ' +
  'faire passer avant les autres ceux dont les parents travaillent (code de l’éducation, ' +
  'article L. 131-13). Retirez ce critère.';

/** Pourquoi ces critères ne conviennent pas à cette activité ; null : ils conviennent. */
export function refuserCriteres(genre: string, criteres: readonly string[]): string | null {
  if (!criteres.every((c) => estCritere(c))) return 'Choisissez des critères de la liste.';
  if (new Set(criteres).size < criteres.length) return 'Chaque critère ne sert qu’une fois.';
  if (genre === 'cantine' && criteres.includes('emploi')) return REFUS_EMPLOI_CANTINE;
  return null;
}

export function estCritere(valeur: string): valeur is Critere {
  return (CRITERES as readonly string[]).includes(valeur);
}

/** « habite la commune, puis déjà inscrit cette année, puis l’ordre d’arrivée ». */
export function direCriteres(criteres: readonly Critere[]): string {
  return [...criteres.map((c) => EN_COURT[c]), 'l’ordre d’arrivée'].join(', puis ');
}

/** Pour le journal : ce qui règle la liste, en une phrase. */
export function direReglages(r: {
  criteres: readonly Critere[];
  offreHeures: number;
  fratriesEnsemble: boolean;
}): string {
  const fratries = r.fratriesEnsemble ? '; fratries ensemble' : '';
  return `${direCriteres(r.criteres)} ; ${r.offreHeures} h pour répondre${fratries && ` ${fratries}`}`;
}

/** Le temps de réponse d'une place proposée, en heures ; null : hors des bornes. */
export function lireHeures(saisi: string): number | null {
  const heures = /^\d{1,3}$/.test(saisi) ? Number(saisi) : 0;
  return heures >= 2 && heures <= 336 ? heures : null;
}

/** Ce qu'en lit une famille : à côté d'un rang. */
export const EN_COURT: Record<Critere, string> = {
  residence: 'habite la commune',
  deja_inscrit: 'déjà inscrit cette année',
  fratrie: 'frère ou sœur présent ce jour-là',
  emploi: 'parents en emploi',
};
