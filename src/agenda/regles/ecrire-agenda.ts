import ical, {
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { type Fuseau, type Heure, instantLocal } from '../../platform/instants.ts';
import { ajouterJours, type Jour } from '../../platform/jours.ts';

/** Un jour réservé, avec ce que l'agenda en dit : ni nom de famille, ni santé, ni régime. */
export interface JourReserve {
  id: number;
  prenom: string;
  activite: string;
  prestation: string;
  structure: string;
  jour: Jour;
  debut: Heure;
  fin: Heure;
  etat: 'validee' | 'demandee' | 'en_liste_attente';
  placeOfferte: boolean;
  creeLe: Date;
  /** Le dernier changement connu : création, décision ou annulation. */
  changeLe: Date;
}

export interface Entete {
  nom: string;
  /** « https://portail.saint-aubin.fr » : l'adresse du portail, dont l'hôte signe les identifiants. */
  adresse: string;
  fuseau: Fuseau;
}

/** Ce qu'on garde d'hier : de quoi retrouver la semaine d'avant, pas un historique. */
export const JOURS_GARDES = 30;

/** Le premier jour qu'un agenda montre (Agenda, règle 4). */
export function premierJour(aujourdhui: Jour): Jour {
  return ajouterJours(aujourdhui, -JOURS_GARDES);
}

const HEURES_ENTRE_DEUX_LECTURES = 6;

/**
 * L'agenda au format iCalendar (RFC 5545). Les heures y sont universelles : un changement d'heure ne
 * se devine pas, il est déjà compté. Les mêmes faits donnent les mêmes octets, sans horloge : c'est ce
 * qui permet de répondre « rien n'a changé ».
 */
export function ecrireAgenda(entete: Entete, jours: readonly JourReserve[]): string {
  const hote = new URL(entete.adresse).hostname;
  const agenda = ical({
    name: entete.nom,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Preau', product: 'Agenda des familles', language: 'FR' },
    ttl: HEURES_ENTRE_DEUX_LECTURES * 3600,
  });
  for (const j of jours) {
    const { mot, ferme } = direEtat(j);
    agenda.createEvent({
      id: `reservation-${j.id}@${hote}`,
      stamp: j.changeLe,
      created: j.creeLe,
      lastModified: j.changeLe,
      sequence: compterSecondes(j.creeLe, j.changeLe),
      start: instantLocal(j.jour, j.debut, entete.fuseau),
      end: instantLocal(j.jour, j.fin, entete.fuseau),
      summary: `${j.prenom} : ${j.activite}, ${j.prestation}${mot === '' ? '' : ` (${mot})`}`,
      location: j.structure,
      url: `${entete.adresse}/famille/reservations/${j.id}`,
      status: ferme ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
      class: ICalEventClass.PRIVATE,
      // L'enfant est pris, pas son parent.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return agenda.toString();
}

/** Un nombre qui ne recule jamais et n'a pas à être rangé : l'âge de la dernière version. */
function compterSecondes(depuis: Date, jusqua: Date): number {
  return Math.max(0, Math.floor((jusqua.getTime() - depuis.getTime()) / 1000));
}

function direEtat(j: Pick<JourReserve, 'etat' | 'placeOfferte'>): { mot: string; ferme: boolean } {
  if (j.etat === 'validee') return { mot: '', ferme: true };
  if (j.placeOfferte) return { mot: 'place proposée, répondez', ferme: false };
  return { mot: j.etat === 'demandee' ? 'en attente' : 'liste d’attente', ferme: false };
}

/** « Saint-Aubin : Léo », « Saint-Aubin : mes enfants ». */
export function nommerAgenda(collectivite: string, prenom: string | null): string {
  return `${collectivite} : ${prenom ?? 'mes enfants'}`;
}
