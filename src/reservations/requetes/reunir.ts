import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EtatVivant } from '../regles/types.ts';

export interface PairesDEnfants {
  de: readonly number[];
  vers: readonly number[];
}

/** Une réservation vivante, et celle du même enfant, le même jour, sous son autre numéro. */
export interface EnDouble {
  id: number;
  demandeId: number;
  enfantId: number;
  prestationId: number;
  groupeId: number | null;
  jour: Jour;
  etat: EtatVivant;
  /** Vrai : celle de l'enfant dont la fiche reste. */
  gardee: boolean;
}

/** Les réservations vivantes que les deux fiches ont en commun, deux à deux. */
export async function listerEnDouble(
  tx: Tx,
  { de, vers }: PairesDEnfants,
): Promise<{ gardee: EnDouble; disparue: EnDouble }[]> {
  const decrire = (r: string) => sql`jsonb_build_object('id', ${sql.ref(`${r}.id`)},
    'demandeId', ${sql.ref(`${r}.demande_id`)}, 'enfantId', ${sql.ref(`${r}.enfant_id`)},
    'prestationId', ${sql.ref(`${r}.prestation_id`)}, 'groupeId', ${sql.ref(`${r}.groupe_id`)},
    'jour', ${sql.ref(`${r}.jour`)}, 'etat', ${sql.ref(`${r}.etat`)})`;
  const { rows } = await sql<{ gardee: EnDouble; disparue: EnDouble }>`
    select ${decrire('g')} || '{"gardee":true}' as gardee, ${decrire('d')} || '{"gardee":false}' as disparue
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers)
      join reservations d on d.enfant_id = p.de
      join reservations g on g.enfant_id = p.vers and g.prestation_id = d.prestation_id
        and g.jour = d.jour
    where d.etat in ('demandee', 'en_liste_attente', 'validee')
      and g.etat in ('demandee', 'en_liste_attente', 'validee')
    order by d.jour, d.id`.execute(tx);
  return rows;
}

/** Tout ce que l'enfant a demandé et réservé passe sous l'autre numéro. */
export async function deplacerReservations(tx: Tx, { de, vers }: PairesDEnfants): Promise<void> {
  await sql`
    update reservations r set enfant_id = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers) where r.enfant_id = p.de`.execute(tx);
  await sql`
    update demandes d set enfant_id = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers) where d.enfant_id = p.de`.execute(tx);
}

/** À qui l'on écrit pour ces demandes : l'accès qui reste. */
export async function changerDeDestinataire(
  tx: Tx,
  { de, vers }: { de: readonly number[]; vers: readonly number[] },
): Promise<void> {
  await sql`
    update demandes d set compte_id = p.vers
    from unnest(${de}::int[], ${vers}::int[]) as p (de, vers) where d.compte_id = p.de`.execute(tx);
}

/** Le justificatif d'emploi qui vaut le plus longtemps reste. */
export async function reunirJustificatifs(tx: Tx, de: number, vers: number): Promise<void> {
  await sql`
    insert into justificatifs_d_emploi (famille_id, vaut_jusqu_au, vu_le, vu_par)
    select ${vers}, vaut_jusqu_au, vu_le, vu_par from justificatifs_d_emploi where famille_id = ${de}
    on conflict (famille_id) do update set vaut_jusqu_au = excluded.vaut_jusqu_au,
      vu_le = excluded.vu_le, vu_par = excluded.vu_par
    where justificatifs_d_emploi.vaut_jusqu_au < excluded.vaut_jusqu_au`.execute(tx);
  await sql`delete from justificatifs_d_emploi where famille_id = ${de}`.execute(tx);
}

/** Une opération de masse se relit, et se défait, depuis le dossier qui reste. */
export async function deplacerOperations(tx: Tx, de: number, vers: number): Promise<void> {
  await sql`
    insert into operations_familles (operation_id, famille_id)
    select operation_id, ${vers} from operations_familles where famille_id = ${de}
    on conflict do nothing`.execute(tx);
  await sql`delete from operations_familles where famille_id = ${de}`.execute(tx);
}
