import type { JourDeLaSemaine } from '../../platform/jours.ts';
import type { Rythme } from '../calendrier/calendrier.ts';
import type { CanalTardif, RegleDelai } from '../delais/regles.ts';
import type { Critere } from './attente.ts';

/** Un point de départ tiré des règlements lus : tout s'y change ensuite. */
export interface Modele {
  cle: string;
  nom: string;
  explication: string;
  genre: 'cantine' | 'mercredi' | 'vacances';
  rythme: Rythme;
  joursSemaine: readonly JourDeLaSemaine[];
  approbation: 'automatique' | 'agent';
  listeAttente: 'automatique' | 'manuelle' | 'aucune';
  /** Qui passe d'abord quand c'est complet, avant l'ordre d'arrivée. */
  criteres: readonly Critere[];
  reserver: RegleDelai;
  annuler: RegleDelai;
  tardif: CanalTardif;
}

const cantine = {
  genre: 'cantine',
  rythme: 'scolaire',
  joursSemaine: [1, 2, 4, 5],
  approbation: 'automatique',
  listeAttente: 'aucune',
  criteres: [],
  tardif: 'refusee',
} as const;

const vacances = {
  genre: 'vacances',
  rythme: 'vacances',
  joursSemaine: [1, 2, 3, 4, 5],
} as const;

const veilleAuMatin: RegleDelai = { forme: 'jour', jours: 1, heure: '09:00', decompte: 'ouvres' };
const leMatinMeme: RegleDelai = { ...veilleAuMatin, jours: 0, decompte: 'calendaires' };
const unJeudi: RegleDelai = { forme: 'semaine', jourSemaine: 4, semaines: 1, heure: '09:00' };
const septJours: RegleDelai = { forme: 'jour', jours: 7, heure: '24:00', decompte: 'calendaires' };
const deuxLimites: RegleDelai = {
  forme: 'groupes_de_jours',
  groupes: [
    { jours: [1, 2], jourSemaine: 5, semaines: 1, heure: '09:00' },
    { jours: [4, 5], jourSemaine: 2, semaines: 0, heure: '09:00' },
  ],
};
const troisSemainesAvant: RegleDelai = {
  forme: 'periode',
  nombre: 3,
  unite: 'semaines',
  heure: '24:00',
  ouvre: null,
};
const fenetre: RegleDelai = {
  ...troisSemainesAvant,
  ouvre: { nombre: 6, unite: 'semaines', heure: '08:30' },
};
const unMoisAvant: RegleDelai = { ...troisSemainesAvant, nombre: 1, unite: 'mois' };

export const MODELES: readonly Modele[] = [
  {
    cle: 'matin_meme',
    nom: 'Cantine, le matin même',
    explication: 'Réserver et annuler jusqu’au jour même à 9 h : une petite école rurale.',
    ...cantine,
    reserver: leMatinMeme,
    annuler: leMatinMeme,
  },
  {
    cle: 'veille',
    nom: 'Cantine, la veille à 9 h',
    explication: 'En jours ouvrés : le vendredi pour le lundi.',
    ...cantine,
    reserver: veilleAuMatin,
    annuler: veilleAuMatin,
  },
  {
    cle: 'deux_limites',
    nom: 'Cantine, deux limites par semaine',
    explication: 'Le vendredi pour lundi et mardi, le mardi pour jeudi et vendredi.',
    ...cantine,
    reserver: deuxLimites,
    annuler: deuxLimites,
  },
  {
    cle: 'jeudi',
    nom: 'Cantine, le jeudi pour la semaine suivante',
    explication: 'Une seule limite : le jeudi à 9 h.',
    ...cantine,
    reserver: unJeudi,
    annuler: unJeudi,
  },
  {
    cle: 'sept_jours',
    nom: 'Cantine, sept jours avant',
    explication: 'Tous les jours comptent, jusqu’à minuit.',
    ...cantine,
    reserver: septJours,
    annuler: septJours,
  },
  {
    cle: 'vacances_demandes',
    nom: 'Vacances, sur demande',
    explication: 'De six à trois semaines avant la période ; le service décide de chaque demande.',
    ...vacances,
    approbation: 'agent',
    listeAttente: 'manuelle',
    criteres: [],
    tardif: 'liste_attente',
    reserver: fenetre,
    annuler: troisSemainesAvant,
  },
  {
    cle: 'vacances_premiers',
    nom: 'Vacances, premiers arrivés, habitants d’abord',
    explication:
      'Validé tant qu’il reste des places, jusqu’à un mois avant ; ensuite, liste d’attente où passent ' +
      'd’abord les habitants de la commune.',
    ...vacances,
    approbation: 'automatique',
    listeAttente: 'automatique',
    criteres: ['residence'],
    tardif: 'liste_attente',
    reserver: unMoisAvant,
    annuler: unMoisAvant,
  },
  {
    cle: 'mercredis_deux_phases',
    nom: 'Mercredis, en deux phases',
    explication: 'Les demandes jusqu’à trois semaines avant la période, puis au cas par cas.',
    genre: 'mercredi',
    rythme: 'scolaire',
    joursSemaine: [3],
    approbation: 'agent',
    listeAttente: 'manuelle',
    criteres: [],
    tardif: 'agent',
    reserver: fenetre,
    annuler: septJours,
  },
];

export function chercherModele(cle: string): Modele | null {
  return MODELES.find((modele) => modele.cle === cle) ?? null;
}
