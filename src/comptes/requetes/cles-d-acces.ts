import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

export interface CleDAcces {
  id: number;
  nom: string;
  ajouteeLe: Date;
  utiliseeLe: Date | null;
  suspecteLe: Date | null;
}

export async function listerClesDAcces(db: Db, compteId: number): Promise<CleDAcces[]> {
  const { rows } = await sql<CleDAcces>`
    select id, nom, ajoutee_le as "ajouteeLe", utilisee_le as "utiliseeLe", suspecte_le as "suspecteLe"
    from cles_d_acces where compte_id = ${compteId} and retiree_le is null
    order by ajoutee_le, id`.execute(db);
  return rows;
}

/** Celles que l'appareil ne doit pas proposer d'ajouter une seconde fois. */
export async function listerIdentifiantsDeCles(
  db: Db,
  compteId: number,
): Promise<{ identifiant: Buffer; transports: string[] }[]> {
  const { rows } = await sql<{ identifiant: Buffer; transports: string[] }>`
    select identifiant, transports from cles_d_acces
    where compte_id = ${compteId} and retiree_le is null order by id`.execute(db);
  return rows;
}

export async function insererCleDAcces(
  tx: Tx,
  c: {
    compteId: number;
    identifiant: Buffer;
    clePublique: Buffer;
    nom: string;
    compteur: number;
    transports: readonly string[];
    le: Date;
  },
): Promise<void> {
  await sql`
    insert into cles_d_acces (compte_id, identifiant, cle_publique, nom, compteur, transports, ajoutee_le)
    values (${c.compteId}, ${c.identifiant}, ${c.clePublique}, ${c.nom}, ${c.compteur},
      ${c.transports}::text[], ${c.le})`.execute(tx);
}

export interface CleRangee {
  id: number;
  compteId: number;
  nom: string;
  clePublique: Buffer;
  compteur: number;
  suspecteLe: Date | null;
}

/** La clé de cet identifiant, si elle ouvre encore quelque chose. */
export async function chercherCleParIdentifiant(
  db: Db,
  identifiant: Buffer,
): Promise<CleRangee | null> {
  const { rows } = await sql<CleRangee>`
    select id, compte_id as "compteId", nom, cle_publique as "clePublique", compteur,
      suspecte_le as "suspecteLe"
    from cles_d_acces where identifiant = ${identifiant} and retiree_le is null`.execute(db);
  return rows[0] ?? null;
}

/** Sous verrou : deux signatures de la même clé se suivent, et la seconde voit le compteur de la première. */
export async function verrouillerCle(
  tx: Tx,
  id: number,
): Promise<{ compteur: number; suspecteLe: Date | null } | null> {
  const { rows } = await sql<{ compteur: number; suspecteLe: Date | null }>`
    select compteur, suspecte_le as "suspecteLe" from cles_d_acces
    where id = ${id} and retiree_le is null for update`.execute(tx);
  return rows[0] ?? null;
}

export async function noterUsage(tx: Tx, id: number, compteur: number, le: Date): Promise<void> {
  await sql`
    update cles_d_acces set compteur = ${compteur}, utilisee_le = ${le} where id = ${id}`.execute(
    tx,
  );
}

export async function soupconner(tx: Tx, id: number, le: Date): Promise<void> {
  await sql`update cles_d_acces set suspecte_le = ${le} where id = ${id}`.execute(tx);
}

/** Le compte tenu : deux retraits ensemble ne laissent pas quelqu'un dehors. */
export async function verrouillerCompte(
  tx: Tx,
  compteId: number,
): Promise<{ motDePasse: boolean; courriel: boolean }> {
  const { rows } = await sql<{ motDePasse: boolean; courriel: boolean }>`
    select mot_de_passe_hache is not null as "motDePasse", courriel is not null as courriel
    from comptes where id = ${compteId} for update`.execute(tx);
  return rows[0] ?? { motDePasse: false, courriel: false };
}

/** Une clé de ce compte, même déjà retirée : le second clic la trouve. */
export async function chercherCleDuCompte(
  tx: Tx,
  compteId: number,
  id: number,
): Promise<{ nom: string; suspecte: boolean; retiree: boolean } | null> {
  const { rows } = await sql<{ nom: string; suspecte: boolean; retiree: boolean }>`
    select nom, suspecte_le is not null as suspecte, retiree_le is not null as retiree
    from cles_d_acces where id = ${id} and compte_id = ${compteId}`.execute(tx);
  return rows[0] ?? null;
}

/** `null` : toutes celles du compte. Rend combien sont retirées. */
export async function retirerCles(
  tx: Tx,
  compteId: number,
  id: number | null,
  le: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update cles_d_acces set retiree_le = ${le}
    where compte_id = ${compteId} and retiree_le is null
      and (${id}::int is null or id = ${id})`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Depuis quand cette session est ouverte : une vieille ne suffit pas à ajouter une clé. */
export async function chercherDebutDeSession(db: Db, sessionId: number): Promise<Date | null> {
  const { rows } = await sql<{ le: Date }>`
    select greatest(creee_le, code_donne_le) as le from sessions where id = ${sessionId}`.execute(
    db,
  );
  return rows[0]?.le ?? null;
}
