interface Reglages {
  nom: string;
  approbation: string;
  listeAttente: string;
  ouverteAuxFamilles: boolean;
}

export const APPROBATIONS: Readonly<Record<string, string>> = {
  automatique: 'automatique, tant qu’il reste des places',
  agent: 'par un agent',
};

export const LISTES_ATTENTE: Readonly<Record<string, string>> = {
  automatique: 'automatique : la place va au premier de la file',
  offre: 'proposée : la place est gardée le temps de répondre',
  manuelle: 'tenue par un agent',
  aucune: 'sans liste d’attente',
};

/** « Approbation : automatique… (avant : par un agent) », ou null si rien ne change. */
export function direChangements(avant: Reglages, apres: Reglages): string | null {
  const [a, b] = [enMots(avant), enMots(apres)];
  const phrases = Object.keys(b)
    .filter((cle) => a[cle] !== b[cle])
    .map((cle) => `${cle} : ${b[cle]} (avant : ${a[cle]})`);
  return phrases.length === 0 ? null : `${phrases.join(' ; ')}.`;
}

function enMots(r: Reglages): Record<string, string> {
  return {
    Nom: r.nom,
    Approbation: APPROBATIONS[r.approbation] ?? r.approbation,
    'Liste d’attente': LISTES_ATTENTE[r.listeAttente] ?? r.listeAttente,
    'Visible des familles': r.ouverteAuxFamilles ? 'oui' : 'non',
  };
}
