/** Ce qu'une famille accorde ou refuse (Santé, règle 6). Sans réponse, c'est non. */
export const AUTORISATIONS = {
  hospitalisation: {
    libelle: 'J’autorise l’équipe à faire conduire mon enfant à l’hôpital en urgence',
    court: 'Hôpital en urgence',
  },
  baignade: { libelle: 'J’autorise la baignade encadrée', court: 'Baignade' },
  photo: { libelle: 'J’autorise les photos pendant les activités', court: 'Photo' },
  depart_seul: {
    libelle: 'J’autorise mon enfant à repartir sans adulte',
    court: 'Repartir sans adulte',
  },
} as const;

export type Autorisation = keyof typeof AUTORISATIONS;

// Les clés d'un littéral figé : la conversion ne perd rien.
export const GENRES_D_AUTORISATION = Object.keys(AUTORISATIONS) as Autorisation[];
