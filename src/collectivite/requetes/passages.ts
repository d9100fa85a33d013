import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { AnneeScolaire } from '../regles/classes.ts';
import type { ClasseDuPassage, EnfantAPasser } from '../regles/passage.ts';
import type { DepuisLePassage, RaisonDeGarder } from '../regles/passage-choix.ts';

/** Toutes les classes qui existent cette année-là, celles de l'école d'abord, des petits aux grands. */
export async function listerClassesDuPassage(
  db: Db,
  ecoleId: number,
  annee: AnneeScolaire,
): Promise<ClasseDuPassage[]> {
  const { rows } = await sql<ClasseDuPassage>`
    select c.id, c.nom, c.niveau, c.ecole_id as "ecoleId", e.nom as ecole,
      (select count(*)::int from scolarites s
        where s.classe_id = c.id and s.annee_scolaire = ${annee}) as enfants
    from classes c join ecoles e on e.id = c.ecole_id
    where coalesce(c.premiere_annee <= ${annee}, true)
      and coalesce(c.derniere_annee >= ${annee}, true)
    order by c.ecole_id <> ${ecoleId}, e.nom,
      array_position('{TPS,PS,MS,GS,CP,CE1,CE2,CM1,CM2,ULIS}'::text[], c.niveau), c.nom`.execute(
    db,
  );
  return rows;
}

/** Les enfants de l'école l'année qui finit, avec leur classe de celle où l'on passe s'ils en ont une. */
export async function listerEnfantsAPasser(
  db: Db,
  ecoleId: number,
  { de, vers }: { de: AnneeScolaire; vers: AnneeScolaire },
): Promise<EnfantAPasser[]> {
  const { rows } = await sql<EnfantAPasser>`
    select e.id, e.famille_id as "familleId", e.prenom, e.nom, e.ne_le as "neLe",
      jsonb_build_object('id', c.id, 'nom', c.nom, 'niveau', c.niveau) as classe,
      v.classe_id as "dejaEn"
    from classes c
      join scolarites s on s.classe_id = c.id and s.annee_scolaire = ${de}
      join enfants e on e.id = s.enfant_id
      join familles f on f.id = e.famille_id and f.archivee_le is null
      left join scolarites v on v.enfant_id = e.id and v.annee_scolaire = ${vers}
    where c.ecole_id = ${ecoleId}
    order by e.nom, e.prenom, e.id`.execute(db);
  return rows;
}

/**
 * Les enfants de l'âge de cette école qui n'ont de classe ni l'année qui finit, ni celle où l'on passe, et
 * qu'aucune autre école n'a connus en dernier : les plus jeunes d'abord. `total` : tous.
 */
export async function listerEnfantsSansClasse(
  db: Db,
  ecoleId: number,
  annees: { de: AnneeScolaire; vers: AnneeScolaire },
  ages: { de: number; a: number },
  limite: number | null,
): Promise<{ total: number; enfants: EnfantAPasser[] }> {
  const rentree = Number(annees.vers.slice(0, 4));
  const { rows } = await sql<EnfantAPasser & { total: number }>`
    select e.id, e.famille_id as "familleId", e.prenom, e.nom, e.ne_le as "neLe", null as classe,
      null as "dejaEn", count(*) over ()::int as total
    from enfants e join familles f on f.id = e.famille_id and f.archivee_le is null
    where e.ne_le >= make_date(${rentree - ages.a}, 1, 1)
      and e.ne_le < make_date(${rentree - ages.de + 1}, 1, 1)
      and not exists (select from scolarites s where s.enfant_id = e.id
        and s.annee_scolaire in (${annees.de}, ${annees.vers}))
      and coalesce((select c.ecole_id from scolarites s join classes c on c.id = s.classe_id
        where s.enfant_id = e.id order by s.annee_scolaire desc limit 1), ${ecoleId}) = ${ecoleId}
    order by e.ne_le desc, e.nom, e.prenom, e.id limit ${limite}`.execute(db);
  return { total: rows[0]?.total ?? 0, enfants: rows };
}

/** Combien d'enfants l'école a-t-elle chacune de ces années ? */
export async function compterEnfantsDeLEcole(
  db: Db,
  ecoleId: number,
  annees: readonly AnneeScolaire[],
): Promise<Map<AnneeScolaire, number>> {
  const { rows } = await sql<{ annee: string; enfants: number }>`
    select s.annee_scolaire as annee, count(*)::int as enfants
    from classes c join scolarites s on s.classe_id = c.id
    where c.ecole_id = ${ecoleId} and s.annee_scolaire = any (${annees}::text[])
    group by 1`.execute(db);
  return new Map(rows.map((r) => [r.annee, r.enfants]));
}

export interface Passage {
  id: number;
  ecoleId: number;
  versAnnee: AnneeScolaire;
  faitLe: Date;
  faitPar: string;
  defaitLe: Date | null;
  enfants: number;
  /** Défait, ceux qui ont gardé leur classe, et pourquoi. */
  gardes: { prenom: string; nom: string; raison: RaisonDeGarder }[];
}

