import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Sealed } from '../../platform/encryption.ts';

export interface DoubleAuthentificationRangee {
  /** Chiffré par le site. */
  secret: Sealed;
  dernierPas: number;
}

export interface EtatDeLaDoubleAuthentification {
  poseLe: Date;
  codesRestants: number;
}

/** Depuis quand, et combien de codes de secours restent ; null : rien n'est posé. */
export async function chercherDoubleAuthentification(
  db: Db,
  compteId: number,
): Promise<EtatDeLaDoubleAuthentification | null> {
  const { rows } = await sql<EtatDeLaDoubleAuthentification>`
    select f.pose_le as "poseLe", (select count(*)::int from codes_de_secours s
      where s.compte_id = f.compte_id and s.utilise_le is null) as "codesRestants"
    from doubles_authentifications f where f.compte_id = ${compteId}`.execute(db);
  return rows[0] ?? null;
}

/** Retient la ligne : deux envois du même code se suivent, et le second le voit déjà servi. */
export async function verrouillerDoubleAuthentification(
  tx: Tx,
  compteId: number,
): Promise<DoubleAuthentificationRangee | null> {
  const { rows } = await sql<{ cle: number; chiffre: Buffer; dernierPas: number }>`
    select cle, secret_chiffre as chiffre, dernier_pas as "dernierPas"
    from doubles_authentifications where compte_id = ${compteId} for update`.execute(tx);
  const [ligne] = rows;
  if (!ligne) return null;
  const { cle: key, chiffre: data, dernierPas } = ligne;
  return { secret: { key, data }, dernierPas };
}

/** Faux si ce compte en avait déjà un : le premier posé reste. */
export async function insererDoubleAuthentification(
  tx: Tx,
  f: { compteId: number; secret: Sealed; le: Date; pas: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into doubles_authentifications (compte_id, secret_chiffre, cle, pose_le, dernier_pas)
    values (${f.compteId}, ${f.secret.data}, ${f.secret.key}, ${f.le}, ${f.pas})
    on conflict (compte_id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function noterPas(tx: Tx, compteId: number, pas: number): Promise<void> {
  await sql`update doubles_authentifications set dernier_pas = ${pas} where compte_id = ${compteId}`.execute(
    tx,
  );
}

/** Les codes de secours partent avec lui. */
export async function supprimerDoubleAuthentification(tx: Tx, compteId: number): Promise<boolean> {
  const { rows } = await sql`
    delete from doubles_authentifications where compte_id = ${compteId} returning 1`.execute(tx);
  return rows.length > 0;
}

export async function remplacerCodes(
  tx: Tx,
  compteId: number,
  empreintes: readonly Buffer[],
): Promise<void> {
  await sql`delete from codes_de_secours where compte_id = ${compteId}`.execute(tx);
  await sql`
    insert into codes_de_secours (compte_id, empreinte)
    select ${compteId}, unnest(${empreintes}::bytea[])`.execute(tx);
}

/** Vrai si ce code n'avait pas encore servi. */
export async function consommerCode(
  tx: Tx,
  compteId: number,
  empreinte: Buffer,
  le: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update codes_de_secours set utilise_le = ${le}
    where compte_id = ${compteId} and empreinte = ${empreinte} and utilise_le is null
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Cet appareil a donné son code : la session s'ouvre tout entière. */
export async function ouvrirEnEntier(tx: Tx, sessionId: number, le: Date): Promise<void> {
  await sql`
    update sessions set code_donne_le = ${le}
    where id = ${sessionId} and code_donne_le is null`.execute(tx);
}

export interface SessionEntrouverte {
  id: number;
  compteId: number;
  estAgent: boolean;
}

/** Une session dont le mot de passe est bon, et qui attend son code ; `depuis` : pas plus vieille. */
export async function chercherEntrouverte(
  db: Db,
  empreinte: Buffer,
  maintenant: Date,
  depuis: Date,
): Promise<SessionEntrouverte | null> {
  const { rows } = await sql<SessionEntrouverte>`
    select s.id, s.compte_id as "compteId", exists (select from agents a
      where a.compte_id = c.id and a.suspendu_le is null) as "estAgent"
    from sessions s join comptes c on c.id = s.compte_id
      join doubles_authentifications f on f.compte_id = c.id
    where s.empreinte = ${empreinte} and s.revoquee_le is null and s.expire_le > ${maintenant}
      and s.creee_le > ${depuis} and s.code_donne_le is null and c.ferme_le is null`.execute(db);
  return rows[0] ?? null;
}

/** Un double clic trouve sa session déjà ouverte. */
export async function estOuverteEnEntier(db: Db, sessionId: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sessions where id = ${sessionId} and code_donne_le is not null
      and revoquee_le is null`.execute(db);
  return rows.length > 0;
}
