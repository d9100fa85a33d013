import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Attente } from '../regles/file.ts';
import type { Structures } from './agent.ts';
import { rangDeR } from './rang.ts';

const visible = (structures: Structures) =>
  sql`(${structures}::int[] is null or a.structure_id = any(${structures}::int[]))`;

export interface JourEnAttente {
  activiteId: number;
  activite: string;
  structure: string;
  jour: Jour;
  attendent: number;
}

/** Les jours à venir où quelqu'un attend, dans les structures de l'agent. */
export async function listerJoursEnAttente(
  db: Db,
  structures: Structures,
  aujourdhui: Jour,
  limite: number,
): Promise<JourEnAttente[]> {
  const { rows } = await sql<JourEnAttente>`
    select a.id as "activiteId", a.nom as activite, s.nom as structure, r.jour,
      count(*)::int as attendent
    from reservations r join prestations p on p.id = r.prestation_id
      join activites a on a.id = p.activite_id join structures s on s.id = a.structure_id
    where r.etat = 'en_liste_attente' and r.jour >= ${aujourdhui} and ${visible(structures)}
    group by a.id, s.id, r.jour order by r.jour, s.nom, a.ordre, a.nom limit ${limite}`.execute(db);
  return rows;
}

export interface EnFileMontre extends Attente {
  rang: number;
  prestation: string;
  enfant: string;
  familleId: number;
  demandeId: number;
  /** Places libres, la plus petite de ses jauges ; null : sans limite. */
  libres: number | null;
  /** Jusqu'à quand vaut le justificatif d'emploi vu pour cette famille ; null : aucun. */
  emploiJusquAu: Jour | null;
}

export interface FileDuJour {
  activiteId: number;
  activite: string;
  structureId: number;
  attentes: EnFileMontre[];
  /** À qui une place est proposée, et jusqu'à quand. */
  offres: { id: number; enfant: string; prestation: string; demandeId: number; expireLe: Date }[];
}

/** Ceux qui attendent à cette activité ce jour-là ; null si l'agent ne la voit pas. */
export async function chercherFileDuJour(
  db: Db,
  structures: Structures,
  activiteId: number,
  jour: Jour,
): Promise<FileDuJour | null> {
  const { rows } = await sql<Omit<FileDuJour, 'attentes' | 'offres'>>`
    select a.id as "activiteId", a.nom as activite, a.structure_id as "structureId"
    from activites a where a.id = ${activiteId} and ${visible(structures)}`.execute(db);
  const [activite] = rows;
  if (!activite) return null;
  const { rows: attentes } = await sql<EnFileMontre>`
    select r.id, ${rangDeR} as rang, p.nom as prestation, e.prenom || ' ' || e.nom as enfant,
      e.famille_id as "familleId", r.demande_id as "demandeId", f.ordre_attente as ordre,
      f.depuis_le as "depuisLe", f.criteres, f.remplis, j.vaut_jusqu_au as "emploiJusquAu",
      (select min(pl.places - pl.prises) from jauges_prestations l
        join places pl on pl.jauge_id = l.jauge_id and pl.jour = r.jour
        where l.prestation_id = r.prestation_id
          and (l.groupe_id is null or l.groupe_id = r.groupe_id)) as libres
    from file_d_attente f join reservations r on r.id = f.id
      join prestations p on p.id = r.prestation_id join enfants e on e.id = r.enfant_id
      left join justificatifs_d_emploi j on j.famille_id = e.famille_id
    where f.activite_id = ${activiteId} and f.jour = ${jour}`.execute(db);
  const { rows: offres } = await sql<FileDuJour['offres'][number]>`
    select r.id, e.prenom || ' ' || e.nom as enfant, p.nom as prestation,
      r.demande_id as "demandeId", o.expire_le as "expireLe"
    from reservations r join offres_de_place o on o.id = r.offre_id
      join prestations p on p.id = r.prestation_id join enfants e on e.id = r.enfant_id
    where r.place_offerte and p.activite_id = ${activiteId} and r.jour = ${jour}
    order by o.expire_le, r.id`.execute(db);
  return { ...activite, attentes, offres };
}

/** Vrai si cette famille attend à cette activité, dans une structure de l'agent. */
export async function attendA(
  tx: Tx,
  structures: Structures,
  { familleId, activiteId }: { familleId: number; activiteId: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from file_d_attente f join enfants e on e.id = f.enfant_id
      join activites a on a.id = f.activite_id
    where e.famille_id = ${familleId} and a.id = ${activiteId} and ${visible(structures)}
      and 'emploi' = any (f.criteres) limit 1`.execute(tx);
  return rows.length > 0;
}

/** Rend faux si la base disait déjà cela. `jusquAu` null : plus de justificatif. */
export async function enregistrerJustificatif(
  tx: Tx,
  familleId: number,
  justificatif: { jusquAu: Jour; le: Date; par: number } | null,
): Promise<boolean> {
  const { rows } = justificatif
    ? await sql`
        insert into justificatifs_d_emploi as j (famille_id, vaut_jusqu_au, vu_le, vu_par)
        values (${familleId}, ${justificatif.jusquAu}, ${justificatif.le}, ${justificatif.par})
        on conflict (famille_id) do update set vaut_jusqu_au = excluded.vaut_jusqu_au,
          vu_le = excluded.vu_le, vu_par = excluded.vu_par
        where j.vaut_jusqu_au <> excluded.vaut_jusqu_au
        returning 1`.execute(tx)
    : await sql`delete from justificatifs_d_emploi where famille_id = ${familleId} returning 1`.execute(
        tx,
      );
  return rows.length > 0;
}
