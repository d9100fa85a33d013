import type { Situation } from '../../tarifs/regles/types.ts';

export interface FaitsDeVenue {
  reservation: 'validee' | null;
  pointage: {
    etat: 'present' | 'absent' | 'absent_excuse';
    arrivee: string | null;
    depart: string | null;
  } | null;
  factureSur: 'reservation' | 'presence';
  /** 'HH:MM', avec ou sans secondes. */
  heureDebut: string;
  heureFin: string;
}

export interface Venue {
  situation: Situation;
  /** Null : personne n'a pointé d'heures. */
  dureeMinutes: number | null;
  retardMinutes: number;
}

/**
 * Ce qui se facture d'une réservation et d'un pointage ; null : rien. Une réservation non pointée se
 * facture si l'activité facture la réservation ; si elle facture la présence, rien n'est deviné.
 */
export function situationDe(faits: FaitsDeVenue): Venue | null {
  const { reservation, pointage, factureSur } = faits;
  if (!pointage) {
    return reservation && factureSur === 'reservation' ? venue('reservee') : null;
  }
  if (pointage.etat === 'present') {
    const situation = reservation ? 'reservee' : 'presente_sans_reservation';
    return { situation, ...mesurer(faits, pointage) };
  }
  if (!reservation || factureSur === 'presence') return null;
  return venue(pointage.etat === 'absent' ? 'absente' : 'absente_excusee');
}

function venue(situation: Situation): Venue {
  return { situation, dureeMinutes: null, retardMinutes: 0 };
}

/** Sans heure d'arrivée ou de départ, la prestation borne la durée de ce côté. */
function mesurer(
  { heureDebut, heureFin }: FaitsDeVenue,
  { arrivee, depart }: NonNullable<FaitsDeVenue['pointage']>,
): Omit<Venue, 'situation'> {
  const fin = enMinutes(heureFin);
  const parti = depart === null ? null : enMinutes(depart);
  const dureeMinutes =
    arrivee === null && parti === null
      ? null
      : Math.max(0, (parti ?? fin) - enMinutes(arrivee ?? heureDebut));
  return { dureeMinutes, retardMinutes: Math.max(0, (parti ?? fin) - fin) };
}

function enMinutes(heure: string): number {
  return Number(heure.slice(0, 2)) * 60 + Number(heure.slice(3, 5));
}
