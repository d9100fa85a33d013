import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Attaches } from '../regles/archivage.ts';

const aVenir = (aujourdhui: Jour) => sql`
  (select count(*)::int from reservations r join enfants e on e.id = r.enfant_id
    where e.famille_id = f.id and r.jour >= ${aujourdhui}::date
      and r.etat in ('demandee', 'en_liste_attente', 'validee'))`;
const demandes = sql`
  (select count(*)::int from demandes d join enfants e on e.id = d.enfant_id
    where e.famille_id = f.id and d.traitee_le is null)`;
const du = sql`
  (select coalesce(sum(greatest(s.reste_centimes, 0)), 0)::int from soldes_factures s
    join payeurs p on p.id = s.payeur_id where p.famille_id = f.id)`;
const paiements = sql`
  (select count(*)::int from paiements_en_ligne x
    join payeurs p on p.id = x.payeur_id where p.famille_id = f.id and x.conclu_le is null)`;
const messages = sql`
  (select count(*)::int from messages m where m.famille_id = f.id and m.etat in ('a_traiter', 'en_cours'))`;

/** Ce qui retient ce dossier ; null : il n'existe pas, ou plus. */
export async function lireAttaches(
  db: Db,
  familleId: number,
  aujourdhui: Jour,
): Promise<(Attaches & { nom: string; archiveeLe: Date | null }) | null> {
  const { rows } = await sql<Attaches & { nom: string; archiveeLe: Date | null }>`
    select f.nom, f.archivee_le as "archiveeLe", ${aVenir(aujourdhui)} as "aVenir",
      ${demandes} as demandes, ${du} as "duCentimes", ${paiements} as "paiementsEnCours",
      ${messages} as messages
    from familles f where f.id = ${familleId} and f.fusionnee_dans is null`.execute(db);
  return rows[0] ?? null;
}

export interface Dormante {
  id: number;
  nom: string;
  /** Le dernier jour réservé ; null : aucun, jamais. */
  derniere: Jour | null;
}

/** Les dossiers sans une réservation depuis ce jour, que rien ne retient ; le plus ancien d'abord. */
export async function listerDormantes(db: Db, depuis: Jour, aujourdhui: Jour): Promise<Dormante[]> {
  const { rows } = await sql<Dormante>`
    select f.id, f.nom, d.derniere from familles f
      cross join lateral (select max(r.jour) as derniere from reservations r
        join enfants e on e.id = r.enfant_id where e.famille_id = f.id) d
    where f.archivee_le is null and f.fusionnee_dans is null and f.creee_le < ${depuis}::date
      and coalesce(d.derniere < ${depuis}::date, true)
      and ${aVenir(aujourdhui)} = 0 and ${demandes} = 0 and ${du} = 0 and ${paiements} = 0
      and ${messages} = 0
    order by d.derniere nulls first, f.nom, f.id`.execute(db);
  return rows;
}

/** Archive ces dossiers ; rend ceux qui viennent de l'être. */
export async function noterArchivees(
  tx: Tx,
  familles: readonly number[],
  le: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update familles set archivee_le = ${le}
    where id = any(${familles}::int[]) and archivee_le is null and fusionnee_dans is null
    returning id`.execute(tx);
  return rows.map((r) => r.id);
}

export async function noterDesarchivee(tx: Tx, familleId: number): Promise<boolean> {
  const { rows } = await sql`
    update familles set archivee_le = null where id = ${familleId} and archivee_le is not null
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Les accès des adultes dont toutes les familles sont archivées. */
export async function listerComptesSansDossier(
  tx: Tx,
  familles: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct r.compte_id as id
    from rattachements ra join responsables r on r.id = ra.responsable_id
    where ra.famille_id = any(${familles}::int[]) and not exists (
      select from rattachements x join familles f on f.id = x.famille_id
      where x.responsable_id = r.id and f.archivee_le is null)`.execute(tx);
  return rows.map((r) => r.id);
}

/** Retient ces dossiers et leurs enfants : plus rien ne s'y réserve d'ici la fin. */
export async function verrouillerDossiers(tx: Tx, familles: readonly number[]): Promise<void> {
  await sql`select from familles where id = any(${familles}::int[]) order by id for update`.execute(
    tx,
  );
  await sql`
    select from enfants where famille_id = any(${familles}::int[]) order by id
    for no key update`.execute(tx);
}
