import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { type Genre, JOURS_POUR_REPONDRE } from '../regles/affaires.ts';

export type StructuresVues = readonly number[] | null;

export interface Affaire {
  genre: Genre;
  /** Celui de la demande, du message ou de la contestation ; pour une information, celui de la famille. */
  id: number;
  qui: string;
  quoi: string;
  /** Le dernier jour pour s'en occuper. */
  echeance: Jour;
  recueLe: Date;
  /** Ce qu'une demande a de plus. */
  demande: { jours: number; complets: number } | null;
}

export interface Choix {
  genres: readonly Genre[];
  structures: StructuresVues;
  activiteId: number | null;
  /** Qui lit : ce qu'un collègue a en main n'est pas dans sa file, sauf en retard (règle 6). */
  agentId: number;
  aujourdhui: Jour;
  fuseau: string;
}

const deSesStructures = (structures: StructuresVues, colonne: RawBuilder<unknown>) =>
  sql`(${structures}::int[] is null or ${colonne} = any(${structures}::int[]))`;

/** Le jour de réception, plus ce que la règle laisse. */
const laisser = (recue: RawBuilder<unknown>, fuseau: string, jours: number) =>
  sql`((${recue} at time zone ${fuseau})::date + ${jours}::int)`;

function demandes({ structures, activiteId }: Choix): RawBuilder<unknown> {
  return sql`
    select 'demande' as genre, d.id, d.recue_le,
      coalesce((select min(r.jour) from reservations r
        where r.demande_id = d.id and r.etat = 'demandee'), d.recue_le::date) as echeance
    from demandes d join activites a on a.id = d.activite_id
    where d.traitee_le is null and ${deSesStructures(structures, sql`a.structure_id`)}
      and (${activiteId}::int is null or a.id = ${activiteId}::int)`;
}

const ATTEND_DEPUIS = sql`coalesce(m.attend_depuis_le, m.recu_le)`;
/** Un agent suspendu ne s'occupe plus de rien. */
const A_UN_COLLEGUE = (agentId: number) => sql`exists (select from agents ag
  where ag.id = m.agent_id and ag.suspendu_le is null and ag.id <> ${agentId})`;

function messages({ structures, fuseau, agentId, aujourdhui }: Choix): RawBuilder<unknown> {
  const echeance = laisser(ATTEND_DEPUIS, fuseau, JOURS_POUR_REPONDRE.message);
  return sql`
    select 'message', m.id, ${ATTEND_DEPUIS}, ${echeance}
    from messages m
    where m.etat in ('a_traiter', 'en_cours')
      and (m.structure_id is null or ${deSesStructures(structures, sql`m.structure_id`)})
      and (${echeance} < ${aujourdhui}::date or not ${A_UN_COLLEGUE(agentId)})`;
}

