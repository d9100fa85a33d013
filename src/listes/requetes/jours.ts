import { sql } from 'kysely';
import type { Intervalle, Rythme } from '../../activites/calendrier/calendrier.ts';
import { joursFeriesEntre, type Territoire } from '../../activites/calendrier/feries.ts';
import type { Genre } from '../../fermetures/regles/types.ts';
import type { Db } from '../../platform/db.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { FaitsDesJours } from '../regles/jours.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
export type StructuresVues = readonly number[] | null;

export interface CompteDuJour {
  jour: Jour;
  attendus: number;
  demandes: number;
  enAttente: number;
}

/** Une prestation, ce qu'elle attend jour par jour, et de quoi dire un jour fermé. */
export interface PrestationAttendue {
  prestationId: number;
  prestation: string;
  activiteId: number;
  activite: string;
  structureId: number;
  structure: string;
  heureDebut: string;
  comptes: CompteDuJour[];
  faits: FaitsDesJours;
}

interface Ligne extends Omit<PrestationAttendue, 'faits'> {
  rythme: Rythme;
  joursSemaine: JourDeLaSemaine[];
  territoire: Territoire;
  ouverts: Jour[];
  declares: { jour: Jour; genre: Genre }[];
  periodes: { du: Jour; au: Jour }[];
  vacances: Intervalle[];
  fermetures: Intervalle[];
}

/**
 * Les prestations dont une période touche ces jours, en un aller-retour. `prestationId` : celle-là
 * seulement, même hors période.
 */
export async function listerPrestationsAttendues(
  db: Db,
  structures: StructuresVues,
  { du, au, prestationId = null }: { du: Jour; au: Jour; prestationId?: number | null },
): Promise<PrestationAttendue[]> {
  const { rows } = await sql<Ligne>`
    select p.id as "prestationId", p.nom as prestation, a.id as "activiteId", a.nom as activite,
      s.id as "structureId", s.nom as structure, to_char(p.heure_debut, 'HH24:MI') as "heureDebut",
      a.rythme, a.jours_semaine as "joursSemaine", col.territoire,
      (select coalesce(jsonb_agg(jsonb_build_object('jour', r.jour, 'attendus', r.attendus,
          'demandes', r.demandes, 'enAttente', r.en_attente)), '[]') from (
        select jour, count(*) filter (where etat = 'validee')::int as attendus,
          count(*) filter (where etat = 'demandee')::int as demandes,
          count(*) filter (where etat = 'en_liste_attente')::int as en_attente
        from reservations where prestation_id = p.id and jour between ${du} and ${au}
        group by jour) r) as comptes,
      (select coalesce(jsonb_agg(o.jour), '[]') from ouvertures o
        where o.prestation_id = p.id and o.jour between ${du} and ${au}) as ouverts,
      (select coalesce(jsonb_agg(jsonb_build_object('jour', d.jour, 'genre', d.genre)), '[]')
        from jours_declares d where d.prestation_id = p.id and d.jour between ${du} and ${au}
          and d.decision = 'annuler' and d.classe_id is null) as declares,
      (select coalesce(jsonb_agg(jsonb_build_object('du', pe.du, 'au', pe.au)), '[]')
        from periodes pe where pe.activite_id = a.id and pe.du <= ${au} and pe.au >= ${du}) as periodes,
      (select coalesce(jsonb_agg(jsonb_build_object('nom', v.nom, 'du', v.du, 'reprise', v.reprise)),
        '[]') from vacances_scolaires v where v.zone = col.zone_scolaire
          and v.du <= ${au} and coalesce(v.reprise, 'infinity') > ${du}) as vacances,
      (select coalesce(jsonb_agg(jsonb_build_object('nom', f.motif, 'du', f.du, 'reprise', f.au + 1)),
        '[]') from fermetures f where f.du <= ${au} and f.au >= ${du} and (f.activite_id = a.id
          or (f.activite_id is null and (f.structure_id is null or f.structure_id = a.structure_id))))
        as fermetures
    from prestations p join activites a on a.id = p.activite_id
      join structures s on s.id = a.structure_id cross join collectivites col
    where (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
      and case when ${prestationId}::int is null then exists (select from periodes pe
        where pe.activite_id = a.id and pe.du <= ${au} and pe.au >= ${du})
        else p.id = ${prestationId} end
    order by s.nom, p.heure_debut, a.ordre, a.nom, p.ordre, p.id`.execute(db);
  return rows.map(({ rythme, joursSemaine, territoire, ...reste }) => {
    const { ouverts, declares, periodes, vacances, fermetures, ...prestation } = reste;
    const feries = joursFeriesEntre(du, au, territoire);
    return {
      ...prestation,
      faits: {
        ...{ du, au, rythme, joursSemaine, feries },
        ...{ ouverts, declares, periodes, vacances, fermetures },
      },
    };
  });
}
