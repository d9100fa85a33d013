import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Existante } from '../regles/comparer.ts';
import type { CaseDeSemaine, Cycle, SemaineType } from '../regles/semaine.ts';

/**
 * La semaine type de ces familles pour cette année : la dernière de chacune dont l'opération n'est pas
 * défaite, réunies. null : aucune.
 */
export async function chercherSemaine(
  db: Db,
  familles: readonly number[],
  annee: string,
): Promise<SemaineType | null> {
  const { rows } = await sql<{ du: Jour; au: Jour; cycle: Cycle; cases: CaseDeSemaine[] }>`
    select s.du, s.au, s.cycle,
      (select coalesce(jsonb_agg(jsonb_build_object('enfantId', c.enfant_id, 'prestationId',
          c.prestation_id, 'jour', c.jour_semaine, 'semaines', c.semaines)), '[]')
        from cases_de_semaine c where c.semaine_id = s.id) as cases
    from (
      select distinct on (s.famille_id) s.* from semaines_types s
        join operations o on o.id = s.operation_id
      where s.famille_id = any(${familles}::int[]) and s.annee_scolaire = ${annee}
        and o.defaite_le is null
      order by s.famille_id, s.id desc) s
    order by s.id desc`.execute(db);
  const [derniere] = rows;
  return derniere ? { ...derniere, cases: rows.flatMap((r) => r.cases) } : null;
}

export interface SemaineAEcrire extends Omit<SemaineType, 'cases'> {
  annee: string;
  operationId: number;
}

/** Une version par famille, avec ses cases ; `familleDe` donne la famille d'un enfant. */
export async function insererSemaines(
  tx: Tx,
  semaine: SemaineAEcrire,
  cases: readonly (CaseDeSemaine & { familleId: number })[],
  familles: readonly number[],
): Promise<void> {
  const { annee, du, au, cycle, operationId } = semaine;
  await sql`
    with s as (
      insert into semaines_types (famille_id, annee_scolaire, du, au, cycle, operation_id)
      select f, ${annee}, ${du}::date, ${au}::date, ${cycle}, ${operationId}
      from unnest(${familles}::int[]) f
      returning id, famille_id)
    insert into cases_de_semaine (semaine_id, enfant_id, prestation_id, jour_semaine, semaines)
    select s.id, c."enfantId", c."prestationId", c.jour, c.semaines
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as c ("enfantId" int, "prestationId" int,
      jour int, semaines text, "familleId" int)
      join s on s.famille_id = c."familleId"`.execute(tx);
}

/** La dernière réservation de chaque enfant, prestation et jour : la vivante, sinon la plus récente. */
export async function listerExistantes(
  db: Db,
  enfants: readonly number[],
  prestations: readonly number[],
  { du, au }: { du: Jour; au: Jour },
): Promise<Existante[]> {
  const { rows } = await sql<Existante>`
    select distinct on (r.enfant_id, r.prestation_id, r.jour)
      r.id, r.enfant_id as "enfantId", r.prestation_id as "prestationId", r.jour, r.etat,
      r.par_semaine as "parSemaine",
      (o.defaite_le is not null or exists (
        select from retraits_d_operation x join operations y on y.id = x.operation_id
        where x.reservation_id = r.id and y.defaite_le is null)) as "enBloc"
    from reservations r join demandes d on d.id = r.demande_id
      left join operations o on o.id = d.operation_id
    where r.enfant_id = any(${enfants}::int[]) and r.prestation_id = any(${prestations}::int[])
      and r.jour between ${du}::date and ${au}::date
    order by r.enfant_id, r.prestation_id, r.jour,
      (r.etat in ('demandee', 'en_liste_attente', 'validee')) desc, r.id desc`.execute(db);
  return rows;
}
