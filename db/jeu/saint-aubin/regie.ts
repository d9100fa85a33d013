/** La régie périscolaire, les pointages passés et les règlements de quelques familles. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, type Tx, transaction } from '../../../src/platform/db.ts';
import { instantLocal } from '../../../src/platform/instants.ts';
import { ajouterJours, type Jour } from '../../../src/platform/jours.ts';
import { encaisser } from '../../../src/regie/actions/encaisser.ts';
import { FUSEAU } from './commune.ts';

export async function insererRegie(tx: Tx): Promise<void> {
  await sql`
    with r as (
      insert into regies (nom, code, siret, regisseur, adresse, courriel, telephone, comptable,
        plafond_encaisse_centimes, payfip_numero_client, payfip_saisie, ics, iban, bic)
      values ('Régie périscolaire', '01', '21459990000013', 'Sophie Garnier',
        ${'1 place de la Mairie\n45999 Saint-Aubin'}, 'regie@saint-aubin.test', '02 38 00 00 00',
        'SGC d’Orléans', 120000, '123456', 'T', 'FR72ZZZ123456', 'FR7610071450000000100012319',
        'TRPUFRP1') returning id)
    update activites set regie_id = r.id from r`.execute(tx);
}

/**
 * Les deux derniers mois, pointés : presque tous présents, quelques absents, excusés ou non, et
 * quelques départs en retard de la garderie du soir.
 */
export async function insererPointages(
  tx: Tx,
  { aujourdhui, agentId }: { aujourdhui: Jour; agentId: number },
): Promise<void> {
  await sql`
    insert into pointages (enfant_id, prestation_id, jour, etat, depart, motif, pointe_le, pointe_par)
    select r.enfant_id, r.prestation_id, r.jour, v.etat,
      case when v.etat = 'present' and p.nom = 'Soir' and v.tirage % 23 = 0
        then p.heure_fin + interval '20 minutes' end,
      case v.etat when 'absent_excuse' then 'Certificat médical' end,
      r.jour + p.heure_fin, ${agentId}
    from reservations r join prestations p on p.id = r.prestation_id
    cross join lateral (select (r.enfant_id * 31 + (r.jour - '2026-01-01'::date) * 7) % 100 as tirage) t
    cross join lateral (select t.tirage, case when t.tirage = 3 then 'absent'
      when t.tirage in (5, 6) then 'absent_excuse' else 'present' end as etat) v
    where r.etat = 'validee' and r.jour < ${aujourdhui} and r.jour >= ${ajouterJours(aujourdhui, -75)}`.execute(
    tx,
  );
}

/** La moitié des familles a réglé sa plus ancienne facture, en chèque ou en espèces. */
export async function reglerDesFactures(db: Db, maintenant: Date): Promise<void> {
  const { rows } = await sql<{
    factureId: number;
    payeurId: number;
    regieId: number;
    jour: Jour;
    reste: number;
  }>`
    select distinct on (payeur_id) facture_id as "factureId", payeur_id as "payeurId",
      regie_id as "regieId", jour, reste_centimes as reste
    from soldes_factures where reste_centimes > 0 and payeur_id % 2 = 0
    order by payeur_id, jour, facture_id`.execute(db);
  const services = { db, clock: { now: () => maintenant } };
  for (const { factureId, payeurId, regieId, jour, reste } of rows) {
    const recu = ajouterJours(jour, 9);
    const le = instantLocal(recu, '10:30', FUSEAU);
    if (le > maintenant) continue;
    await transaction(db, (tx) =>
      encaisser(tx, services, {
        regieId,
        payeurId,
        mode: payeurId % 3 === 0 && reste <= 30_000 ? 'especes' : 'cheque',
        montantCentimes: reste,
        jour: recu,
        reference: payeurId % 3 === 0 ? '' : `CHQ ${1_000_000 + payeurId}`,
        factures: [factureId],
        cleUnique: randomUUID(),
        acteur: { compteId: null, nom: 'Préau (démonstration)' },
        le,
      }),
    );
  }
}
