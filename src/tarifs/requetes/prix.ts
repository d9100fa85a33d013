import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour, Mois } from '../../platform/jours.ts';
import type { Quotient } from '../regles/types.ts';

/** Ce dont dépend le prix d'un enfant, en dehors de la grille. */
export interface FaitsEnfant {
  id: number;
  neLe: Jour;
  communeDeLaFamille: string | null;
  commune: string;
  /** Qui paie, selon le partage : celui de ce responsable s'il a une part, sinon la famille. */
  payeurs: { id: number; responsableId: number | null; quotients: Quotient[] }[];
  partages: { payeurId: number; activiteId: number | null; du: Jour; au: Jour | null }[];
  paniers: { du: Jour; au: Jour | null }[];
  /** Les enfants de la famille inscrits à une activité, un mois ; lui compris s'il l'est. */
  inscrits: { activiteId: number; mois: Mois; enfants: { id: number; neLe: Jour }[] }[];
}

/** Les faits de ces enfants de `du` à `au`, en un aller-retour. */
export async function lireFaitsDesEnfants(
  db: Db,
  enfantIds: readonly number[],
  du: Jour,
  au: Jour,
): Promise<FaitsEnfant[]> {
  const { rows } = await sql<FaitsEnfant>`
    select e.id, e.ne_le as "neLe", f.code_insee as "communeDeLaFamille",
      (select code_insee from collectivites) as commune,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'responsableId', p.responsable_id,
          'quotients', (select coalesce(jsonb_agg(jsonb_build_object('valeur', q.valeur,
              'regime', q.regime, 'du', q.du, 'au', q.au)), '[]')
            from quotients_familiaux q where q.payeur_id = p.id)) order by p.genre, p.id), '[]')
       from payeurs p where p.famille_id = f.id) as payeurs,
      (select coalesce(jsonb_agg(jsonb_build_object('payeurId', pa.payeur_id,
          'activiteId', pa.activite_id, 'du', pa.du, 'au', pa.au)), '[]')
       from partages pa where pa.enfant_id = e.id) as partages,
      (select coalesce(jsonb_agg(jsonb_build_object('du', pr.du, 'au', pr.au)), '[]')
       from paniers_repas pr where pr.enfant_id = e.id) as paniers,
      (select coalesce(jsonb_agg(jsonb_build_object('activiteId', i.activite_id, 'mois', i.mois,
          'enfants', i.enfants)), '[]')
       from (
         select x.activite_id, x.mois,
           jsonb_agg(jsonb_build_object('id', x.id, 'neLe', x.ne_le)) as enfants
         from (select distinct pr.activite_id, to_char(r.jour, 'YYYY-MM') as mois, fr.id, fr.ne_le
           from enfants fr join reservations r on r.enfant_id = fr.id
           join prestations pr on pr.id = r.prestation_id
           where fr.famille_id = f.id and r.etat in ('demandee', 'validee')
             and r.jour between date_trunc('month', ${du}::date)
               and date_trunc('month', ${au}::date) + interval '1 month - 1 day') x
         group by x.activite_id, x.mois) i) as inscrits
    from enfants e join familles f on f.id = e.famille_id
    where e.id = any(${enfantIds}::int[])`.execute(db);
  return rows;
}

export interface JourAEstimer {
  enfantId: number;
  prestationId: number;
  activiteId: number;
  jour: Jour;
}

export interface PrestationSuivie {
  enfantId: number;
  enfant: string;
  prestationId: number;
  prestation: string;
  activiteId: number;
  activite: string;
}

/** Ce que chaque enfant de ces familles fréquente : une réservation de `du` à `au`. */
export async function listerPrestationsSuivies(
  db: Db,
  familles: readonly number[],
  du: Jour,
  au: Jour,
): Promise<PrestationSuivie[]> {
  const { rows } = await sql<PrestationSuivie>`
    select distinct on (e.ne_le, e.id, a.ordre, a.id, p.ordre, p.id)
      e.id as "enfantId", e.prenom || ' ' || e.nom as enfant, p.id as "prestationId",
      p.nom as prestation, a.id as "activiteId", a.nom as activite
    from enfants e join reservations r on r.enfant_id = e.id
    join prestations p on p.id = r.prestation_id join activites a on a.id = p.activite_id
    where e.famille_id = any(${familles}::int[]) and r.etat in ('demandee', 'validee')
      and r.jour between ${du} and ${au}
    order by e.ne_le, e.id, a.ordre, a.id, p.ordre, p.id`.execute(db);
  return rows;
}
