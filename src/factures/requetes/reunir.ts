import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

interface Paires {
  de: readonly number[];
  vers: readonly number[];
}

/** Les payeurs que la fusion touche : du dossier qui disparaît, et des adultes qui disparaissent. */
export async function listerPayeursTouches(
  tx: Tx,
  familles: readonly number[],
  adultes: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from payeurs where famille_id = any(${familles}::int[])
      or responsable_id = any(${adultes}::int[]) order by id`.execute(tx);
  return rows.map((r) => r.id);
}

/**
 * Les payeurs passent au dossier et à l'adulte qui restent, avec leurs factures ; quand il y en avait
 * déjà un, il reprend l'autre. Rend ceux qui sont repris, et par qui (Fusions, règle 7).
 */
export async function reprendreLesPayeurs(
  tx: Tx,
  familles: { de: number; vers: number },
  adultes: Paires,
): Promise<{ de: number; vers: number }[]> {
  const cibles = sql`
    select p.id, p.genre, p.repris_par,
      case when p.famille_id = ${familles.de} then ${familles.vers} else p.famille_id end as famille_id,
      coalesce(a.vers, p.responsable_id) as responsable_id,
      p.famille_id <> ${familles.de} and a.de is null as reste
    from payeurs p
      left join unnest(${adultes.de}::int[], ${adultes.vers}::int[]) as a (de, vers)
        on a.de = p.responsable_id
    where p.genre <> 'tiers' and (p.famille_id in (${familles.de}, ${familles.vers})
      or p.responsable_id = any(${adultes.de}::int[]) or p.responsable_id = any(${adultes.vers}::int[]))`;
  const { rows } = await sql<{ de: number; vers: number }>`
    with cibles as (${cibles}),
    elus as (select id, first_value(id) over (partition by genre, famille_id, responsable_id
        order by reste desc, id) as elu from cibles where repris_par is null)
    select id as de, elu as vers from elus where id <> elu order by id`.execute(tx);
  const [de, vers] = [rows.map((r) => r.de), rows.map((r) => r.vers)];
  await sql`
    update payeurs p set repris_par = t.vers
    from unnest(${de}::int[], ${vers}::int[]) as t (de, vers)
    where p.id = t.de or p.repris_par = t.de`.execute(tx);
  await sql`
    with cibles as (${cibles})
    update payeurs p set famille_id = c.famille_id, responsable_id = c.responsable_id
    from cibles c where c.id = p.id and not c.reste`.execute(tx);
  return rows;
}

/** Les parts à venir sont à qui reprend ; celles d'un enfant en double suivent sa fiche. */
export async function reprendreLesPartages(
  tx: Tx,
  payeurs: Paires,
  enfants: Paires,
): Promise<void> {
  await sql`
    update partages x set payeur_id = p.vers
    from unnest(${payeurs.de}::int[], ${payeurs.vers}::int[]) as p (de, vers)
    where x.payeur_id = p.de`.execute(tx);
  await sql`
    update partages x set enfant_id = p.vers
    from unnest(${enfants.de}::int[], ${enfants.vers}::int[]) as p (de, vers)
    where x.enfant_id = p.de`.execute(tx);
}

/** Une contestation suit sa famille ; celle d'une facture garde l'enfant de sa ligne, qui ne change pas. */
export async function reunirContestations(
  tx: Tx,
  familles: { de: number; vers: number },
  adultes: Paires,
  enfants: Paires,
): Promise<void> {
  await sql`
    update contestations set famille_id = ${familles.vers} where famille_id = ${familles.de}`.execute(
    tx,
  );
  await sql`
    update contestations c set responsable_id = p.vers
    from unnest(${adultes.de}::int[], ${adultes.vers}::int[]) as p (de, vers)
    where c.responsable_id = p.de`.execute(tx);
  await sql`
    update contestations c set enfant_id = p.vers
    from unnest(${enfants.de}::int[], ${enfants.vers}::int[]) as p (de, vers)
    where c.enfant_id = p.de and c.facture_id is null`.execute(tx);
}

/** Une campagne a commencé d'émettre et n'a pas fini ; celles qui ne l'ont pas fait attendent la fusion. */
export async function uneEmissionEstEnCours(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ commencee: boolean }>`
    select emission_commencee_le is not null as commencee from campagnes
    where emise_le is null order by id for share`.execute(tx);
  return rows.some((r) => r.commencee);
}