/** Les messages que des collègues ont en main, et qui ne sont pas en retard. */
export async function compterConfies(
  db: Db,
  { structures, fuseau, agentId, aujourdhui }: Choix,
): Promise<number> {
  const echeance = laisser(ATTEND_DEPUIS, fuseau, JOURS_POUR_REPONDRE.message);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from messages m
    where m.etat in ('a_traiter', 'en_cours')
      and (m.structure_id is null or ${deSesStructures(structures, sql`m.structure_id`)})
      and ${echeance} >= ${aujourdhui}::date and ${A_UN_COLLEGUE(agentId)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Une famille une fois, depuis le premier changement que personne n'a vérifié. */
function informations({ fuseau }: Choix): RawBuilder<unknown> {
  return sql`
    select 'information', f.id, min(j.le),
      ${laisser(sql`min(j.le)`, fuseau, JOURS_POUR_REPONDRE.information)}
    from journal j cross join unnest(j.sujets) s (sujet)
    join familles f on f.id = substring(s.sujet from '^famille:([0-9]{1,9})$')::int
    left join informations_verifiees v on v.famille_id = f.id
    where j.verbe = 'changer_adresse' and j.id > coalesce(v.jusqu_au, 0)
      and f.archivee_le is null
    group by f.id`;
}

function contestations({ fuseau }: Choix): RawBuilder<unknown> {
  return sql`
    select 'contestation', c.id, c.recue_le,
      ${laisser(sql`c.recue_le`, fuseau, JOURS_POUR_REPONDRE.contestation)}
    from contestations c where c.repondue_le is null`;
}

const LIRE: Readonly<Record<Genre, (choix: Choix) => RawBuilder<unknown>>> = {
  demande: demandes,
  message: messages,
  information: informations,
  contestation: contestations,
};

function toutes(choix: Choix): RawBuilder<unknown> {
  return sql.join(
    choix.genres.map((genre) => sql`(${LIRE[genre](choix)})`),
    sql` union all `,
  );
}

/** Ce qui attend, le plus pressé d'abord ; à échéance égale, le plus ancien. */
export async function listerAffaires(db: Db, choix: Choix, limite: number): Promise<Affaire[]> {
  if (choix.genres.length === 0) return [];
  const { rows } = await sql<Affaire>`
    with affaires (genre, id, recue_le, echeance) as (
      select * from (${toutes(choix)}) x (genre, id, recue_le, echeance)
      order by echeance, recue_le, id limit ${limite})
    select t.genre, t.id, t.echeance, t.recue_le as "recueLe",
      coalesce(e.prenom || ' ' || e.nom, re.prenom || ' ' || re.nom, 'Famille ' || f.nom, '') as qui,
      coalesce(a.nom || ', ' || p.nom, m.objet, pr.nom || ', ' || to_char(c.jour, 'DD/MM/YYYY'),
        'Adresse à vérifier') as quoi,
      case when d.id is not null then (
        select jsonb_build_object('jours', count(*), 'complets', count(*) filter (where exists (
          select 1 from jauges_prestations l
          join places pl on pl.jauge_id = l.jauge_id and pl.jour = r.jour
          where l.prestation_id = r.prestation_id
            and (l.groupe_id is null or l.groupe_id = r.groupe_id) and pl.prises >= pl.places)))
        from reservations r where r.demande_id = d.id and r.etat = 'demandee') end as demande
    from affaires t
    left join demandes d on t.genre = 'demande' and d.id = t.id
    left join contestations c on t.genre = 'contestation' and c.id = t.id
    left join enfants e on e.id = coalesce(d.enfant_id, c.enfant_id)
    left join activites a on a.id = d.activite_id left join periodes p on p.id = d.periode_id
    left join prestations pr on pr.id = c.prestation_id
    left join messages m on t.genre = 'message' and m.id = t.id
    left join responsables re on re.id = m.responsable_id
    left join familles f on t.genre = 'information' and f.id = t.id
    order by t.echeance, t.recue_le, t.id`.execute(db);
  return rows;
}

/** Combien attendent, par genre. */
export async function compterAffaires(db: Db, choix: Choix): Promise<ReadonlyMap<Genre, number>> {
  if (choix.genres.length === 0) return new Map();
  const { rows } = await sql<{ genre: Genre; n: number }>`
    select genre, count(*)::int as n
    from (${toutes(choix)}) x (genre, id, recue_le, echeance) group by genre`.execute(db);
  return new Map(rows.map((r) => [r.genre, r.n]));
}

/** La dernière ligne du journal qui dit une adresse changée ; null : rien à vérifier. */
export async function dernierChangement(db: Db | Tx, familleId: number): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    select max(j.id) as id from journal j
    where j.verbe = 'changer_adresse' and j.sujets @> array[${`famille:${familleId}`}]::text[]
      and j.id > coalesce((select jusqu_au from informations_verifiees
        where famille_id = ${familleId}), 0)`.execute(db);
  return rows[0]?.id ?? null;
}

export async function retenirVerification(
  tx: Tx,
  v: { familleId: number; jusquAu: number; le: Date; compteId: number },
): Promise<void> {
  await sql`
    insert into informations_verifiees (famille_id, jusqu_au, verifiees_le, verifiees_par)
    values (${v.familleId}, ${v.jusquAu}, ${v.le}, ${v.compteId})
    on conflict (famille_id) do update set verifiees_le = excluded.verifiees_le,
      verifiees_par = excluded.verifiees_par,
      jusqu_au = greatest(informations_verifiees.jusqu_au, excluded.jusqu_au)`.execute(tx);
}

export async function verrouillerFamille(tx: Tx, id: number): Promise<string | null> {
  const { rows } = await sql<{ nom: string }>`
    select nom from familles where id = ${id} for no key update`.execute(tx);
  return rows[0]?.nom ?? null;
}
