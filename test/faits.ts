import type { DelaiDate, RegleDelai } from '../src/activites/delais/regles.ts';
import {
  cle,
  type Faits,
  type FaitsActivite,
  type FaitsEnfant,
} from '../src/reservations/regles/types.ts';

export const MATIN = 1;
export const MERCREDI = '2026-11-25';
export const NOEL = '2026-12-25';

/** Un enfant de huit ans, en CE2 à l'école 1, habitant de 45999. */
export function enfant(options: Partial<FaitsEnfant> = {}): FaitsEnfant {
  return {
    neLe: '2018-05-10',
    scolarites: [{ anneeScolaire: '2026-2027', ecoleId: 1, cycle: 'elementaire' }],
    codeInsee: '45999',
    ...options,
  };
}

/** Une activité ouverte à tous, validée d'elle-même. */
export function activite(options: Partial<FaitsActivite> = {}): FaitsActivite {
  return {
    approbation: 'automatique',
    listeAttente: 'automatique',
    ageMin: null,
    ageMax: null,
    ecoles: [],
    communes: [],
    groupes: [],
    delais: [],
    prestations: [{ id: MATIN, nom: 'Matin' }],
    joursMin: null,
    ...options,
  };
}

/** Une règle datée, pour toute l'activité. */
export function delai(
  pour: DelaiDate['pour'],
  regle: RegleDelai,
  tardif: DelaiDate['tardif'] = 'refusee',
): DelaiDate {
  return { pour, prestationId: null, du: '2026-01-01', au: null, regle, tardif };
}

/** Les faits d'une case : un mercredi ouvert, une période ouverte à la saisie, rien de réservé. */
export function faits(options: Partial<Faits> = {}): Faits {
  return {
    enfant: enfant(),
    activite: activite(),
    periode: {
      du: '2026-11-04',
      au: '2026-12-25',
      ouvreLe: new Date('2026-09-01T08:00Z'),
      fermeLe: new Date('2026-12-30T23:00Z'),
    },
    delai: {
      fuseau: 'Europe/Paris',
      feries: new Set([NOEL]),
      joursOuverts: [MERCREDI],
      periode: { du: '2026-11-04' },
    },
    ouvertures: new Set([cle({ prestationId: MATIN, jour: MERCREDI })]),
    fermetures: new Map([[NOEL, 'Noël']]),
    dejaLa: new Map(),
    ...options,
  };
}
