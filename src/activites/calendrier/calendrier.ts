/**
 * Ce qu'est un jour, et s'il ouvre : docs/regles/calendrier.md.
 *
 * Un jour fermé dit toujours pourquoi : un jour grisé sans raison est la première plainte des
 * familles.
 */
import {
  type Jour,
  type JourDeLaSemaine,
  jourDeLaSemaine,
  joursEntre,
  nomDuJour,
} from '../../platform/jours.ts';

/** Des jours d'affilée. `reprise` est le premier jour d'après, exclu ; null : pas encore connu. */
export type Intervalle = { nom: string; du: Jour; reprise: Jour | null };

/** Les faits dont les règles ont besoin. */
export type Calendrier = {
  feries: ReadonlyMap<Jour, string>;
  vacances: readonly Intervalle[];
  fermetures: readonly Intervalle[];
};

export type NatureDuJour =
  | { nature: 'scolaire'; nom: null }
  | { nature: 'weekend'; nom: null }
  | { nature: 'vacances' | 'ferie' | 'fermeture'; nom: string };

/** 'scolaire' : les semaines de classe. 'vacances' : les vacances scolaires. */
export const RYTHMES = ['scolaire', 'vacances', 'toute_l_annee'] as const;
export type Rythme = (typeof RYTHMES)[number];

export type RaisonFermeture =
  | 'weekend'
  | 'ferie'
  | 'fermeture'
  | 'vacances'
  | 'hors_vacances'
  | 'pas_ce_jour';

/** `libelle` se montre tel quel à la famille : « Armistice 1918 », « Vacances de Noël »… */
export type JourDOuverture =
  | { jour: Jour; ouvert: true; exception?: string }
  | { jour: Jour; ouvert: false; raison: RaisonFermeture; libelle: string };

export type Rythmee = Calendrier & {
  /** Premier et dernier jour de la période, compris. */
  du: Jour;
  au: Jour;
  joursSemaine: readonly JourDeLaSemaine[];
  rythme: Rythme;
  /** Ouverts par exception, avec leur motif (règle 9). */
  exceptions?: ReadonlyMap<Jour, string>;
};

/** Ce qu'est ce jour pour tout le monde, la raison la plus forte d'abord (règle 6). */
export function natureDuJour(jour: Jour, calendrier: Calendrier): NatureDuJour {
  const ferie = calendrier.feries.get(jour);
  if (ferie !== undefined) return { nature: 'ferie', nom: ferie };
  const fermeture = intervalleDe(jour, calendrier.fermetures);
  if (fermeture) return { nature: 'fermeture', nom: fermeture.nom };
  if (jourDeLaSemaine(jour) >= 6) return { nature: 'weekend', nom: null };
  const vacances = intervalleDe(jour, calendrier.vacances);
  if (vacances) return { nature: 'vacances', nom: vacances.nom };
  return { nature: 'scolaire', nom: null };
}

/** Chaque jour de la période, dans l'ordre : ouvert, ou fermé avec sa raison (règle 7). */
export function joursDOuverture(activite: Rythmee): JourDOuverture[] {
  return joursEntre(activite.du, activite.au).map((jour) => jourDOuverture(jour, activite));
}

function jourDOuverture(jour: Jour, activite: Rythmee): JourDOuverture {
  const fermer = (raison: RaisonFermeture, libelle: string): JourDOuverture => ({
    jour,
    ouvert: false,
    raison,
    libelle,
  });
  const exception = activite.exceptions?.get(jour);
  if (exception !== undefined) {
    const ferme = intervalleDe(jour, activite.fermetures);
    return ferme ? fermer('fermeture', ferme.nom) : { jour, ouvert: true, exception };
  }
  const semaine = jourDeLaSemaine(jour);
  const accueilli = activite.joursSemaine.includes(semaine);
  if (semaine >= 6 && !accueilli) return fermer('weekend', 'Week-end');

  const ferie = activite.feries.get(jour);
  if (ferie !== undefined) return fermer('ferie', ferie);
  const fermeture = intervalleDe(jour, activite.fermetures);
  if (fermeture) return fermer('fermeture', fermeture.nom);

  if (activite.rythme !== 'toute_l_annee') {
    const vacances = intervalleDe(jour, activite.vacances);
    if (activite.rythme === 'scolaire' && vacances) return fermer('vacances', vacances.nom);
    if (activite.rythme === 'vacances' && !vacances) {
      return fermer('hors_vacances', 'Semaine de classe');
    }
  }
  if (!accueilli) return fermer('pas_ce_jour', `Pas d’accueil le ${nomDuJour(semaine)}`);
  return { jour, ouvert: true };
}

/** L'intervalle qui contient ce jour. S'ils sont plusieurs, celui qui commence le premier, puis
 * l'ordre des noms : l'ordre de la liste ne change rien. */
function intervalleDe(jour: Jour, intervalles: readonly Intervalle[]): Intervalle | null {
  let trouve: Intervalle | null = null;
  for (const intervalle of intervalles) {
    const dedans =
      intervalle.du <= jour && (intervalle.reprise === null || jour < intervalle.reprise);
    if (dedans && (!trouve || avant(intervalle, trouve))) trouve = intervalle;
  }
  return trouve;
}

function avant(a: Intervalle, b: Intervalle): boolean {
  return a.du === b.du ? a.nom < b.nom : a.du < b.du;
}