export async function listerPassages(
  db: Db,
  ecoleId: number,
  annee: AnneeScolaire,
): Promise<Passage[]> {
  const { rows } = await sql<Passage>`
    select p.id, p.ecole_id as "ecoleId", p.vers_annee as "versAnnee", p.fait_le as "faitLe",
      coalesce(a.prenom || ' ' || a.nom, '') as "faitPar", p.defait_le as "defaitLe",
      (select count(*)::int from enfants_passes x where x.passage_id = p.id) as enfants,
      (select coalesce(jsonb_agg(jsonb_build_object('prenom', e.prenom, 'nom', e.nom,
          'raison', x.garde_car) order by e.nom, e.prenom), '[]')
        from enfants_passes x join enfants e on e.id = x.enfant_id
        where x.passage_id = p.id and x.garde_car is not null) as gardes
    from passages_de_classe p left join agents a on a.compte_id = p.fait_par
    where p.ecole_id = ${ecoleId} and p.vers_annee = ${annee}
    order by p.id desc`.execute(db);
  return rows;
}

/** Le passage et tout ce qu'il a écrit, en un ordre ; rend son numéro. */
export async function insererPassage(
  tx: Tx,
  passage: { ecoleId: number; versAnnee: AnneeScolaire; le: Date; par: number },
  places: readonly { enfantId: number; classeId: number }[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with p as (
      insert into passages_de_classe (ecole_id, vers_annee, fait_le, fait_par)
      values (${passage.ecoleId}, ${passage.versAnnee}, ${passage.le}, ${passage.par})
      returning id),
    x as (
      insert into enfants_passes (passage_id, enfant_id, classe_id)
      select p.id, t.enfant, t.classe
      from p, unnest(${places.map((l) => l.enfantId)}::int[],
        ${places.map((l) => l.classeId)}::int[]) as t (enfant, classe))
    select id from p`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Le passage, verrouillé ; null s'il n'existe pas. */
export async function verrouillerPassage(
  tx: Tx,
  id: number,
): Promise<{ id: number; ecoleId: number; versAnnee: string; defait: boolean } | null> {
  const { rows } = await sql<{ id: number; ecoleId: number; versAnnee: string; defait: boolean }>`
    select id, ecole_id as "ecoleId", vers_annee as "versAnnee", defait_le is not null as defait
    from passages_de_classe where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** Par numéro, comme qui réserve : aucun jour ne se réserve pendant que l'on défait. */
export async function verrouillerEnfantsPasses(tx: Tx, passageId: number): Promise<void> {
  await sql`
    select id from enfants
    where id in (select enfant_id from enfants_passes where passage_id = ${passageId})
    order by id for no key update`.execute(tx);
}

export type EnfantPasse = DepuisLePassage & {
  enfantId: number;
  classeId: number;
  familleId: number;
  prenom: string;
  nom: string;
};

/** Les enfants d'un passage, et ce qui leur est arrivé depuis. */
export async function listerEnfantsPasses(
  tx: Tx,
  passage: { id: number; versAnnee: AnneeScolaire },
  anneeDApres: AnneeScolaire,
): Promise<EnfantPasse[]> {
  const rentree = Number(passage.versAnnee.slice(0, 4));
  const { rows } = await sql<EnfantPasse>`
    select x.enfant_id as "enfantId", x.classe_id as "classeId", e.famille_id as "familleId",
      e.prenom, e.nom, coalesce(s.classe_id = x.classe_id, false) as "memeClasse",
      (select count(*)::int from reservations r where r.enfant_id = e.id
        and r.jour >= make_date(${rentree}, 9, 1) and r.jour < make_date(${rentree + 1}, 9, 1)
        and r.etat in ('demandee', 'en_liste_attente', 'validee')) as reservations,
      exists (select from scolarites d where d.enfant_id = e.id
        and d.annee_scolaire = ${anneeDApres}) as "anneeDApres"
    from enfants_passes x join enfants e on e.id = x.enfant_id
      left join scolarites s on s.enfant_id = e.id and s.annee_scolaire = ${passage.versAnnee}
    where x.passage_id = ${passage.id} order by e.nom, e.prenom, e.id`.execute(tx);
  return rows;
}

/** Note le passage défait, et pourquoi certains gardent leur classe. */
export async function marquerDefait(
  tx: Tx,
  passage: { id: number; le: Date; par: number },
  gardes: readonly { enfantId: number; raison: RaisonDeGarder }[],
): Promise<void> {
  await sql`
    with p as (
      update passages_de_classe set defait_le = ${passage.le}, defait_par = ${passage.par}
      where id = ${passage.id} returning id)
    update enfants_passes x set garde_car = t.raison
    from p, unnest(${gardes.map((g) => g.enfantId)}::int[], ${gardes.map((g) => g.raison)}::text[])
      as t (enfant, raison)
    where x.passage_id = p.id and x.enfant_id = t.enfant`.execute(tx);
}
