import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Echecs } from '../regles/essais.ts';

export async function chercherEchecs(
  db: Db,
  cles: readonly string[],
  depuis: Date,
): Promise<Map<string, Echecs>> {
  const { rows } = await sql<{ cle: string; nombre: number; dernierLe: Date }>`
    select cle, echecs as nombre, dernier_le as "dernierLe" from compteurs_d_echecs
    where cle = any(${cles}::text[]) and dernier_le > ${depuis}`.execute(db);
  return new Map(rows.map((r) => [r.cle, r]));
}

/**
 * Verrouille le compteur, né à zéro s'il manque : de mille essais envoyés ensemble, chacun voit les
 * précédents.
 */
export async function verrouillerEchecs(tx: Tx, cle: string, maintenant: Date): Promise<Echecs> {
  const { rows } = await sql<Echecs>`
    insert into compteurs_d_echecs (cle, echecs, premier_le, dernier_le)
    values (${cle}, 0, ${maintenant}, ${maintenant})
    on conflict (cle) do update set echecs = compteurs_d_echecs.echecs
    returning echecs as nombre, dernier_le as "dernierLe"`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('compteur d’échecs introuvable');
  return ligne;
}

/** Compte un échec ; repart de un si le dernier est plus vieux que `depuis`. */
export async function compterEchec(
  db: Db,
  cles: readonly string[],
  le: Date,
  depuis: Date,
): Promise<void> {
  await sql`
    insert into compteurs_d_echecs (cle, echecs, premier_le, dernier_le)
    select cle, 1, ${le}, ${le} from unnest(${cles}::text[]) cle order by cle
    on conflict (cle) do update set
      echecs = case when compteurs_d_echecs.dernier_le > ${depuis} then compteurs_d_echecs.echecs + 1 else 1 end,
      dernier_le = excluded.dernier_le`.execute(db);
}

export async function oublierEchecs(db: Db, cle: string): Promise<void> {
  await sql`delete from compteurs_d_echecs where cle = ${cle}`.execute(db);
}

/** Faux si cette preuve a déjà servi. */
export async function consommerDefi(db: Db, empreinte: Buffer, expireLe: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into defis_resolus (empreinte, expire_le) values (${empreinte}, ${expireLe})
    on conflict do nothing returning 1`.execute(db);
  return rows.length > 0;
}
