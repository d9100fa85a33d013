import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Structure } from '../regles/saisie-structure.ts';

export type StructureLue = Structure & { id: number; fermeeLe: Date | null; activites: number };

const structure = sql`
  select s.id, s.nom, s.courriel, s.telephone, s.adresse, s.fermee_le as "fermeeLe",
    (select count(*)::int from activites a where a.structure_id = s.id) as activites
  from structures s`;

/** Les ouvertes d'abord. */
export async function listerStructures(db: Db): Promise<StructureLue[]> {
  const { rows } = await sql<StructureLue>`
    ${structure} order by s.fermee_le is not null, s.nom, s.id`.execute(db);
  return rows;
}

export async function chercherStructure(db: Db, id: number): Promise<StructureLue | null> {
  const { rows } = await sql<StructureLue>`${structure} where s.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function verrouillerStructures(tx: Tx): Promise<void> {
  await sql`lock table structures in share row exclusive mode`.execute(tx);
}

export async function chercherStructureOuverteParNom(
  tx: Tx,
  nom: string,
): Promise<StructureLue | null> {
  const { rows } = await sql<StructureLue>`
    ${structure} where lower(s.nom) = lower(${nom}) and s.fermee_le is null`.execute(tx);
  return rows[0] ?? null;
}

export async function insererStructure(tx: Tx, s: Structure): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into structures (nom, courriel, telephone, adresse)
    values (${s.nom}, ${s.courriel}, ${s.telephone}, ${s.adresse}) returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function changerStructure(tx: Tx, id: number, s: Structure): Promise<void> {
  await sql`
    update structures set nom = ${s.nom}, courriel = ${s.courriel}, telephone = ${s.telephone},
      adresse = ${s.adresse} where id = ${id}`.execute(tx);
}

export async function poserFermeture(tx: Tx, id: number, fermeeLe: Date | null): Promise<void> {
  await sql`update structures set fermee_le = ${fermeeLe} where id = ${id}`.execute(tx);
}

/** Ce qui retient une structure ouverte. */
export async function compterCeQuiRetient(
  tx: Tx,
  id: number,
  aujourdhui: Jour,
): Promise<{ reservationsAVenir: number; activitesVisibles: number }> {
  const { rows } = await sql<{ reservationsAVenir: number; activitesVisibles: number }>`
    select (select count(*)::int from reservations r
        join prestations p on p.id = r.prestation_id
        join activites a on a.id = p.activite_id
        where a.structure_id = ${id} and r.jour >= ${aujourdhui}::date
          and r.etat in ('demandee', 'en_liste_attente', 'validee')) as "reservationsAVenir",
      (select count(*)::int from activites a
        where a.structure_id = ${id} and a.ouverte_aux_familles) as "activitesVisibles"`.execute(
    tx,
  );
  return rows[0] ?? { reservationsAVenir: 0, activitesVisibles: 0 };
}
