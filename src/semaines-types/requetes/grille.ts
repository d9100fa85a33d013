import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { Habitude } from '../regles/habitudes.ts';

/** Une ligne de la grille : une prestation, et les jours de la semaine où elle ouvre. */
export interface PrestationProposee {
  activiteId: number;
  activite: string;
  genre: string;
  prestationId: number;
  prestation: string;
  /** « 07:30 » */
  debut: string;
  fin: string;
  jours: JourDeLaSemaine[];
}

/**
 * Les prestations de ces activités qui ouvrent entre ces jours, aux jours de la semaine où elles ouvrent
 * au moins deux fois : un samedi de rattrapage ne fait pas une colonne. Les vacances se choisissent
 * jour par jour : elles n'y sont pas.
 */
export async function listerPrestations(
  db: Db,
  activites: readonly number[],
  { du, au }: { du: Jour; au: Jour },
): Promise<PrestationProposee[]> {
  const { rows } = await sql<PrestationProposee>`
    select a.id as "activiteId", a.nom as activite, a.genre, p.id as "prestationId", p.nom as prestation,
      to_char(p.heure_debut, 'HH24:MI') as debut, to_char(p.heure_fin, 'HH24:MI') as fin,
      array_agg(o.semaine order by o.semaine) as jours
    from prestations p join activites a on a.id = p.activite_id
      join lateral (
        select extract(isodow from jour)::int as semaine from ouvertures
        where prestation_id = p.id and jour between ${du}::date and ${au}::date
        group by 1 having count(*) > 1) o on true
    where a.id = any(${activites}::int[]) and a.genre <> 'vacances'
    group by a.id, p.id
    order by a.ordre, a.nom, p.ordre, p.id`.execute(db);
  return rows;
}

/** Ce que ces enfants ont réservé, jour de la semaine par jour de la semaine, sur ce que cela ouvrait. */
export async function listerHabitudes(
  db: Db,
  enfants: readonly number[],
  prestations: readonly number[],
  { du, au }: { du: Jour; au: Jour },
): Promise<Habitude[]> {
  const { rows } = await sql<Habitude>`
    with ouverts as (
      select prestation_id, extract(isodow from jour)::int as jour, count(*)::int as ouverts
      from ouvertures
      where prestation_id = any(${prestations}::int[]) and jour between ${du}::date and ${au}::date
      group by 1, 2),
    reserves as (
      select enfant_id, prestation_id, extract(isodow from jour)::int as jour, count(*)::int as reserves
      from reservations
      where enfant_id = any(${enfants}::int[]) and prestation_id = any(${prestations}::int[])
        and jour between ${du}::date and ${au}::date
        and etat in ('demandee', 'en_liste_attente', 'validee')
      group by 1, 2, 3)
    select r.enfant_id as "enfantId", prestation_id as "prestationId", jour, reserves, ouverts
    from reserves r join ouverts o using (prestation_id, jour)`.execute(db);
  return rows;
}
