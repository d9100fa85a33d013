import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { NomFournisseur } from '../port.ts';

export type SourceDEvenement = 'ouverture' | 'retour' | 'notification' | 'releve' | 'rapprochement';

/** Noté d'abord, traité ensuite. */
export async function insererEvenement(
  db: Db | Tx,
  e: {
    paiementId: number | null;
    source: SourceDEvenement;
    contenu: Record<string, unknown>;
    le: Date;
    traiteLe?: Date;
  },
): Promise<void> {
  await sql`
    insert into evenements_de_paiement (paiement_id, source, contenu, recu_le, traite_le)
    values (${e.paiementId}, ${e.source}, ${JSON.stringify(e.contenu)}::jsonb, ${e.le},
      ${e.traiteLe ?? null})`.execute(db);
}

/**
 * Note une annonce et demande au relevé de s'en occuper : si le processus tombe avant la suite, le
 * prochain relevé la fera.
 */
export async function recevoirAnnonce(
  db: Db,
  e: {
    paiementId: number;
    source: SourceDEvenement;
    contenu: Record<string, unknown>;
    le: Date;
  },
): Promise<void> {
  await sql`
    with recu as (
      insert into evenements_de_paiement (paiement_id, source, contenu, recu_le)
      values (${e.paiementId}, ${e.source}, ${JSON.stringify(e.contenu)}::jsonb, ${e.le}))
    update paiements_en_ligne set verifier_le = least(coalesce(verifier_le, ${e.le}), ${e.le})
    where id = ${e.paiementId} and etat not in ('paye', 'anomalie')`.execute(db);
}

export async function marquerTraites(tx: Tx, paiementId: number, le: Date): Promise<void> {
  await sql`
    update evenements_de_paiement set traite_le = ${le}
    where paiement_id = ${paiementId} and traite_le is null`.execute(tx);
}

export async function chercherParOperation(
  db: Db,
  nom: NomFournisseur,
  operation: string,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from paiements_en_ligne
    where operation = ${operation} and fournisseur = ${nom}`.execute(db);
  return rows[0]?.id ?? null;
}
