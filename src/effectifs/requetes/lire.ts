import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { CompteArrete } from '../regles/repas.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
type StructuresVues = readonly number[] | null;

/** Ce qu'il faut pour écrire un effectif arrêté, sur une page comme dans une lettre. */
export interface Effectif {
  id: number;
  jour: Jour;
  activiteId: number;
  activite: string;
  prestation: string;
  limiteLe: Date;
  arreteLe: Date;
  /** Les noms sont effacés : l'additif ne se calcule plus. */
  sansNoms: boolean;
  comptes: CompteArrete[];
}

const comptes = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('ecole', c.ecole, 'groupe', c.groupe,
    'repas', c.repas, 'aServir', c.a_servir, 'nombre', c.nombre)
    order by c.rang_du_repas, c.repas, c.ecole, c.groupe), '[]')
  from effectifs_comptes c where c.effectif_id = e.id)`;

/** Des effectifs arrêtés, par jour et par heure. */
export async function listerEffectifsArretes(db: Db, ids: readonly number[]): Promise<Effectif[]> {
  const { rows } = await sql<Effectif>`
    select e.id, e.jour, a.id as "activiteId", a.nom as activite, p.nom as prestation,
      e.limite_le as "limiteLe", e.arrete_le as "arreteLe",
      e.noms_effaces_le is not null as "sansNoms", ${comptes} as comptes
    from effectifs_arretes e join prestations p on p.id = e.prestation_id
      join activites a on a.id = p.activite_id
    where e.id = any(${ids}::int[])
    order by e.jour, p.heure_debut, p.ordre, e.id`.execute(db);
  return rows;
}

/** Une prestation servie ce jour-là, arrêtée ou non. */
export interface PrestationDuJour {
  prestationId: number;
  prestation: string;
  activiteId: number;
  activite: string;
  structureId: number;
  structure: string;
  attendus: number;
  effectifId: number | null;
}

/** Ce que la cuisine sert ce jour-là, et ce qu'elle a servi : un effectif arrêté reste. */
export async function listerPrestationsDuJour(
  db: Db,
  structures: StructuresVues,
  jour: Jour,
): Promise<PrestationDuJour[]> {
  const { rows } = await sql<PrestationDuJour>`
    select p.id as "prestationId", p.nom as prestation, a.id as "activiteId", a.nom as activite,
      s.id as "structureId", s.nom as structure, e.id as "effectifId",
      (select count(*)::int from reservations r where r.prestation_id = p.id and r.jour = ${jour}
        and r.etat = 'validee') as attendus
    from prestations p join activites a on a.id = p.activite_id
      join structures s on s.id = a.structure_id
      left join effectifs_arretes e on e.prestation_id = p.id and e.jour = ${jour}
    where (e.id is not null or (
        exists (select from prestations_servies ps where ps.prestation_id = p.id)
        and exists (select from ouvertures o where o.prestation_id = p.id and o.jour = ${jour})))
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
    order by s.nom, p.heure_debut, a.ordre, a.nom, p.ordre, p.id`.execute(db);
  return rows;
}

/** L'effectif de ce numéro, si l'agent voit sa structure. */
export async function chercherEffectif(
  db: Db,
  structures: StructuresVues,
  id: number,
): Promise<Effectif | null> {
  const { rows } = await sql<{ id: number }>`
    select e.id from effectifs_arretes e join prestations p on p.id = e.prestation_id
      join activites a on a.id = p.activite_id
    where e.id = ${id}
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))`.execute(db);
  return rows.length === 0 ? null : ((await listerEffectifsArretes(db, [id]))[0] ?? null);
}
