import { sql } from 'kysely';
import { VERROU_DES_JOURS } from '../../activites/regles/verrous.ts';
import type { Tx } from '../../platform/db.ts';
import type { EtatVivant } from '../regles/types.ts';

/**
 * Sérialise ce qui touche un même enfant, après avoir tenu l'activité de cette période : aucun jour
 * ne s'y ferme d'ici la fin. Un seul ordre ; la page d'ouverture en a déjà assez.
 * Vrai si l'enfant est d'une de ces familles.
 */
export async function verrouillerPourReserver(
  tx: Tx,
  enfantId: number,
  familles: readonly number[],
  periodeId: number,
): Promise<boolean> {
  // L'activité avant l'enfant, comme à la fermeture : la sous-requête est lue avant que la ligne ne
  // soit verrouillée.
  const { rows } = await sql`
    with tenue as materialized (
      select pg_advisory_xact_lock_shared(${VERROU_DES_JOURS}, activite_id) from periodes
      where id = ${periodeId})
    select 1 from enfants
    where (select count(*) from tenue) >= 0
      and id = ${enfantId} and famille_id = any(${familles}::int[]) and fusionne_dans is null
    for no key update`.execute(tx);
  return rows.length > 0;
}

/** De même pour plusieurs enfants et activités, toujours dans l'ordre de leurs numéros. Rend les enfants tenus. */
export async function verrouillerPourOperer(
  tx: Tx,
  enfants: readonly number[],
  familles: readonly number[],
  activites: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with tenues as materialized (
      select pg_advisory_xact_lock_shared(${VERROU_DES_JOURS}, id)
      from (select distinct id from unnest(${activites}::int[]) id order by id) a)
    select id from enfants
    where (select count(*) from tenues) >= 0
      and id = any(${enfants}::int[]) and famille_id = any(${familles}::int[])
    order by id for no key update`.execute(tx);
  return rows.map((r) => r.id);
}

/** Annule ces réservations, chacune avec ce qu'en lira la famille ; déjà verrouillées. */
export async function annulerParLeCentre(
  tx: Tx,
  annulees: readonly { id: number; motif: string }[],
  { le, par }: { le: Date; par: number | null },
): Promise<void> {
  await sql`
    update reservations r set etat = 'annulee_par_centre', motif = t.motif,
      annulee_le = ${le}, annulee_par = ${par}
    from unnest(${annulees.map((a) => a.id)}::int[], ${annulees.map((a) => a.motif)}::text[])
      as t (id, motif)
    where r.id = t.id`.execute(tx);
}

/** Une réservation à remettre comme elle était. */
export interface ARetablir {
  id: number;
  etat: EtatVivant;
  motif: string | null;
}

/** Remet l'état d'avant ; le rang n'avait pas bougé, et qui n'en avait pas passe le dernier. Les demandes à décider reviennent à traiter. */
export async function remettreEnEtat(tx: Tx, aRetablir: readonly ARetablir[]): Promise<void> {
  await sql`
    update reservations r set etat = t.etat, motif = t.motif, annulee_le = null, annulee_par = null,
      ordre_attente = case when t.etat = 'en_liste_attente'
        then coalesce(r.ordre_attente, nextval('ordre_d_arrivee')) else r.ordre_attente end
    from unnest(${aRetablir.map((a) => a.id)}::int[], ${aRetablir.map((a) => a.etat)}::text[],
      ${aRetablir.map((a) => a.motif)}::text[]) as t (id, etat, motif)
    where r.id = t.id`.execute(tx);
  const demandees = aRetablir.filter((a) => a.etat === 'demandee').map((a) => a.id);
  await sql`
    update demandes set traitee_le = null, annoncee_le = null
    where traitee_le is not null
      and id in (select demande_id from reservations where id = any(${demandees}::int[]))`.execute(
    tx,
  );
}
