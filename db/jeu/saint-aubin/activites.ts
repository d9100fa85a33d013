/** Les activités de Saint-Aubin, leurs groupes, prestations, périodes, délais et jauges. */
import type { Selectable } from 'kysely';
import { definirPlaces, engendrerOuvertures } from '../../../src/activites/actions.ts';
import type { RegleDelai } from '../../../src/activites/delais/regles.ts';
import type { Tx } from '../../../src/platform/db.ts';
import { instantLocal } from '../../../src/platform/instants.ts';
import { ajouterJours, type Jour } from '../../../src/platform/jours.ts';
import type { Groupes } from '../../../src/platform/tables.ts';
import type { Annee } from './annees.ts';
import { type Commune, FUSEAU, idParNom, SAINT_AUBIN, VILLENEUVE } from './commune.ts';
import { insererFermetures } from './fermetures.ts';

export type NomActivite =
  | 'Restaurant scolaire'
  | 'Garderie périscolaire'
  | 'Étude surveillée'
  | 'Mercredis'
  | 'Vacances';

interface Modele {
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

const MODELES: readonly Modele[] = [
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

export interface Activite {
  id: number;
  modele: Modele;
  prestations: (nom: string) => number;
  groupes: (nom: string) => number;
  jauges: { id: number; places: number; prestationIds: number[]; groupeId: number | null }[];
}
export type Activites = Record<NomActivite, Activite>;

export async function insererActivites(
  tx: Tx,
  commune: Commune,
  annees: readonly Annee[],
  aujourdhui: Jour,
): Promise<Activites> {
  const lignes = await tx
    .insertInto('activites')
    .values(
      MODELES.map((m, ordre) => ({
        structure_id: commune.structures[m.structure],
        nom: m.nom,
        genre: m.genre,
        approbation: m.approbation,
        liste_attente: m.listeAttente,
        rythme: m.rythme,
        jours_semaine: m.jours,
        age_min: m.ages[0],
        age_max: m.ages[1],
        ordre,
      })),
    )
    .returning(['id', 'nom'])
    .execute();
  const id = idParNom(lignes);
  const activites = {} as Activites; // remplie à la ligne suivante, un modèle après l'autre
  for (const modele of MODELES) {
    activites[modele.nom] = await insererDetails(tx, commune, id(modele.nom), modele);
  }
  await limiterLesPublics(tx, commune, activites);
  await insererDelais(tx, activites, annees);
  await insererFermetures(tx, commune, activites, annees, aujourdhui);
  await ouvrir(tx, activites, annees);
  return activites;
}

async function insererDetails(
  tx: Tx,
  commune: Commune,
  activiteId: number,
  modele: Modele,
): Promise<Activite> {
  const groupes = await insererSuite(tx, 'groupes', activiteId, modele.groupes);
  const prestations = await tx
    .insertInto('prestations')
    .values(
      modele.prestations.map(([nom, heure_debut, heure_fin], ordre) => ({
        activite_id: activiteId,
        nom,
        heure_debut,
        heure_fin,
        ordre,
      })),
    )
    .returning(['id', 'nom'])
    .execute();
  const groupeDe = idParNom(groupes);
  const prestationDe = idParNom(prestations);
  const structure_id = commune.structures[modele.structure];
  const jauges = await tx
    .insertInto('jauges')
    .values(modele.jauges.map(([nom]) => ({ structure_id, nom })))
    .returning(['id', 'nom'])
    .execute();
  const jaugeDe = idParNom(jauges);
  const decrites = modele.jauges.map(([nom, places, noms, groupe]) => ({
    id: jaugeDe(nom),
    places,
    prestationIds: noms.map(prestationDe),
    groupeId: groupe ? groupeDe(groupe) : null,
  }));
  await tx
    .insertInto('jauges_prestations')
    .values(
      decrites.flatMap((j) =>
        j.prestationIds.map((prestation_id) => ({
          jauge_id: j.id,
          prestation_id,
          groupe_id: j.groupeId,
        })),
      ),
    )
    .execute();
  return { id: activiteId, modele, prestations: prestationDe, groupes: groupeDe, jauges: decrites };
}

async function insererSuite(
  tx: Tx,
  table: 'groupes',
  activite_id: number,
  lignes: Modele['groupes'],
): Promise<{ id: number; nom: string }[]> {
  if (lignes.length === 0) return [];
  return tx
    .insertInto(table)
    .values(lignes.map((l, ordre) => ({ ...l, activite_id, ordre })))
    .returning(['id', 'nom'])
    .execute();
}

/** L'étude est pour l'élémentaire ; les vacances, pour Saint-Aubin et la commune conventionnée. */
async function limiterLesPublics(tx: Tx, commune: Commune, activites: Activites): Promise<void> {
  await tx
    .insertInto('activites_ecoles')
    .values({
      activite_id: activites['Étude surveillée'].id,
      ecole_id: commune.ecoles.elementaire,
    })
    .execute();
  await tx
    .insertInto('activites_communes')
    .values(
      [SAINT_AUBIN, VILLENEUVE].map((code_insee) => ({
        activite_id: activites.Vacances.id,
        code_insee,
      })),
    )
    .execute();
}

async function insererDelais(
  tx: Tx,
  activites: Activites,
  annees: readonly Annee[],
): Promise<void> {
  const du = `${annees[0]?.rentree}-01-01`;
  await tx
    .insertInto('delais')
    .values(
      Object.values(activites).flatMap(({ id, modele }) =>
        (['reserver', 'annuler'] as const).map((pour) => ({
          activite_id: id,
          pour,
          du,
          regle: JSON.stringify(modele[pour]),
        })),
      ),
    )
    .execute();
}

async function ouvrir(tx: Tx, activites: Activites, annees: readonly Annee[]): Promise<void> {
  const periodes = await tx
    .insertInto('periodes')
    .values(
      Object.values(activites).flatMap(({ id, modele }) =>
        annees
          .flatMap((a) => (modele.rythme === 'scolaire' ? [anneeEntiere(a)] : sejours(a)))
          .map((periode) => ({ ...periode, activite_id: id })),
      ),
    )
    .returning('id')
    .execute();
  for (const { id } of periodes) await engendrerOuvertures(tx, id);
  const du = annees[0]?.du;
  const au = `${(annees.at(-1)?.rentree ?? 0) + 1}-12-31`;
  if (!du) return;
  for (const { jauges } of Object.values(activites)) {
    for (const { id: jaugeId, places } of jauges) {
      await definirPlaces(tx, { jaugeId, du, au, places });
    }
  }
}

interface PeriodeAInserer {
  nom: string;
  du: Jour;
  au: Jour;
  ouvre_le: Date;
  ferme_le: Date;
}

function anneeEntiere({ nom, rentree, du, au }: Annee): PeriodeAInserer {
  return {
    nom: `Année scolaire ${nom}`,
    du,
    au,
    ouvre_le: instantLocal(`${rentree}-06-01`, '08:00', FUSEAU),
    ferme_le: instantLocal(au, '24:00', FUSEAU),
  };
}

/** La fenêtre publiée : ouvre six semaines avant, ferme trois semaines avant. */
function sejours({ sejours: liste }: Annee): PeriodeAInserer[] {
  return liste.map((s) => ({
    ...s,
    ouvre_le: instantLocal(ajouterJours(s.du, -42), '08:00', FUSEAU),
    ferme_le: instantLocal(ajouterJours(s.du, -21), '24:00', FUSEAU),
  }));
}
