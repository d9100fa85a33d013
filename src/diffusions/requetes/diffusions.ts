import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Cible, Lieux } from '../regles/cible.ts';
import type { EtatDeDiffusion } from '../regles/envoi.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
export type StructuresVues = readonly number[] | null;

export interface Diffusion extends Cible {
  id: number;
  /** Ce que voyait qui l'a préparée : elle n'atteint que cela, quel que soit l'agent qui la lance. */
  vues: StructuresVues;
  objet: string;
  texte: string;
  portee: string;
  etat: EtatDeDiffusion;
  creeeLe: Date;
  partLe: Date | null;
  finieLe: Date | null;
  auteur: string;
  total: number;
  ecrits: number;
}

const CHAMPS = sql<Diffusion>`
  d.id, d.vues, d.objet, d.texte, d.portee, d.etat, d.structures, d.activites, d.ecoles, d.classes, d.du, d.au,
  d.creee_le as "creeeLe", d.part_le as "partLe", d.finie_le as "finieLe",
  coalesce(ag.prenom || ' ' || ag.nom, '') as auteur, n.total, n.ecrits`;

const ORIGINE = sql`
  diffusions d left join agents ag on ag.compte_id = d.creee_par
  cross join lateral (
    select count(*)::int as total, count(x.ecrit_le)::int as ecrits
    from destinataires_de_diffusion x where x.diffusion_id = d.id) n`;

/** Un agent limité lit ce qu'a préparé qui n'en voit pas plus que lui : la liste nomme des familles. */
const luePar = (structures: StructuresVues): RawBuilder<boolean> =>
  sql<boolean>`(${structures}::int[] is null
    or (d.vues is not null and d.vues <@ ${structures}::int[]))`;

export async function listerDiffusions(
  db: Db,
  structures: StructuresVues,
  page: { limite: number; saut: number },
): Promise<{ diffusions: Diffusion[]; total: number }> {
  const { rows } = await sql<Diffusion & { enTout: number }>`
    select ${CHAMPS}, count(*) over ()::int as "enTout" from ${ORIGINE}
    where ${luePar(structures)} order by d.id desc limit ${page.limite} offset ${page.saut}
    `.execute(db);
  return { diffusions: rows, total: rows[0]?.enTout ?? 0 };
}

export async function chercherDiffusion(
  db: Db,
  structures: StructuresVues,
  id: number,
): Promise<Diffusion | null> {
  const { rows } = await sql<Diffusion>`
    select ${CHAMPS} from ${ORIGINE} where d.id = ${id} and ${luePar(structures)}`.execute(db);
  return rows[0] ?? null;
}

/** Un seul à la fois la lance, l'arrête ou l'écrit. */
export async function verrouillerDiffusion(tx: Tx, id: number): Promise<void> {
  await sql`select id from diffusions where id = ${id} for update`.execute(tx);
}

export async function insererDiffusion(
  tx: Tx,
  d: Cible & {
    objet: string;
    texte: string;
    portee: string;
    vues: StructuresVues;
    cleUnique: string;
    le: Date;
    par: number;
  },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into diffusions (objet, texte, portee, vues, structures, activites, ecoles, classes, du, au,
      cle_unique, creee_le, creee_par)
    values (${d.objet}, ${d.texte}, ${d.portee}, ${d.vues}::int[], ${d.structures}::int[],
      ${d.activites}::int[], ${d.ecoles}::int[], ${d.classes}::int[], ${d.du}, ${d.au},
      ${d.cleUnique}, ${d.le}, ${d.par})
    on conflict (cle_unique) do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function chercherDiffusionDeLaCle(
  tx: Tx,
  cle: string,
  par: number,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from diffusions where cle_unique = ${cle} and creee_par = ${par}`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function enregistrerLancement(
  tx: Tx,
  id: number,
  l: { le: Date; par: number; partLe: Date },
): Promise<void> {
  await sql`
    update diffusions set etat = 'en_cours', lancee_le = ${l.le}, lancee_par = ${l.par},
      part_le = ${l.partLe}
    where id = ${id}`.execute(tx);
}

export async function enregistrerArret(tx: Tx, id: number, le: Date): Promise<void> {
  await sql`delete from destinataires_de_diffusion where diffusion_id = ${id}`.execute(tx);
  await sql`update diffusions set etat = 'annulee', annulee_le = ${le} where id = ${id}`.execute(
    tx,
  );
}

export async function enregistrerFin(tx: Tx, id: number, le: Date): Promise<void> {
  await sql`update diffusions set etat = 'envoyee', finie_le = ${le} where id = ${id}`.execute(tx);
}

/** Ce qui doit partir : l'heure est venue, ou un arrêt a coupé l'envoi. */
export async function listerAEnvoyer(db: Db, maintenant: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from diffusions where etat = 'en_cours' and part_le <= ${maintenant} order by id
    `.execute(db);
  return rows.map((r) => r.id);
}

/** Ce qu'un agent peut cocher : ses structures et leurs activités ; les écoles, les classes de l'année. */
export async function lireLieux(
  db: Db,
  structures: StructuresVues,
  aujourdhui: string,
): Promise<Lieux> {
  const { rows } = await sql<Lieux>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'nom', s.nom, 'activites', (
          select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'nom', a.nom)
            order by a.ordre, a.nom, a.id), '[]')
          from activites a where a.structure_id = s.id)) order by s.nom, s.id), '[]')
       from structures s where s.fermee_le is null
         and (${structures}::int[] is null or s.id = any(${structures}::int[]))) as structures,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'nom', e.nom, 'classes', (
          select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'nom', c.nom)
            order by c.nom, c.id), '[]')
          from classes c where c.ecole_id = e.id
            and coalesce(c.premiere_annee <= annee_scolaire_du(${aujourdhui}::date), true)
            and coalesce(c.derniere_annee >= annee_scolaire_du(${aujourdhui}::date), true)))
          order by e.nom, e.id), '[]')
       from ecoles e) as ecoles`.execute(db);
  return rows[0] ?? { structures: [], ecoles: [] };
}
