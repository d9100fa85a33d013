import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour, JourDeLaSemaine } from '../../platform/jours.ts';
import type { Rythme } from '../calendrier/calendrier.ts';
import type { Territoire } from '../calendrier/feries.ts';
import type { CanalTardif, Pour, RegleDelai } from '../delais/regles.ts';
import type { ModeAttente } from '../regles/attente.ts';

export interface ActiviteListee {
  id: number;
  nom: string;
  genre: string;
  structure: string;
  ouverteAuxFamilles: boolean;
  joursOuverts: number;
}

/** Les activités de ces structures (null : toutes) et leurs jours ouverts à venir. */
export async function listerActivites(
  db: Db,
  structures: readonly number[] | null,
  aujourdhui: Jour,
): Promise<ActiviteListee[]> {
  const { rows } = await sql<ActiviteListee>`
    select a.id, a.nom, a.genre, s.nom as structure, a.ouverte_aux_familles as "ouverteAuxFamilles",
      (select count(distinct o.jour)::int from ouvertures o join prestations p
        on p.id = o.prestation_id where p.activite_id = a.id and o.jour >= ${aujourdhui}::date)
        as "joursOuverts"
    from activites a join structures s on s.id = a.structure_id
    where ${structures as number[] | null}::int[] is null
      or a.structure_id = any (${structures as number[] | null}::int[])
    order by s.nom, a.ordre, a.nom`.execute(db);
  return rows;
}

export async function listerStructures(
  db: Db,
  structures: readonly number[] | null,
): Promise<{ id: number; nom: string }[]> {
  const { rows } = await sql<{ id: number; nom: string }>`
    select id, nom from structures
    where fermee_le is null and (${structures as number[] | null}::int[] is null
      or id = any (${structures as number[] | null}::int[])) order by nom`.execute(db);
  return rows;
}

export interface ActiviteReglee {
  id: number;
  nom: string;
  genre: string;
  structureId: number;
  structure: string;
  approbation: 'automatique' | 'agent';
  listeAttente: ModeAttente;
  rythme: Rythme;
  joursSemaine: JourDeLaSemaine[];
  joursMin: { nombre: number; du: Jour } | null;
  ouverteAuxFamilles: boolean;
  territoire: Territoire;
  zone: string;
  prestations: { id: number; nom: string; debut: string; fin: string; retireeLe: Jour | null }[];
  periodes: { id: number; nom: string; du: Jour; au: Jour; ouvreLe: string; fermeLe: string }[];
}

export async function chercherActivite(db: Db, id: number): Promise<ActiviteReglee | null> {
  const { rows } = await sql<ActiviteReglee>`
    select a.id, a.nom, a.genre, a.structure_id as "structureId", s.nom as structure, a.approbation,
      a.liste_attente as "listeAttente", a.rythme, a.jours_semaine as "joursSemaine",
      case when a.jours_min_semaine is not null then json_build_object(
        'nombre', a.jours_min_semaine, 'du', a.jours_min_du) end as "joursMin",
      a.ouverte_aux_familles as "ouverteAuxFamilles",
      c.territoire, c.zone_scolaire as zone,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'nom', p.nom,
          'debut', to_char(p.heure_debut, 'HH24:MI'), 'fin', to_char(p.heure_fin, 'HH24:MI'),
          'retireeLe', p.retiree_le) order by p.ordre, p.id), '[]') from prestations p where p.activite_id = a.id)
        as prestations,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'nom', p.nom, 'du', p.du,
          'au', p.au, 'ouvreLe', p.ouvre_le, 'fermeLe', p.ferme_le) order by p.du), '[]')
        from periodes p where p.activite_id = a.id) as periodes
    from activites a join structures s on s.id = a.structure_id cross join collectivites c
    where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Les jours où l'activité accueille, entre ces deux jours, dans l'ordre. */
export async function listerJoursOuverts(
  db: Db,
  activiteId: number,
  { du, au }: { du: Jour; au: Jour },
): Promise<Jour[]> {
  const { rows } = await sql<{ jour: Jour }>`
    select distinct o.jour from ouvertures o join prestations p on p.id = o.prestation_id
    where p.activite_id = ${activiteId} and o.jour between ${du}::date and ${au}::date
    order by o.jour`.execute(db);
  return rows.map(({ jour }) => jour);
}

/** Les jours d'enfants déjà retenus à partir de ce jour. */
export async function compterReservations(db: Db, activiteId: number, du: Jour): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reservations r join prestations p on p.id = r.prestation_id
    where p.activite_id = ${activiteId} and r.jour >= ${du}::date
      and r.etat in ('demandee', 'en_liste_attente', 'validee')`.execute(db);
  return rows[0]?.n ?? 0;
}

/**
 * Un seul agent à la fois règle une activité. Rend faux si elle n'existe pas. Sans la clé : qui réserve
 * la nomme, et ne doit pas attendre l'agent qui attend lui-même les réservations en cours.
 */
export async function verrouillerActivite(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql`
    select from activites where id = ${id} for no key update`.execute(tx);
  return rows.length > 0;
}

export async function verrouillerStructure(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql`select from structures where id = ${id} for update`.execute(tx);
  return rows.length > 0;
}

export async function chercherActiviteParNom(
  tx: Tx,
  structureId: number,
  nom: string,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from activites where structure_id = ${structureId} and lower(nom) = lower(${nom})
  `.execute(tx);
  return rows[0]?.id ?? null;
}

/** Finit, à ce jour exclu, les règles de même portée qui couraient encore. */
export async function finirDelais(
  tx: Tx,
  portee: { activiteId: number; prestationId: number | null; pour: Pour; du: Jour },
): Promise<void> {
  await sql`
    update delais set au = ${portee.du}::date
    where activite_id = ${portee.activiteId} and pour = ${portee.pour}
      and prestation_id is not distinct from ${portee.prestationId}::int
      and du < ${portee.du}::date and (au is null or au > ${portee.du}::date)`.execute(tx);
}

/** Écrit une règle jusqu'à celle qui la suit déjà, s'il y en a une. */
export async function insererDelai(
  tx: Tx,
  delai: {
    activiteId: number;
    prestationId: number | null;
    pour: Pour;
    du: Jour;
    regle: RegleDelai;
    tardif: CanalTardif;
    ecritLe: Date;
  },
): Promise<void> {
  await sql`
    insert into delais (activite_id, prestation_id, pour, du, au, regle, tardif, ecrit_le)
    select ${delai.activiteId}::int, ${delai.prestationId}::int, ${delai.pour}::text,
      ${delai.du}::date, (select min(d.du) from delais d
        where d.activite_id = ${delai.activiteId} and d.pour = ${delai.pour}
          and d.prestation_id is not distinct from ${delai.prestationId}::int
          and d.du > ${delai.du}::date),
      ${JSON.stringify(delai.regle)}::jsonb, ${delai.tardif}::text,
      ${delai.ecritLe}::timestamptz`.execute(tx);
}

/** Retire une règle qui n'a encore servi à personne. */
export async function retirerDelai(tx: Tx, id: number): Promise<void> {
  await sql`delete from delais where id = ${id}`.execute(tx);
}
