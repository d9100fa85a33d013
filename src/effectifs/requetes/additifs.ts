import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Correction } from '../regles/additif.ts';

/** Une activité servie aujourd'hui, dont l'additif n'est pas encore décidé. */
export interface AdditifAVenir {
  activiteId: number;
  activite: string;
  jour: Jour;
  heure: string;
  heureDebut: string;
  arreteLe: Date;
  courriels: string[];
  effectifs: number[];
}

export async function listerAdditifsAVenir(db: Db, jour: Jour): Promise<AdditifAVenir[]> {
  const { rows } = await sql<AdditifAVenir>`
    select a.id as "activiteId", a.nom as activite, e.jour,
      to_char(c.heure_additif, 'HH24:MI') as heure,
      to_char(min(p.heure_debut), 'HH24:MI') as "heureDebut", min(e.arrete_le) as "arreteLe",
      c.courriels, array_agg(e.id order by p.heure_debut, p.ordre, p.id) as effectifs
    from effectifs_arretes e join prestations p on p.id = e.prestation_id
      join activites a on a.id = p.activite_id join cuisines c on c.activite_id = a.id
    where e.jour = ${jour} and c.courriels <> '{}' and not exists (
      select from additifs_de_cuisine x where x.activite_id = a.id and x.jour = e.jour)
    group by a.id, c.activite_id, e.jour order by a.id`.execute(db);
  return rows;
}

/** Faux si l'additif de ce jour est déjà décidé. */
export async function insererAdditif(
  tx: Tx,
  additif: { activiteId: number; jour: Jour; le: Date; contenu: readonly Correction[] },
): Promise<boolean> {
  const { rows } = await sql`
    insert into additifs_de_cuisine (activite_id, jour, decide_le, contenu)
    values (${additif.activiteId}, ${additif.jour}, ${additif.le},
      ${JSON.stringify(additif.contenu)}::jsonb)
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}
