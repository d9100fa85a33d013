import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

export interface LigneJournal {
  id: number;
  le: Date;
  acteur: string;
  verbe: string;
  phrase: string;
}

/** Les dernières lignes d'un sujet, la plus récente d'abord. */
export async function listerJournal(db: Db, sujet: string, limite = 30): Promise<LigneJournal[]> {
  const { rows } = await sql<LigneJournal>`
    select id, le, acteur, verbe, phrase from journal
    where sujets @> array[${sujet}]::text[] order by id desc limit ${limite}`.execute(db);
  return rows;
}

/** De même pour plusieurs sujets : une ligne qui en touche deux n'est rendue qu'une fois. */
export async function listerJournalDesSujets(
  db: Db,
  sujets: readonly string[],
  limite: number,
): Promise<LigneJournal[]> {
  const { rows } = await sql<LigneJournal>`
    select id, le, acteur, verbe, phrase from journal
    where sujets && ${sujets}::text[] order by id desc limit ${limite}`.execute(db);
  return rows;
}
