import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

export interface SessionOuverte {
  id: number;
  appareil: string;
  creeeLe: Date;
  vueLe: Date;
}

export async function insererSession(
  tx: Db,
  s: {
    empreinte: Buffer;
    compteId: number;
    appareil: string;
    longue: boolean;
    le: Date;
    expireLe: Date;
    codeDonneLe: Date | null;
  },
): Promise<void> {
  await sql`
    insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le, code_donne_le)
    values (${s.empreinte}, ${s.compteId}, ${s.appareil}, ${s.longue}, ${s.le}, ${s.le}, ${s.expireLe},
      ${s.codeDonneLe})`.execute(tx);
}

export async function listerSessions(
  db: Db,
  compteId: number,
  maintenant: Date,
): Promise<SessionOuverte[]> {
  const { rows } = await sql<SessionOuverte>`
    select id, appareil, creee_le as "creeeLe", vue_le as "vueLe" from sessions
    where compte_id = ${compteId} and revoquee_le is null and expire_le > ${maintenant}
    order by vue_le desc`.execute(db);
  return rows;
}

/** Révoque une session du compte, ou toutes sauf une. Rend le nombre de sessions fermées. */
export async function revoquerSessions(
  tx: Db,
  compteId: number,
  lesquelles: { seule: number } | { saufSession: number | null },
  le: Date,
): Promise<number> {
  const seule = 'seule' in lesquelles ? lesquelles.seule : null;
  const sauf = 'saufSession' in lesquelles ? lesquelles.saufSession : null;
  const { numAffectedRows } = await sql`
    update sessions set revoquee_le = ${le}
    where compte_id = ${compteId} and revoquee_le is null
      and (${seule}::int is null or id = ${seule}) and id is distinct from ${sauf}::int
      and expire_le > ${le}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Le compte d'une session éteinte d'elle-même ; coupée exprès, elle ne rend rien. */
export async function chercherCompteDeSessionExpiree(
  db: Db,
  empreinte: Buffer,
  maintenant: Date,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select c.id from sessions s join comptes c on c.id = s.compte_id
    where s.empreinte = ${empreinte} and s.revoquee_le is null and s.expire_le <= ${maintenant}
      and c.ferme_le is null`.execute(db);
  return rows[0]?.id ?? null;
}
