import { estHeure } from '../../platform/instants.ts';
import { ajouterJours, estJour, type Jour } from '../../platform/jours.ts';
import { MINUTES_AVANT_ENVOI, type QuandEnvoyer } from './envoi.ts';
import { facturationPermise } from './sorts.ts';
import { type Choix, DECISIONS, FACTURATIONS, GENRES } from './types.ts';

export interface ErreurDeSaisie {
  champ: string;
  message: string;
}

/** Ce que le formulaire désigne : la réunion des trois, et seulement ces classes s'il y en a. */
export interface Portee {
  structures: number[];
  activites: number[];
  prestations: number[];
  classes: number[];
  du: Jour;
  au: Jour;
}

export interface DeclarationSaisie {
  choix: Choix;
  motif: string;
  portee: Portee;
}

export const MOTIF_AU_PLUS = 500;
/** On déclare aussi la grève d'hier ; au-delà d'un mois, les factures sont faites : un avoir corrige. */
const JOURS_EN_ARRIERE = 31;
const JOURS_AU_PLUS = 366;

/** Lit le formulaire ; chaque erreur dit quoi faire. */
export function lireDeclaration(
  f: URLSearchParams,
  aujourdhui: Jour,
): { saisie: DeclarationSaisie | null; erreurs: ErreurDeSaisie[] } {
  const erreurs: ErreurDeSaisie[] = [];
  const exiger = (tenu: boolean, champ: string, message: string) => {
    if (!tenu) erreurs.push({ champ, message });
  };
  const lu = (nom: string) => (f.get(nom) ?? '').trim();
  const genre = GENRES.find((g) => g === lu('genre'));
  const decision = DECISIONS.find((d) => d === lu('decision'));
  const facturation = FACTURATIONS.find((x) => x === lu('facturation'));
  const ou = f.getAll('ou');
  const portee = {
    structures: numeros(ou, 's'),
    activites: numeros(ou, 'a'),
    prestations: numeros(ou, 'p'),
    classes: numeros(f.getAll('classe'), 'c'),
    du: lu('du'),
    au: lu('au') || lu('du'),
  };
  exiger(genre !== undefined, 'genre', 'Choisissez de quoi il s’agit.');
  const debut = estJour(portee.du);
  exiger(debut, 'du', 'Choisissez le premier jour.');
  exiger(
    !debut || portee.du >= ajouterJours(aujourdhui, -JOURS_EN_ARRIERE),
    'du',
    'Ce jour a plus d’un mois : s’il est facturé, faites un avoir.',
  );
  const fin = estJour(portee.au) && portee.du <= portee.au;
  exiger(!debut || fin, 'au', 'Choisissez un dernier jour après le premier, ou laissez vide.');
  exiger(
    !debut || !fin || portee.au < ajouterJours(portee.du, JOURS_AU_PLUS),
    'au',
    'Une déclaration couvre une année au plus : choisissez un dernier jour plus proche.',
  );
  const coches = portee.structures.length + portee.activites.length + portee.prestations.length;
  exiger(coches > 0, 'ou', 'Cochez au moins un centre, une activité ou une prestation.');
  exiger(decision !== undefined, 'decision', 'Choisissez d’annuler ou de garder.');
  exiger(facturation !== undefined, 'facturation', 'Choisissez ce qui se facture.');
  const motif = lu('motif').replace(/\s+/g, ' ');
  exiger(motif !== '', 'motif', 'Écrivez ce que liront les familles.');
  exiger(
    motif.length <= MOTIF_AU_PLUS,
    'motif',
    `Ce texte tient en ${MOTIF_AU_PLUS} caractères : raccourcissez-le.`,
  );
  if (!genre || !decision || !facturation) return { saisie: null, erreurs };
  const choix = { genre, decision, facturation };
  exiger(facturationPermise(choix), 'facturation', direFacturationRefusee(choix));
  return erreurs.length > 0
    ? { saisie: null, erreurs }
    : { saisie: { choix, motif, portee }, erreurs };
}

/** Quand préviennent les lettres ; sans choix lisible, le délai habituel. */
export function lireQuand(f: URLSearchParams): {
  quand: QuandEnvoyer;
  erreurs: ErreurDeSaisie[];
} {
  const choix = f.get('quand');
  if (choix === 'maintenant') return { quand: { minutes: 0 }, erreurs: [] };
  if (choix !== 'heure') return { quand: { minutes: MINUTES_AVANT_ENVOI }, erreurs: [] };
  const heure = f.get('heure') ?? '';
  if (estHeure(heure)) return { quand: { heure }, erreurs: [] };
  const message = 'Indiquez l’heure d’envoi, ou choisissez un autre moment.';
  return { quand: { minutes: MINUTES_AVANT_ENVOI }, erreurs: [{ champ: 'heure', message }] };
}

export function direFacturationRefusee({ decision }: Choix): string {
  return decision === 'garder'
    ? 'Gardées, les réservations se facturent toutes ou pas du tout : choisissez l’un des deux.'
    : 'Une grève ou une fermeture ne se facture pas : choisissez « Rien n’est facturé ».';
}

/** « a:12 » → 12, pour la lettre demandée ; ce qui n'en a pas la forme n'existe pas. */
function numeros(valeurs: readonly string[], lettre: string): number[] {
  return valeurs.flatMap((v) => {
    const numero = /^([aspc]):([1-9]\d{0,8})$/.exec(v);
    return numero?.[1] === lettre ? [Number(numero[2])] : [];
  });
}
