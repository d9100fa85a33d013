import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import type { LigneJournal } from './regles.ts';

/**
 * L'histoire d'un jour réservé : ses lignes, et celles de sa demande qui la racontent en entier
 * (l'annulation d'un autre jour de la même demande n'est pas la sienne).
 */
export async function listerJournalDeReservation(
  db: Db,
  reservationId: number,
  demandeId: number,
): Promise<LigneJournal[]> {
  const [mienne, demande] = [`reservation:${reservationId}`, `demande:${demandeId}`];
  const { rows } = await sql<LigneJournal>`
    select id, le, acteur, verbe, phrase from journal
    where sujets && array[${mienne}, ${demande}]::text[]
      and (${mienne} = any(sujets)
        or not exists (select from unnest(sujets) s where s like 'reservation:%'))
    order by id desc limit 30`.execute(db);
  return rows;
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

/** Des lignes d'un même acte. Par JSON : leurs sujets n'ont pas tous la même longueur. */
export async function insererEnNombre(
  tx: Tx,
  {
    le,
    acteur,
    verbe,
  }: { le: Date; acteur: { compteId: number | null; nom: string }; verbe: string },
  lignes: readonly { phrase: string; sujets: string[] }[],
): Promise<void> {
  await sql`
    insert into journal (le, compte_id, acteur, verbe, phrase, sujets)
    select ${le}, ${acteur.compteId}, ${acteur.nom}, ${verbe}, t.phrase, t.sujets
    from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as t (phrase text, sujets text[])`.execute(
    tx,
  );
}

/** Ce qui se lisait sur une page se lit aussi sur l'autre : la phrase, elle, ne change pas. */
export async function ajouterUnSujet(tx: Tx, de: string, vers: string): Promise<void> {
  await sql`
    update journal set sujets = array_append(sujets, ${vers})
    where sujets @> array[${de}]::text[] and not sujets @> array[${vers}]::text[]`.execute(tx);
}
