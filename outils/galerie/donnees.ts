import { ecrireJour, grilleDuMois, jourDeLaSemaine } from '../../src/platform/jours.ts';
import type { EntreeMois } from '../../src/ui/calendrier-mois.tsx';
import type { CaseJour, JourSaisie } from '../../src/ui/calendrier-saisie.tsx';
import type { EtatMontre } from '../../src/ui/etats.tsx';
import type { GroupeMenu } from '../../src/ui/menu.tsx';

/** Le menu du guide, dans l’ordre du guide. */
export function menuFamille(courante: string): GroupeMenu[] {
  const groupes: GroupeMenu[] = [
    {
      libelle: 'Mon compte',
      entrees: [
        {
          libelle: 'Mes informations',
          href: 'informations.html',
          icone: 'crayon',
          barre: 'Compte',
        },
        { libelle: 'Modifier mot de passe', href: 'composants.html', icone: 'cle' },
        { libelle: 'Mes enfants', href: 'enfants.html', icone: 'enfant' },
      ],
    },
    {
      libelle: 'Mes factures et paiements',
      entrees: [
        { libelle: 'Payer en ligne', href: 'payer.html', icone: 'facture', barre: 'Payer' },
      ],
    },
    {
      libelle: 'Inscriptions',
      entrees: [
        {
          libelle: 'Inscriptions',
          href: 'inscriptions.html',
          icone: 'calendrier',
          barre: 'Inscriptions',
          compteur: 2,
        },
        {
          libelle: 'Pré-inscrire',
          href: 'reserver.html',
          icone: 'inscrire',
          barre: 'Pré-inscrire',
        },
      ],
    },
    {
      libelle: 'Contact',
      entrees: [{ libelle: 'Contacter le centre', href: 'contact.html', icone: 'message' }],
    },
    { libelle: '', entrees: [{ libelle: 'Aide en ligne', href: 'aide.html', icone: 'aide' }] },
  ];
  return marquer(groupes, courante);
}

export function menuAgent(courante: string): GroupeMenu[] {
  const groupes: GroupeMenu[] = [
    {
      libelle: 'Au guichet',
      entrees: [
        {
          libelle: 'Demandes',
          href: 'agent.html',
          icone: 'cloche',
          barre: 'Demandes',
          compteur: 40,
        },
        { libelle: 'Inscriptions', href: 'a1.html', icone: 'calendrier', barre: 'Inscriptions' },
        { libelle: 'Familles', href: 'a2.html', icone: 'famille', barre: 'Familles' },
      ],
    },
    {
      libelle: 'Réglages',
      entrees: [{ libelle: 'Activités', href: 'a3.html', icone: 'reglages' }],
    },
  ];
  return marquer(groupes, courante);
}

function marquer(groupes: GroupeMenu[], courante: string): GroupeMenu[] {
  return groupes.map((g) => ({
    ...g,
    entrees: g.entrees.map((e) => ({ ...e, courante: e.href === courante })),
  }));
}

const FERMES: Record<string, string> = {
  '2026-11-11': 'Fermé : Armistice 1918',
  '2027-03-29': 'Fermé : lundi de Pâques',
  '2027-05-06': 'Fermé : Ascension',
  '2027-05-07': 'Fermé : pont de l’Ascension',
  '2027-05-17': 'Fermé : lundi de Pentecôte',
};
const VACANCES = [
  ['2026-10-19', '2026-10-30', 'Fermé : vacances de la Toussaint'],
  ['2026-12-21', '2027-01-01', 'Fermé : vacances de Noël'],
  ['2027-02-15', '2027-02-26', 'Fermé : vacances d’hiver'],
  ['2027-04-12', '2027-04-23', 'Fermé : vacances de printemps'],
] as const;

