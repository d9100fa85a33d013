import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import type { PetiteCommune } from './petite-commune.ts';

/** Une grille à 5 €, et deux mercredis de novembre 2026 réservés par famille. */
export async function poserMois(db: Db, regieId: number, commune: PetiteCommune): Promise<void> {
  const regle = { periodicite: 'jour', base: { mode: 'unique', centimes: 500 } };
  await sql`update activites set regie_id = ${regieId}`.execute(db);
  await sql`
    with d as (insert into deliberations (numero, objet, adoptee_le)
      values ('2026-031', 'Tarifs', '2026-06-20') returning id)
    insert into grilles (prestation_id, du, deliberation_id, regle, creee_le, publiee_le)
    select p.id, '2026-09-01', d.id, ${JSON.stringify(regle)}::jsonb, '2026-06-21', '2026-06-21'
    from prestations p, d`.execute(db);
  await sql`
    with d as (insert into demandes (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le, traitee_le)
      select f.enfant, ${commune.activiteId}, ${commune.periodeId}, f.compte, 'portail', gen_random_uuid(), '2026-11-01', '2026-11-01'
      from unnest(${commune.familles.map((f) => f.enfantId)}::int[],
        ${commune.familles.map((f) => f.compteId)}::int[]) as f(enfant, compte) returning id, enfant_id)
    insert into reservations (demande_id, enfant_id, prestation_id, jour, etat, origine, creee_le)
    select d.id, d.enfant_id, ${commune.matin}, j.jour::date, 'validee', 'portail', '2026-11-01'
    from d, (values ('2026-11-04'), ('2026-11-18')) j(jour)`.execute(db);
}
