/** Ce que les familles ont demandé, et ce qui leur a été répondu, autour d'aujourd'hui. */
import { instantLocal } from '../../../src/platform/instants.ts';
import { ajouterJours, type Jour, jourDeLaSemaine } from '../../../src/platform/jours.ts';
import type { Annee } from './annees.ts';
import type { Carnet } from './carnet.ts';
import { FUSEAU } from './commune.ts';
import { type Enfant, niveauEn } from './habitants.ts';
import type { NomActivite } from './modeles.ts';

const HEURE = 3_600_000;
/** Dans la file des agents, toutes activités confondues. */
const DEMANDES_A_TRAITER = 12;

export interface Contexte {
  carnet: Carnet;
  enfants: readonly Enfant[];
  annees: readonly Annee[];
  aujourdhui: Jour;
  maintenant: Date;
}

export function raconter(c: Contexte): void {
  for (const rang of c.annees.keys()) habitudes(c, rang);
  const enAttente = vacances(c);
  mercrediComplets(c);
  for (const prenom of ['Lucie', 'Hugo', 'Mila']) histoireDe(c, enfantNomme(c, prenom));
  fileDesAgents(c, DEMANDES_A_TRAITER - enAttente);
}

/** En juin, chaque famille a réservé son année. */
function habitudes({ carnet, enfants, annees, maintenant }: Contexte, rang: number): void {
  const { rentree, du, au } = annees[rang] ?? { rentree: 0, du: '', au: '' };
  const reserver = (
    enfant: Enfant,
    activite: NomActivite,
    prestation: string,
    semaine: readonly number[],
    delai: number,
  ) => {
    const recueLe = new Date(
      instantLocal(`${rentree}-06-15`, '08:10', FUSEAU).getTime() + (enfant.id % 200) * HEURE,
    );
    const traiteeLe = new Date(recueLe.getTime() + delai * HEURE);
    if (traiteeLe >= maintenant) return;
    const jours = carnet
      .joursOuverts(activite, prestation)
      .filter((j) => j >= du && j <= au && semaine.includes(jourDeLaSemaine(j)));
    const origine = enfant.sansCompte ? 'centre' : 'portail';
    carnet.demander({ enfant, activite, prestation, jours, recueLe, traiteeLe, origine });
  };
  for (const enfant of enfants) {
    const { cantine = [], soir = [], mercredi } = enfant.jeu;
    if (niveauEn(enfant.jeu, rang) === null) continue;
    if (cantine.length > 0) reserver(enfant, 'Restaurant scolaire', 'Repas', cantine, 0);
    if (soir.length > 0) reserver(enfant, 'Garderie périscolaire', 'Soir', soir, 50);
    if (mercredi) reserver(enfant, 'Mercredis', mercredi, [3], 0);
  }
}

/** Une semaine à chaque période de vacances dont la fenêtre s'est ouverte. Rend le nombre de
 * demandes qui attendent encore : celles dont la fenêtre n'est pas fermée. */
function vacances({ carnet, enfants, annees, maintenant }: Contexte): number {
  const prestation = 'Journée avec repas';
  const ouverts = carnet.joursOuverts('Vacances', prestation);
  let enAttente = 0;
  for (const { du } of annees.flatMap(({ sejours }) => sejours)) {
    const ouvre = instantLocal(ajouterJours(du, -42), '08:00', FUSEAU).getTime();
    const traiteeLe = instantLocal(ajouterJours(du, -18), '15:30', FUSEAU);
    const jours = ouverts.filter((j) => j >= du && j < ajouterJours(du, 5));
    for (const enfant of enfants.filter(({ jeu }) => jeu.vacances)) {
      const recueLe = new Date(ouvre + (enfant.id % 60) * HEURE);
      if (recueLe >= maintenant) continue;
      const decidee = traiteeLe < maintenant;
      carnet.demander({
        enfant,
        activite: 'Vacances',
        prestation,
        jours,
        recueLe,
        traiteeLe: decidee ? traiteeLe : null,
      });
      if (!decidee && jours.length > 0) enAttente += 1;
    }
  }
  return enAttente;
}