/** Les jours de semaine entre deux mois compris, avec un exemple de chaque situation. */
export function joursDeSaisie(mois: readonly string[], prestations: number): JourSaisie[] {
  const jours = mois.flatMap((m) => grilleDuMois(m).flat()).filter((j) => j !== null);
  return jours
    .filter((j) => jourDeLaSemaine(j) <= 5)
    .map((jour, rang) => jourDeSaisie(jour, rang, prestations));
}

function jourDeSaisie(jour: string, rang: number, prestations: number): JourSaisie {
  const vacances = VACANCES.find(([debut, fin]) => jour >= debut && jour <= fin);
  const ferme = FERMES[jour] ?? vacances?.[2];
  if (ferme) return { jour, ferme };
  const cases = Array.from({ length: prestations }, (_, p) => caseDuJour(rang, p, jour));
  return { jour, echeance: `à réserver avant ${ecrireJour(veille(jour))} à 9 h`, cases };
}

function caseDuJour(rang: number, prestation: number, jour: string): CaseJour {
  if (rang < 2) return { etat: 'impossible', raison: 'délai passé depuis jeudi 9 h' };
  if (rang % 23 === 4 && prestation === 0) return { etat: 'reservee', note: 'déjà réservé' };
  if (rang % 19 === 7 && prestation === 1)
    return { etat: 'liste_attente', note: 'complet : liste d’attente, rang 3' };
  if (rang % 31 === 9 && prestation === 0)
    return { etat: 'impossible', raison: 'dossier incomplet' };
  return { etat: 'libre', cochee: jourDeLaSemaine(jour) === 2 };
}

function veille(jour: string): string {
  const quantieme = Number(jour.slice(8));
  return `${jour.slice(0, 8)}${String(Math.max(1, quantieme - 4)).padStart(2, '0')}`;
}

const TIRAGE: EtatMontre[] = [
  'validee',
  'validee',
  'validee',
  'demandee',
  'en_liste_attente',
  'directe',
  'validee',
  'annulee_par_centre',
  'validee',
  'refusee',
  'annulee_par_famille',
];

export function entreesDuMois(mois: string): Record<string, EntreeMois[]> {
  const entrees: Record<string, EntreeMois[]> = {};
  let n = 0;
  for (const jour of grilleDuMois(mois).flat()) {
    if (!jour || ![1, 2, 4, 5].includes(jourDeLaSemaine(jour))) continue;
    const etat = TIRAGE[n++ % TIRAGE.length]!;
    const rang = etat === 'en_liste_attente' ? 'rang 3' : undefined;
    entrees[jour] = [{ libelle: 'Repas', etat, precision: rang, href: `annuler.html#${jour}` }];
    if (n % 3 === 0) entrees[jour].push({ libelle: 'Garderie du soir', etat: 'validee' });
  }
  return entrees;
}

export type DemandeFictive = {
  id: number;
  famille: string;
  enfant: string;
  activite: string;
  jours: string;
  recue: string;
  etat: EtatMontre;
};

const FAMILLES = [
  'Martin',
  'Nguyen',
  'Le Goff',
  'O’Brien',
  'Diallo',
  'Fernandes',
  'Yvon',
  'Benali',
];
const PRENOMS = ['Léo', 'Inès', 'Maël', 'Zoé', 'Adam', 'Jeanne', 'Noé', 'Aya'];
const ACTIVITES = ['Cantine Villermain', 'Garderie Villermain', 'Mercredis de Saint-Aubin'];

export function demandes(): DemandeFictive[] {
  return Array.from({ length: 40 }, (_, i) => ({
    id: i + 1,
    famille: FAMILLES[i % 8]!,
    enfant: PRENOMS[(i * 3) % 8]!,
    activite: ACTIVITES[i % 3]!,
    jours: i % 4 === 0 ? '138 jours, toute l’année' : `${(i % 5) + 1} jours en janvier`,
    recue: `${(i % 9) + 1} janvier, ${8 + (i % 10)} h 1${i % 6}`,
    etat: i % 6 === 5 ? 'en_liste_attente' : 'demandee',
  }));
}
