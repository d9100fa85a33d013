import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

export interface RegimePropose {
  id: number;
  nom: string;
  enfants: number;
}

/** Les régimes proposés, et combien d'enfants ont chacun : un nombre, jamais un nom. */
export async function listerRegimes(db: Db): Promise<RegimePropose[]> {
  const { rows } = await sql<RegimePropose>`
    select r.id, r.nom,
      (select count(*)::int from regimes_des_enfants e where e.regime_id = r.id) as enfants
    from regimes_alimentaires r where r.retire_le is null order by r.ordre, r.id`.execute(db);
  return rows;
}

/** L'un après l'autre : deux ajouts du même nom n'en font qu'un. */
export async function verrouillerRegimes(tx: Tx): Promise<void> {
  await sql`lock table regimes_alimentaires in share row exclusive mode`.execute(tx);
}

/** Remet dans la liste un régime retiré, ou l'ajoute à la fin. Faux : il y est déjà. */
export async function proposerRegime(tx: Tx, nom: string): Promise<boolean> {
  const { rows } = await sql<{ deja: boolean }>`
    with meme as (
      select id, retire_le from regimes_alimentaires
      where mots_de_recherche(nom) = mots_de_recherche(${nom})
      order by retire_le desc nulls first limit 1),
    remis as (
      update regimes_alimentaires set retire_le = null, nom = ${nom}
      where id = (select id from meme where retire_le is not null)),
    neuf as (
      insert into regimes_alimentaires (nom, ordre)
      select ${nom}, coalesce((select max(ordre) from regimes_alimentaires), 0) + 1
      where not exists (select from meme))
    select exists (select from meme where retire_le is null) as deja`.execute(tx);
  return rows[0]?.deja === false;
}

/** Le nom de celui qui vient d'être retiré ; null : il n'y était pas. */
export async function retirerRegime(tx: Tx, id: number, le: Date): Promise<string | null> {
  const { rows } = await sql<{ nom: string }>`
    update regimes_alimentaires set retire_le = ${le}
    where id = ${id} and retire_le is null returning nom`.execute(tx);
  return rows[0]?.nom ?? null;
}

export async function existeRegime(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql`select from regimes_alimentaires where id = ${id}`.execute(tx);
  return rows.length > 0;
}