/** Trois mercredis à venir se remplissent : deux entrent, trois attendent, dans cet ordre. */
function mercrediComplets(c: Contexte): void {
  const aVenir = c.carnet
    .joursOuverts('Mercredis', 'Journée')
    .filter((j) => j > ajouterJours(c.aujourdhui, 2));
  const jours = [aVenir[0], aVenir[1], aVenir[3]].filter((j) => j !== undefined);
  const occasionnels = ['Chloé', 'Arthur', 'Adam', 'Aïcha', 'Théo', 'Paul', 'Sarah', 'Lola'];
  const candidats = [...occasionnels, 'Mila', 'Hugo', 'Nour'].map((p) => enfantNomme(c, p));
  for (const jour of jours) {
    let heures = 30;
    const demander = (enfant: Enfant) => {
      heures -= 1;
      const recueLe = new Date(c.maintenant.getTime() - heures * HEURE);
      return c.carnet.demander({
        enfant,
        activite: 'Mercredis',
        prestation: 'Journée',
        jours: [jour],
        recueLe,
        traiteeLe: recueLe,
      });
    };
    // Les occasionnels entrent jusqu'à la dernière place ; la file commence aux trois derniers.
    const places = 16 - c.carnet.lignes.filter(occupe(jour)).length;
    for (const enfant of candidats.slice(0, Math.min(places, occasionnels.length))) {
      demander(enfant);
    }
    for (const enfant of candidats.slice(occasionnels.length)) demander(enfant);
  }
}

function occupe(jour: Jour) {
  return (l: { jour: Jour; etat: string; demande: { activite: NomActivite } }) =>
    l.jour === jour && l.etat === 'validee' && l.demande.activite === 'Mercredis';
}

/** Les six états, hier et demain, pour les enfants des familles de démonstration. */
function histoireDe({ carnet, aujourdhui, maintenant }: Contexte, enfant: Enfant): void {
  const ilYA = (heures: number) => new Date(maintenant.getTime() - heures * HEURE);
  const repas = carnet.lignes.filter(
    (l) => l.demande.enfant === enfant && l.prestation === 'Repas' && l.etat === 'validee',
  );
  const passes = repas.filter((l) => l.jour < aujourdhui).reverse();
  const futurs = repas.filter((l) => l.jour > ajouterJours(aujourdhui, 4));
  const veille = (jour: Jour) => instantLocal(ajouterJours(jour, -4), '20:15', FUSEAU);
  for (const rang of [3, 9]) {
    const ligne = passes[rang];
    if (ligne) carnet.annuler(ligne, { le: veille(ligne.jour), motif: null });
  }
  carnet.annuler(futurs[2], { le: ilYA(20), motif: null });
  const sortie = 'Sortie de la classe : l’école fournit le pique-nique.';
  if (passes[6]) carnet.annuler(passes[6], { le: veille(passes[6].jour), motif: sortie });
  carnet.annuler(futurs[5], { le: ilYA(44), motif: sortie });

  const matins = carnet.joursOuverts('Garderie périscolaire', 'Matin');
  const aVenir = matins.filter((j) => j > ajouterJours(aujourdhui, 10));
  const garderie = { enfant, activite: 'Garderie périscolaire', prestation: 'Matin' } as const;
  carnet.demander({
    ...garderie,
    jours: aVenir.slice(0, 4),
    recueLe: ilYA(70),
    traiteeLe: ilYA(22),
    refus: { jours: aVenir.slice(2, 4), motif: 'Il manque un animateur ce matin-là.' },
  });
  if (enfant.jeu.prenom !== 'Lucie') {
    carnet.demander({ ...garderie, jours: aVenir.slice(6, 12), recueLe: ilYA(5), traiteeLe: null });
  }
  carnet.demander({
    ...garderie,
    jours: [...matins.filter((j) => j < aujourdhui).slice(-7, -4), ...aVenir.slice(4, 6)],
    recueLe: ilYA(24 * 25),
    traiteeLe: ilYA(24 * 25),
    origine: 'centre',
  });
}

/** De quoi décider : les soirs et l'étude du mois qui vient, pour qui n'en a pas encore. */
function fileDesAgents(c: Contexte, nombre: number): void {
  const sansDemande = c.enfants.filter(
    (e) => e.jeu.niveau && e.jeu.niveau !== 'CM2' && !e.jeu.soir && !e.jeu.vacances,
  );
  // Deux demandes attendent déjà, celles de Hugo et de Mila.
  const places = Math.max(nombre - 2, 3);
  for (const [rang, enfant] of sansDemande.slice(0, places).entries()) {
    const etude = rang % 4 === 3 && enfant.jeu.niveau === 'CM1';
    const activite = etude ? 'Étude surveillée' : 'Garderie périscolaire';
    const prestation = etude ? 'Étude' : 'Soir';
    const jours = c.carnet
      .joursOuverts(activite, prestation)
      .filter((j) => j > ajouterJours(c.aujourdhui, 10))
      .filter((_, i) => i % 2 === rang % 2)
      .slice(0, 6 + (rang % 5));
    const recueLe = new Date(c.maintenant.getTime() - (3 + rang * 5) * HEURE);
    c.carnet.demander({ enfant, activite, prestation, jours, recueLe, traiteeLe: null });
  }
}

function enfantNomme({ enfants }: Contexte, prenom: string): Enfant {
  const enfant = enfants.find(({ jeu }) => jeu.prenom === prenom);
  if (!enfant) throw new Error(`Le jeu de données ne contient pas « ${prenom} ».`);
  return enfant;
}
