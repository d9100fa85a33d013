import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

export type UsageDuLien = 'activation' | 'mot_de_passe' | 'courriel' | 'connexion';

export interface Lien {
  compteId: number;
  usage: UsageDuLien;
  donnee: string | null;
  expireLe: Date;
  utiliseLe: Date | null;
}

/** Range un lien ; les précédents du même usage ne servent plus. */
export async function insererLien(
  tx: Tx,
  l: {
    empreinte: Buffer;
    compteId: number;
    usage: UsageDuLien;
    donnee: string | null;
    le: Date;
    expireLe: Date;
  },
): Promise<void> {
  await sql`
    update liens_a_usage_unique set utilise_le = ${l.le}
    where compte_id = ${l.compteId} and usage = ${l.usage} and utilise_le is null`.execute(tx);
  await sql`
    insert into liens_a_usage_unique (empreinte, compte_id, usage, donnee, cree_le, expire_le)
    values (${l.empreinte}, ${l.compteId}, ${l.usage}, ${l.donnee}, ${l.le}, ${l.expireLe})`.execute(
    tx,
  );
}

export async function chercherLien(
  db: Db,
  empreinte: Buffer,
  usage: UsageDuLien,
): Promise<Lien | null> {
  const { rows } = await sql<Lien>`
    select compte_id as "compteId", usage, donnee, expire_le as "expireLe", utilise_le as "utiliseLe"
    from liens_a_usage_unique where empreinte = ${empreinte} and usage = ${usage}`.execute(db);
  return rows[0] ?? null;
}

/** Consomme le lien ; null s'il a déjà servi ou expiré : deux clics au même instant n'en font qu'un. */
export async function consommerLien(
  tx: Tx,
  empreinte: Buffer,
  usage: UsageDuLien,
  le: Date,
): Promise<Lien | null> {
  const { rows } = await sql<Lien>`
    update liens_a_usage_unique set utilise_le = ${le}
    where empreinte = ${empreinte} and usage = ${usage} and utilise_le is null and expire_le > ${le}
    returning compte_id as "compteId", usage, donnee, expire_le as "expireLe", utilise_le as "utiliseLe"`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Éteint tous les liens du compte : un mot de passe changé clôt ce qui était en route. */
export async function eteindreLiens(tx: Tx, compteId: number, le: Date): Promise<void> {
  await sql`
    update liens_a_usage_unique set utilise_le = ${le}
    where compte_id = ${compteId} and utilise_le is null`.execute(tx);
}

/** Combien de liens de cet usage depuis cet instant : on ne remplit pas une boîte à distance. */
export async function compterLiens(
  db: Db,
  compteId: number,
  usage: UsageDuLien,
  depuis: Date,
): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*) as nombre from liens_a_usage_unique
    where compte_id = ${compteId} and usage = ${usage} and cree_le > ${depuis}`.execute(db);
  return rows[0]?.nombre ?? 0;
}
