import type { Db, Tx } from '../platform/db.ts';
import type { LigneJournal } from './regles.ts';
import {
  ajouterUnSujet,
  insererEnNombre,
  listerJournal,
  listerJournalDeReservation,
  listerJournalDesSujets,
} from './requetes.ts';

/** Qui agit : une personne connectée, ou Préau lui-même. */
export interface Acteur {
  compteId: number | null;
  nom: string;
}

export const PREAU: Acteur = { compteId: null, nom: 'Préau (automatique)' };

export interface Note {
  le: Date;
  acteur: Acteur;
  verbe: string;
  /** Une phrase complète, lisible dans dix ans sans le reste de la base. */
  phrase: string;
  /** Sur quelles pages elle se lira : « famille:12 », « enfant:40 », « demande:7 ». */
  sujets: string[];
  details?: Record<string, unknown>;
}

/** Écrit au journal, dans la transaction de ce qui est raconté. */
export async function noter(tx: Tx, ...notes: Note[]): Promise<void> {
  if (notes.length === 0) return;
  await tx
    .insertInto('journal')
    .values(
      notes.map((n) => ({
        le: n.le,
        compte_id: n.acteur.compteId,
        acteur: n.acteur.nom,
        verbe: n.verbe,
        phrase: n.phrase,
        sujets: n.sujets,
        details: JSON.stringify(n.details ?? {}),
      })),
    )
    .execute();
}

/** Une ligne par sujet d'un même acte, en un ordre : mille familles qu'une grève touche. */
export async function noterEnNombre(
  tx: Tx,
  commun: Pick<Note, 'le' | 'acteur' | 'verbe'>,
  lignes: readonly Pick<Note, 'phrase' | 'sujets'>[],
): Promise<void> {
  if (lignes.length > 0) await insererEnNombre(tx, commun, lignes);
}

export type { LigneJournal };

/** Ce qui s'est passé, la ligne la plus récente d'abord : « demande:7 », « message:3 ». */
export function lireJournal(db: Db, sujet: string, limite = 30): Promise<LigneJournal[]> {
  return listerJournal(db, sujet, limite);
}

/** De même, pour plusieurs sujets à la fois : les familles d'un adulte. */
export function lireJournalDesSujets(
  db: Db,
  sujets: readonly string[],
  limite: number,
): Promise<LigneJournal[]> {
  return listerJournalDesSujets(db, sujets, limite);
}

/** De même pour la page d'un jour réservé : sans l'histoire des autres jours de sa demande. */
export function lireJournalDeReservation(
  db: Db,
  reservation: { id: number; demandeId: number },
): Promise<LigneJournal[]> {
  return listerJournalDeReservation(db, reservation.id, reservation.demandeId);
}

/** L'histoire d'un dossier disparu se lit sur celui qui reste, sous les deux numéros. */
export async function joindreLesJournaux(
  tx: Tx,
  sujets: readonly { de: string; vers: string }[],
): Promise<void> {
  for (const { de, vers } of sujets) await ajouterUnSujet(tx, de, vers);
}
