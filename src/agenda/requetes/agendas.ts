import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { JourReserve } from '../regles/ecrire-agenda.ts';

export interface Agenda {
  id: number;
  enfantId: number | null;
  /** Le prénom de l'enfant ; null : tous. */
  prenom: string | null;
  sel: Buffer;
  empreinte: Buffer;
  creeLe: Date;
}

/** Les agendas qu'un adulte a ouverts et pas arrêtés. */
export async function listerAgendas(db: Db, responsableId: number): Promise<Agenda[]> {
  const { rows } = await sql<Agenda>`
    select g.id, g.enfant_id as "enfantId", e.prenom, g.sel, g.empreinte, g.cree_le as "creeLe"
    from agendas g left join enfants e on e.id = g.enfant_id
    where g.responsable_id = ${responsableId} and g.revoque_le is null
    order by e.ne_le nulls first, g.id`.execute(db);
  return rows;
}

/** Les enfants dont cet adulte peut recevoir l'agenda. */
export async function listerEnfants(
  db: Db,
  responsableId: number,
): Promise<{ id: number; prenom: string }[]> {
  const { rows } = await sql<{ id: number; prenom: string }>`
    select e.id, e.prenom from enfants e
    join rattachements t on t.famille_id = e.famille_id
    where t.responsable_id = ${responsableId} and e.fusionne_dans is null
    order by e.ne_le, e.id`.execute(db);
  return rows;
}

/** Ouvre un agenda ; faux s'il est déjà ouvert : le premier clic a suffi. */
export async function insererAgenda(
  tx: Tx,
  a: {
    responsableId: number;
    enfantId: number | null;
    sel: Buffer;
    empreinte: Buffer;
    le: Date;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into agendas (responsable_id, enfant_id, sel, empreinte, cree_le)
    values (${a.responsableId}, ${a.enfantId}, ${a.sel}, ${a.empreinte}, ${a.le})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Vrai si cet adulte a ouvert cet agenda, même arrêté depuis. */
export async function estSonAgenda(tx: Tx, id: number, responsableId: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from agendas where id = ${id} and responsable_id = ${responsableId}`.execute(tx);
  return rows.length > 0;
}

/** Arrête un agenda de cet adulte ; null s'il n'est pas à lui ou n'est plus ouvert. */
export async function revoquerAgenda(
  tx: Tx,
  id: number,
  responsableId: number,
  le: Date,
): Promise<{ enfantId: number | null; prenom: string | null } | null> {
  const { rows } = await sql<{ enfantId: number | null; prenom: string | null }>`
    update agendas set revoque_le = ${le}
    where id = ${id} and responsable_id = ${responsableId} and revoque_le is null
    returning enfant_id as "enfantId",
      (select prenom from enfants where id = enfant_id) as prenom`.execute(tx);
  return rows[0] ?? null;
}

export interface AgendaLu {
  prenom: string | null;
  jours: JourReserve[];
}

/**
 * Ce que montre cette adresse, en un ordre SQL ; null si rien ne s'ouvre : jeton inconnu ou arrêté,
 * compte fermé, adulte qui n'est plus rattaché à l'enfant.
 */
export async function lireAgendaParEmpreinte(
  db: Db,
  empreinte: Buffer,
  du: Jour,
): Promise<AgendaLu | null> {
  const { rows } = await sql<
    { prenomDeLAgenda: string | null } & (JourReserve | { [cle in keyof JourReserve]: null })
  >`
    with g as (
      select a.responsable_id, a.enfant_id from agendas a
        join responsables r on r.id = a.responsable_id
        join comptes c on c.id = r.compte_id and c.ferme_le is null
      where a.empreinte = ${empreinte} and a.revoque_le is null),
    enfants_lus as (
      select e.id, e.prenom from g
        join rattachements t on t.responsable_id = g.responsable_id
        join enfants e on e.famille_id = t.famille_id
      where g.enfant_id is null or e.id = g.enfant_id)
    select case when g.enfant_id is null then null else
        (select prenom from enfants_lus) end as "prenomDeLAgenda",
      j.* from g left join lateral (
        select r.id, e.prenom, a.nom as activite, p.nom as prestation, s.nom as structure, r.jour,
          to_char(p.heure_debut, 'HH24:MI') as debut, to_char(p.heure_fin, 'HH24:MI') as fin, r.etat,
          r.place_offerte as "placeOfferte", r.creee_le as "creeLe",
          greatest(r.creee_le, r.decidee_le) as "changeLe"
        from enfants_lus e
          join reservations r on r.enfant_id = e.id
          join prestations p on p.id = r.prestation_id
          join activites a on a.id = p.activite_id
          join structures s on s.id = a.structure_id
        where r.jour >= ${du} and r.etat in ('demandee', 'en_liste_attente', 'validee')
        ) j on true
    where exists (select from enfants_lus)
    order by j.jour, j.debut, j.id`.execute(db);
  const [premiere] = rows;
  if (!premiere) return null;
  return {
    prenom: premiere.prenomDeLAgenda,
    jours: rows.filter((l): l is typeof l & JourReserve => l.id !== null),
  };
}
