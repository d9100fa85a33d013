import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Compte } from '../regles/modes.ts';

export type Soldes = Partial<Record<Compte, number>>;

/** Le solde de chaque compte à la fin d'un jour, ou de tout ; positif : débiteur. */
export async function lireSoldes(db: Db | Tx, regieId: number, au: Jour | null): Promise<Soldes> {
  const { rows } = await sql<{ compte: Compte; solde: number }>`
    select m.compte, sum(m.montant_centimes)::bigint as solde
    from mouvements m join ecritures e on e.id = m.ecriture_id
    where e.regie_id = ${regieId} and (${au}::date is null or e.jour <= ${au}::date)
    group by m.compte`.execute(db);
  return Object.fromEntries(rows.map((l) => [l.compte, l.solde]));
}

export interface Ecart {
  regle: 'total' | 'ecriture' | 'redevable' | 'facture' | 'reglement';
  numero: number;
  ecartCentimes: number;
}

/**
 * Tout ce qui ne tombe pas juste : le total, chaque écriture, chaque redevable (ce qu'on lui a
 * facturé, moins ce qu'il a réglé), et les imputations en trop. Vide : les comptes sont justes.
 */
export async function listerEcarts(db: Db): Promise<Ecart[]> {
  const { rows } = await sql<Ecart>`
    with attendus as (
      select regie_id, payeur_id, sum(montant) as montant from (
        select regie_id, payeur_id, montant_centimes::bigint as montant from factures
        union all select regie_id, payeur_id, -montant_centimes from reglements
        union all select f.regie_id, f.payeur_id, -t.montant_centimes
          from titres t join factures f on f.id = t.facture_id) tout
      group by regie_id, payeur_id),
    ecrits as (
      select e.regie_id, m.payeur_id, sum(m.montant_centimes) as montant
      from mouvements m join ecritures e on e.id = m.ecriture_id
      where m.compte = 'redevables' group by e.regie_id, m.payeur_id)
    select 'total' as regle, e.regie_id as numero, sum(m.montant_centimes)::bigint as "ecartCentimes"
    from mouvements m join ecritures e on e.id = m.ecriture_id
    group by e.regie_id having sum(m.montant_centimes) <> 0
    union all
    select 'ecriture', ecriture_id, sum(montant_centimes)::bigint from mouvements
    group by ecriture_id having sum(montant_centimes) <> 0
    union all
    select 'redevable', coalesce(a.payeur_id, e.payeur_id),
      (coalesce(e.montant, 0) - coalesce(a.montant, 0))::bigint
    from attendus a full join ecrits e using (regie_id, payeur_id)
    where coalesce(e.montant, 0) <> coalesce(a.montant, 0)
    union all
    select 'facture', facture_id, reste_centimes from soldes_factures where reste_centimes < 0
    union all
    select 'reglement', i.reglement_id, (r.montant_centimes - sum(i.montant_centimes))::bigint
    from imputations i join reglements r on r.id = i.reglement_id
    group by i.reglement_id, r.montant_centimes
    having sum(i.montant_centimes) not between 0 and r.montant_centimes
    limit 200`.execute(db);
  return rows;
}
