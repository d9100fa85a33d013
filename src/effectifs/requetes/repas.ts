import { type RawBuilder, sql } from 'kysely';
import { PANIER_REPAS, REPAS_ORDINAIRE } from '../regles/repas.ts';

/**
 * Le repas d'un enfant un jour : son panier, son régime, sinon l'ordinaire. `enfant` et `jour` sont
 * des colonnes de l'ordre qui le joint, comme « r.enfant_id ».
 */
export function repasDe(enfant: string, jour: string): RawBuilder<unknown> {
  return sql`lateral (
    select x.panier as est_panier,
      case when x.panier then ${PANIER_REPAS} else coalesce(ra.nom, ${REPAS_ORDINAIRE}) end as nom,
      case when x.panier then 100000 when ra.id is null then 0 else 1 + ra.ordre end as rang
    from (select exists (select from paniers_repas pr where pr.enfant_id = ${sql.ref(enfant)}
        and pr.du <= ${sql.ref(jour)} and (pr.au is null or ${sql.ref(jour)} < pr.au)) as panier) x
      left join regimes_des_enfants re on re.enfant_id = ${sql.ref(enfant)}
      left join regimes_alimentaires ra on ra.id = re.regime_id)`;
}
