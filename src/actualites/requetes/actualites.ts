import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Actualite, Etat } from '../regles/actualite.ts';

export interface ActualiteRangee extends Actualite {
  id: number;
  etat: Etat;
  changeeLe: Date;
  auteur: string;
}

const CHAMPS = sql`
  a.id, a.titre, a.texte, a.du, a.au, a.importante, a.etat, a.changee_le as "changeeLe",
  coalesce(ag.prenom || ' ' || ag.nom, '') as auteur`;
const ORIGINE = sql`actualites a left join agents ag on ag.compte_id = a.creee_par`;

/** Ce qui se lit ce jour-là ; l'importante d'abord, puis la plus récente. */
export async function listerEnLigne(
  db: Db,
  aujourdhui: Jour,
  limite: number,
): Promise<(Actualite & { id: number })[]> {
  const { rows } = await sql<Actualite & { id: number }>`
    select id, titre, texte, du, au, importante from actualites
    where etat = 'publiee' and du <= ${aujourdhui}::date and au >= ${aujourdhui}::date
    order by importante desc, du desc, id desc limit ${limite}`.execute(db);
  return rows;
}

export async function listerActualites(db: Db, limite: number): Promise<ActualiteRangee[]> {
  const { rows } = await sql<ActualiteRangee>`
    select ${CHAMPS} from ${ORIGINE} order by a.au desc, a.id desc limit ${limite}`.execute(db);
  return rows;
}

export async function chercherActualite(db: Db, id: number): Promise<ActualiteRangee | null> {
  const { rows } = await sql<ActualiteRangee>`
    select ${CHAMPS} from ${ORIGINE} where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function verrouillerActualite(tx: Tx, id: number): Promise<void> {
  await sql`select id from actualites where id = ${id} for update`.execute(tx);
}

/** null : ce formulaire a déjà servi. */
export async function insererActualite(
  tx: Tx,
  a: Actualite & { cleUnique: string; le: Date; par: number },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into actualites (titre, texte, du, au, importante, cle_unique, creee_le, creee_par,
      changee_le)
    values (${a.titre}, ${a.texte}, ${a.du}, ${a.au}, ${a.importante}, ${a.cleUnique}, ${a.le},
      ${a.par}, ${a.le})
    on conflict (cle_unique) do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function chercherActualiteDeLaCle(
  tx: Tx,
  cle: string,
  par: number,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from actualites where cle_unique = ${cle} and creee_par = ${par}`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function enregistrerActualite(
  tx: Tx,
  id: number,
  a: Actualite & { le: Date },
): Promise<void> {
  await sql`
    update actualites set titre = ${a.titre}, texte = ${a.texte}, du = ${a.du}, au = ${a.au},
      importante = ${a.importante}, changee_le = ${a.le}
    where id = ${id}`.execute(tx);
}

export async function enregistrerEtat(tx: Tx, id: number, etat: Etat, le: Date): Promise<void> {
  await sql`
    update actualites set etat = ${etat}, changee_le = ${le} where id = ${id}`.execute(tx);
}
