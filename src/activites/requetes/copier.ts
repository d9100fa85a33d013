import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** La copie déjà faite de ce formulaire, si le navigateur l'a envoyé deux fois. */
export async function chercherCopie(tx: Tx, cle: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select (details ->> 'activiteId')::int as id from journal
    where sujets @> array[${`saisie:${cle}`}]::text[] limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/**
 * Toutes les colonnes se copient, même celles qui viendront : seules changent celles que l'on nomme. Les
 * familles ne la voient pas encore.
 */
export async function copierLActivite(
  tx: Tx,
  source: number,
  { nom, structureId }: { nom: string; structureId: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into activites overriding system value
    select x.* from activites a cross join lateral jsonb_populate_record(a, jsonb_build_object(
      'id', nextval(pg_get_serial_sequence('activites', 'id')), 'nom', ${nom}::text,
      'structure_id', ${structureId}::int, 'ouverte_aux_familles', false)) x
    where a.id = ${source} returning id`.execute(tx);
  const copie = rows[0]?.id ?? 0;
  await sql`
    insert into activites_ecoles (activite_id, ecole_id)
    select ${copie}::int, ecole_id from activites_ecoles where activite_id = ${source}`.execute(tx);
  await sql`
    insert into activites_communes (activite_id, code_insee)
    select ${copie}::int, code_insee from activites_communes where activite_id = ${source}`.execute(
    tx,
  );
  return copie;
}

/** Un numéro d'origine et celui de sa copie. */
export interface Paire {
  de: number;
  a: number;
}

const des = (paires: readonly Paire[]) => sql`${paires.map((p) => p.de)}::int[]`;
const aux = (paires: readonly Paire[]) => sql`${paires.map((p) => p.a)}::int[]`;

/** Numérote d'avance la copie de chaque ligne d'une activité : les suivantes s'y rattachent. */
async function numeroter(
  tx: Tx,
  table: 'prestations' | 'groupes' | 'periodes',
  source: number,
  encore: RawBuilder<unknown>,
): Promise<Paire[]> {
  const { rows } = await sql<Paire>`
    select id as de, nextval(pg_get_serial_sequence(${table}, 'id')) as a
    from (select id from ${sql.table(table)} where activite_id = ${source} and ${encore}
      order by id) t`.execute(tx);
  return rows;
}

/** Ce qui se coche encore, et les groupes d'âge. */
export async function copierPrestations(
  tx: Tx,
  source: number,
  { activiteId: copie, aujourdhui }: { activiteId: number; aujourdhui: Jour },
): Promise<{ prestations: Paire[]; groupes: Paire[] }> {
  const prestations = await numeroter(
    tx,
    'prestations',
    source,
    sql`coalesce(retiree_le > ${aujourdhui}::date, true)`,
  );
  await sql`
    insert into prestations overriding system value
    select x.* from unnest(${des(prestations)}, ${aux(prestations)}) t (de, a)
      join prestations p on p.id = t.de
      cross join lateral jsonb_populate_record(p,
        jsonb_build_object('id', t.a, 'activite_id', ${copie}::int)) x`.execute(tx);
  const groupes = await numeroter(tx, 'groupes', source, sql`true`);
  await sql`
    insert into groupes overriding system value
    select x.* from unnest(${des(groupes)}, ${aux(groupes)}) t (de, a)
      join groupes g on g.id = t.de
      cross join lateral jsonb_populate_record(g,
        jsonb_build_object('id', t.a, 'activite_id', ${copie}::int)) x`.execute(tx);
  return { prestations, groupes };
}

/** Les règles de délai qui valent encore, ou vaudront. */
export async function copierDelais(
  tx: Tx,
  source: number,
  copie: { activiteId: number; prestations: readonly Paire[]; aujourdhui: Jour },
): Promise<void> {
  await sql`
    insert into delais overriding system value
    select x.* from delais d
      left join unnest(${des(copie.prestations)}, ${aux(copie.prestations)}) t (de, a)
        on t.de = d.prestation_id
      cross join lateral jsonb_populate_record(d, jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('delais', 'id')),
        'activite_id', ${copie.activiteId}::int, 'prestation_id', t.a)) x
    where d.activite_id = ${source} and (d.au is null or d.au > ${copie.aujourdhui}::date)
      and (d.prestation_id is null or t.a is not null)`.execute(tx);
}

/** Les périodes qui ne sont pas finies ; leurs jours s'ouvrent ensuite, d'après le calendrier. */
export async function copierPeriodes(
  tx: Tx,
  source: number,
  copie: { activiteId: number; aujourdhui: Jour },
): Promise<number[]> {
  const periodes = await numeroter(tx, 'periodes', source, sql`au >= ${copie.aujourdhui}::date`);
  await sql`
    insert into periodes overriding system value
    select x.* from unnest(${des(periodes)}, ${aux(periodes)}) t (de, a)
      join periodes p on p.id = t.de
      cross join lateral jsonb_populate_record(p,
        jsonb_build_object('id', t.a, 'activite_id', ${copie.activiteId}::int,
          'reconduit', null)) x`.execute(tx);
  return periodes.map((p) => p.a);
}

/**
 * Les jauges : une salle que d'autres activités de la structure partagent reste la même ; les autres
 * sont neuves, aussi grandes, et disent d'où elles viennent.
 */
export async function copierJauges(
  tx: Tx,
  source: number,
  copie: { activiteId: number; prestations: readonly Paire[]; groupes: readonly Paire[] },
): Promise<Paire[]> {
  const { rows } = await sql<Paire & { partagee: boolean }>`
    select j.id as de, case when x.partagee then j.id
      else nextval(pg_get_serial_sequence('jauges', 'id')) end as a, x.partagee
    from jauges j cross join activites c cross join lateral (
      select c.structure_id = j.structure_id and exists (select from jauges_prestations l
        join prestations p on p.id = l.prestation_id
        where l.jauge_id = j.id and p.activite_id not in (${source}, c.id)) as partagee) x
    where c.id = ${copie.activiteId} and exists (select from jauges_prestations l
      join prestations p on p.id = l.prestation_id
      where l.jauge_id = j.id and p.activite_id = ${source})`.execute(tx);
  const neuves = rows.filter((r) => !r.partagee);
  await sql`
    insert into jauges overriding system value
    select x.* from unnest(${des(neuves)}, ${aux(neuves)}) t (de, a) join jauges j on j.id = t.de
      join activites source on source.id = ${source}
      join activites c on c.id = ${copie.activiteId}
      cross join lateral jsonb_populate_record(j, jsonb_build_object('id', t.a,
        'structure_id', c.structure_id,
        'nom', case j.nom when source.nom then c.nom else j.nom end)) x`.execute(tx);
  await sql`
    insert into jauges_prestations (jauge_id, prestation_id, groupe_id)
    select tj.a, tp.a, tg.a from jauges_prestations l
      join unnest(${des(rows)}, ${aux(rows)}) tj (de, a) on tj.de = l.jauge_id
      join unnest(${des(copie.prestations)}, ${aux(copie.prestations)}) tp (de, a)
        on tp.de = l.prestation_id
      left join unnest(${des(copie.groupes)}, ${aux(copie.groupes)}) tg (de, a)
        on tg.de = l.groupe_id
    where l.groupe_id is null or tg.a is not null`.execute(tx);
  return neuves;
}

/** Les places de chaque jour à venir où la copie accueille ; personne ne les a encore prises. */
export async function copierPlaces(
  tx: Tx,
  jauges: readonly Paire[],
  aujourdhui: Jour,
): Promise<void> {
  await sql`
    insert into places (jauge_id, jour, places)
    select t.a, p.jour, p.places from unnest(${des(jauges)}, ${aux(jauges)}) t (de, a)
      join places p on p.jauge_id = t.de
    where p.jour >= ${aujourdhui}::date and exists (select from jauges_prestations l
      join ouvertures o on o.prestation_id = l.prestation_id
      where l.jauge_id = t.a and o.jour = p.jour)`.execute(tx);
}
