import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Ecart } from '../regles/additif.ts';
import { repasDe } from './repas.ts';

export interface EcartNomme extends Ecart {
  effectifId: number;
  prenom: string;
  nom: string;
  classe: string | null;
}

/**
 * Ce que les réservations disent maintenant, là où l'arrêté disait autre chose. Comparé à la liste
 * retenue, enfant par enfant : annuler puis réserver de nouveau ne change rien.
 */
export async function listerEcarts(db: Db, effectifs: readonly number[]): Promise<EcartNomme[]> {
  const { rows } = await sql<EcartNomme>`
    with vus as (
      select * from effectifs_arretes where id = any(${effectifs}::int[]) and noms_effaces_le is null),
    avant as (
      select a.effectif_id, a.enfant_id, a.repas from effectifs_attendus a
        join vus on vus.id = a.effectif_id),
    apres as (
      select v.id as effectif_id, r.enfant_id, repas.nom as repas
      from vus v join reservations r
        on r.prestation_id = v.prestation_id and r.jour = v.jour and r.etat = 'validee'
      cross join ${repasDe('r.enfant_id', 'r.jour')} repas)
    select v.id as "effectifId", en.id as "enfantId", en.prenom, en.nom, c.nom as classe,
      avant.repas as avant, apres.repas as maintenant, r.etat, r.origine,
      r.hors_delai as "horsDelai", r.ordre_attente is not null as "aAttendu",
      coalesce(r.decidee_le > v.arrete_le, false) as "decideeApres",
      (select d.genre from reservations_declarees rd join declarations d on d.id = rd.declaration_id
        where rd.reservation_id = r.id and rd.sort = 'annulee') as genre
    from avant full join apres using (effectif_id, enfant_id)
      join vus v on v.id = effectif_id join enfants en on en.id = enfant_id
      cross join lateral (
        select * from reservations x where x.enfant_id = en.id
          and x.prestation_id = v.prestation_id and x.jour = v.jour
        order by x.etat = 'validee' desc, x.id desc limit 1) r
      left join scolarites sc on sc.enfant_id = en.id
        and sc.annee_scolaire = annee_scolaire_du(v.jour)
      left join classes c on c.id = sc.classe_id
    where avant.repas is distinct from apres.repas
    order by v.id, en.nom, en.prenom, en.id`.execute(db);
  return rows;
}
