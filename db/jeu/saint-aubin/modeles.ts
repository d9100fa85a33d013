/** Les cinq activités de Saint-Aubin telles qu'un agent les réglerait : publics, délais, jauges. */
import type { Selectable } from 'kysely';
import type { RegleDelai } from '../../../src/activites/delais/regles.ts';
import type { Groupes } from '../../../src/platform/tables.ts';
import type { Commune } from './commune.ts';

export type NomActivite =
  | 'Restaurant scolaire'
  | 'Garderie périscolaire'
  | 'Étude surveillée'
  | 'Mercredis'
  | 'Vacances';

export interface Modele {
  nom: NomActivite;
  structure: keyof Commune['structures'];
  genre: 'cantine' | 'garderie' | 'mercredi' | 'vacances';
  approbation: 'automatique' | 'agent';
  listeAttente: 'automatique' | 'manuelle' | 'aucune';
  rythme: 'scolaire' | 'vacances';
  jours: number[];
  ages: [min: number, max: number];
  prestations: [nom: string, debut: string, fin: string][];
  groupes: Pick<Selectable<Groupes>, 'nom' | 'cycle' | 'age_min' | 'age_max'>[];
  reserver: RegleDelai;
  annuler: RegleDelai;
  /** Nom, places, et ce qui les prend : prestations, d'un groupe ou de tous. */
  jauges: [nom: string, places: number, prestations: string[], groupe: string | null][];
}

const VEILLE_9_H: RegleDelai = { forme: 'jour', jours: 1, heure: '09:00', decompte: 'ouvres' };
const JEUDI_9_H: RegleDelai = { forme: 'semaine', jourSemaine: 4, semaines: 1, heure: '09:00' };
const QUARANTE_HUIT_HEURES: RegleDelai = { forme: 'heures', heures: 48, debutJournee: '07:30' };
const FENETRE: RegleDelai = {
  forme: 'periode',
  nombre: 3,
  unite: 'semaines',
  heure: '24:00',
  ouvre: { nombre: 6, unite: 'semaines', heure: '08:00' },
};

export const MODELES: readonly Modele[] = [
  {
    nom: 'Restaurant scolaire',
    structure: 'enfance',
    genre: 'cantine',
    approbation: 'automatique',
    listeAttente: 'automatique',
    rythme: 'scolaire',
    jours: [1, 2, 4, 5],
    ages: [2, 12],
    prestations: [['Repas', '11:45', '13:30']],
    groupes: [
      { nom: 'Maternelle', cycle: 'maternelle', age_min: null, age_max: null },
      { nom: 'Élémentaire', cycle: 'elementaire', age_min: null, age_max: null },
    ],
    reserver: VEILLE_9_H,
    annuler: VEILLE_9_H,
    jauges: [['Réfectoire des maternelles', 60, ['Repas'], 'Maternelle']],
  },
  {
    nom: 'Garderie périscolaire',
    structure: 'enfance',
    genre: 'garderie',
    approbation: 'agent',
    listeAttente: 'manuelle',
    rythme: 'scolaire',
    jours: [1, 2, 4, 5],
    ages: [2, 12],
    prestations: [
      ['Matin', '07:30', '08:30'],
      ['Soir', '16:30', '18:30'],
    ],
    groupes: [],
    reserver: JEUDI_9_H,
    annuler: JEUDI_9_H,
    jauges: [['Salle de garderie, le soir', 24, ['Soir'], null]],
  },
  {
    nom: 'Étude surveillée',
    structure: 'enfance',
    genre: 'garderie',
    approbation: 'agent',
    listeAttente: 'aucune',
    rythme: 'scolaire',
    jours: [1, 4],
    ages: [6, 12],
    prestations: [['Étude', '16:30', '17:30']],
    groupes: [],
    reserver: { forme: 'jour', jours: 0, heure: '09:00', decompte: 'calendaires' },
    annuler: { forme: 'jour', jours: 0, heure: '09:00', decompte: 'calendaires' },
    jauges: [['Salle d’étude', 20, ['Étude'], null]],
  },
  {
    nom: 'Mercredis',
    structure: 'tilleuls',
    genre: 'mercredi',
    approbation: 'automatique',
    listeAttente: 'automatique',
    rythme: 'scolaire',
    jours: [3],
    ages: [3, 12],
    prestations: [
      ['Matin', '07:30', '12:00'],
      ['Matin avec repas', '07:30', '13:30'],
      ['Journée', '07:30', '18:30'],
    ],
    groupes: [],
    reserver: QUARANTE_HUIT_HEURES,
    annuler: QUARANTE_HUIT_HEURES,
    jauges: [
      ['Salle des Tilleuls, le matin', 16, ['Matin', 'Matin avec repas', 'Journée'], null],
      ['Réfectoire des Tilleuls', 14, ['Matin avec repas', 'Journée'], null],
      ['Salle des Tilleuls, l’après-midi', 14, ['Journée'], null],
    ],
  },
  {
    nom: 'Vacances',
    structure: 'tilleuls',
    genre: 'vacances',
    approbation: 'agent',
    listeAttente: 'manuelle',
    rythme: 'vacances',
    jours: [1, 2, 3, 4, 5],
    ages: [3, 11],
    prestations: [['Journée avec repas', '07:30', '18:30']],
    groupes: [
      { nom: '3-5 ans', cycle: null, age_min: 3, age_max: 5 },
      { nom: '6-11 ans', cycle: null, age_min: 6, age_max: 11 },
    ],
    reserver: FENETRE,
    annuler: { forme: 'jour', jours: 7, heure: '24:00', decompte: 'calendaires' },
    jauges: [
      ['Groupe des 3-5 ans', 16, ['Journée avec repas'], '3-5 ans'],
      ['Groupe des 6-11 ans', 24, ['Journée avec repas'], '6-11 ans'],
    ],
  },
];
