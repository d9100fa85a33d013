import { ecrireJour, ecrireJourEnChiffres, type Jour } from '../../platform/jours.ts';
import { direRang } from './calendrier-saisie.ts';
import { direPriorites } from './file.ts';
import type { EtatReservation, Origine, Raison } from './types.ts';

/** L'état tel qu'on le montre : le guide distingue l'inscription directe par le centre. */
export function etatMontre(r: {
  etat: EtatReservation;
  origine: Origine;
  placeOfferte?: boolean;
}): EtatReservation | 'directe' | 'proposee' {
  if (r.placeOfferte) return 'proposee';
  return r.etat === 'validee' && r.origine === 'centre' ? 'directe' : r.etat;
}

const GENRES: Record<string, string> = {
  cantine: 'Cantine',
  garderie: 'Garderie',
  mercredi: 'Mercredi',
  vacances: 'Vacances',
};

/** « Garderie, Matin » : assez court pour la case d'un mois. */
export function nomCourt(r: { genre: string; activite: string; prestation: string }): string {
  return `${GENRES[r.genre] ?? r.activite}, ${r.prestation}`;
}

/** « n° 3 » d'une réservation sur liste d'attente. */
export function direRangDe(r: { rang: number | null }): string | undefined {
  return r.rang === null ? undefined : direRang(r.rang);
}

/** « n° 3 : habite la commune » : le rang, et ce qui le donne si l'activité a des priorités. */
export function direRangEtPriorites(j: {
  rang: number | null;
  priorites: Parameters<typeof direPriorites>[0] | null;
}): string {
  const raison = j.priorites === null ? '' : direPriorites(j.priorites);
  return [direRangDe(j) ?? '', raison].filter((mots) => mots !== '').join(' : ');
}

/** L'inscription dans les mots du guide : « GARDERIE VILLERMAIN, Matin, du 11/01/2022 ». */
export function nommerInscription(r: { activite: string; prestation: string; jour: Jour }): string {
  return `${r.activite} (${r.prestation}) du ${ecrireJourEnChiffres(r.jour)}`;
}

/** « jeudi 7 janvier », « aujourd’hui, lundi 16 novembre », « demain, … ». */
export function direJour(jour: Jour, aujourdhui: Jour, demain: Jour): string {
  const mots = ecrireJour(jour);
  if (jour === aujourdhui) return `Aujourd’hui, ${mots}`;
  if (jour === demain) return `Demain, ${mots}`;
  return mots.charAt(0).toUpperCase() + mots.slice(1);
}

/** Que faire d'un jour écarté ; chaque raison a sa suite. */
export function quoiFaire(raison: Raison): string {
  switch (raison) {
    case 'ferme':
    case 'jour_passe':
      return 'Il n’y a rien à faire pour ce jour.';
    case 'deja_reserve':
      return 'Il est déjà dans vos inscriptions : rien à faire.';
    case 'pas_encore_ouverte':
      return 'Revenez à partir de cette date.';
    case 'complet':
      return 'Revenez voir de temps en temps : une place peut se libérer.';
    case 'semaine_incomplete':
      return 'Recommencez en cochant assez de jours cette semaine-là.';
    case 'delai_passe':
    case 'periode_close':
    case 'pas_en_ligne':
      return 'Contactez le centre : lui seul peut encore l’ajouter.';
    case 'age':
    case 'ecole':
    case 'groupe':
      return 'Si cela vous étonne, contactez le centre.';
    case 'classe_inconnue':
    case 'commune':
      return 'Contactez le centre : il complétera votre dossier.';
  }
}

/** « le lundi 4 janvier », « du lundi 4 janvier au mardi 5 janvier ». */
export function direPlage(premier: Jour, dernier: Jour): string {
  if (premier === dernier) return `le ${ecrireJour(premier)}`;
  return `du ${ecrireJour(premier)} au ${ecrireJour(dernier)}`;
}
