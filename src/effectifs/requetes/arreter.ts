import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { repasDe } from './repas.ts';

export interface AArreter {
  prestationId: number;
  jour: Jour;
  limiteLe: Date;
}

/**
 * Arrête ces jours d'un seul regard : les enfants retenus et leurs comptes viennent du même instant.
 * Ce qui l'est déjà est laissé tel quel ; rend les numéros de ce qui vient de l'être.
 */
export async function insererEffectifs(
  tx: Tx,
  aArreter: readonly AArreter[],
  arreteLe: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with neufs as (
      insert into effectifs_arretes (prestation_id, jour, limite_le, arrete_le)
      select t.prestation_id, t.jour, t.limite_le, ${arreteLe}
      from unnest(${aArreter.map((a) => a.prestationId)}::int[],
        ${aArreter.map((a) => a.jour)}::date[], ${aArreter.map((a) => a.limiteLe)}::timestamptz[])
        as t (prestation_id, jour, limite_le)
      order by t.prestation_id, t.jour
      on conflict do nothing returning id, prestation_id, jour),
    attendus as (
      select n.id as effectif_id, r.id as reservation_id, r.enfant_id, r.groupe_id, r.jour,
        repas.nom as repas, repas.rang, not repas.est_panier as a_servir
      from neufs n join reservations r
        on r.prestation_id = n.prestation_id and r.jour = n.jour and r.etat = 'validee'
      cross join ${repasDe('r.enfant_id', 'r.jour')} repas),
    retenus as (
      insert into effectifs_attendus (effectif_id, enfant_id, reservation_id, repas)
      select effectif_id, enfant_id, reservation_id, repas from attendus),
    comptes as (
      insert into effectifs_comptes
        (effectif_id, ecole, groupe, repas, rang_du_repas, a_servir, nombre)
      select a.effectif_id, coalesce(ec.nom, 'Sans école connue'),
        coalesce(g.nom, 'Tous les enfants'), a.repas, min(a.rang), bool_or(a.a_servir), count(*)
      from attendus a left join groupes g on g.id = a.groupe_id
        left join scolarites sc on sc.enfant_id = a.enfant_id
          and sc.annee_scolaire = annee_scolaire_du(a.jour)
        left join classes c on c.id = sc.classe_id left join ecoles ec on ec.id = c.ecole_id
      group by 1, 2, 3, 4)
    select id from neufs order by id`.execute(tx);
  return rows.map(({ id }) => id);
}
