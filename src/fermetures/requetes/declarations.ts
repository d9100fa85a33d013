import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Portee } from '../regles/saisie.ts';
import type { Choix, EtatDeclaration } from '../regles/types.ts';

/** Les structures d'un agent ; null : toutes. */
export type Structures = readonly number[] | null;

export interface NouvelleDeclaration extends Choix {
  motif: string;
  cleUnique: string;
  le: Date;
  par: number;
}

/** Écrit le brouillon ; null : ce formulaire l'a déjà fait. */
export async function insererDeclaration(tx: Tx, d: NouvelleDeclaration): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into declarations (genre, decision, facturation, motif, cle_unique, creee_le, creee_par)
    values (${d.genre}, ${d.decision}, ${d.facturation}, ${d.motif}, ${d.cleUnique}, ${d.le}, ${d.par})
    on conflict (cle_unique) do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** La déclaration que ce formulaire a déjà faite, si elle est bien de ce compte. */
export async function chercherDeclarationDeLaCle(
  db: Db,
  cleUnique: string,
  par: number,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from declarations where cle_unique = ${cleUnique} and creee_par = ${par}`.execute(db);
  return rows[0]?.id ?? null;
}

/** Étend la déclaration aux jours ouverts de la portée ; rend leur nombre. `visibles` : de l'agent. */
export async function insererJours(
  tx: Tx,
  declarationId: number,
  portee: Portee,
  visibles: Structures,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into declarations_jours (declaration_id, prestation_id, jour)
    select ${declarationId}, o.prestation_id, o.jour
    from ouvertures o join prestations p on p.id = o.prestation_id
      join activites a on a.id = p.activite_id
    where o.jour between ${portee.du} and ${portee.au}
      and (a.structure_id = any(${portee.structures}::int[])
        or a.id = any(${portee.activites}::int[]) or p.id = any(${portee.prestations}::int[]))
      and (${visibles}::int[] is null or a.structure_id = any(${visibles}::int[]))`.execute(tx);
  await sql`
    insert into declarations_classes (declaration_id, classe_id)
    select ${declarationId}, id from classes where id = any(${portee.classes}::int[])`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export interface Declaration extends Choix {
  id: number;
  motif: string;
  etat: EtatDeclaration;
  creeeLe: Date;
  confirmeeLe: Date | null;
  envoiLe: Date | null;
  envoyeeLe: Date | null;
  retireeLe: Date | null;
  creeePar: string;
  /** Les jours couverts, dans l'ordre. */
  jours: Jour[];
  /** Ce qu'elle couvre, à nommer : « CANTINE, Repas ». */
  prestations: { id: number; activiteId: number; activite: string; nom: string }[];
  classes: { id: number; nom: string }[];
}

const nom = (compte: string) => sql`
  (select coalesce(g.prenom || ' ' || g.nom, c.identifiant::text)
   from comptes c left join agents g on g.compte_id = c.id where c.id = ${sql.ref(compte)})`;

/** Tout entière dans ses structures : un agent limité n'en voit pas la moitié. */
const visible = (structures: Structures) => sql`
  (${structures}::int[] is null or not exists (
    select from declarations_jours j join prestations p on p.id = j.prestation_id
      join activites a on a.id = p.activite_id
    where j.declaration_id = d.id and a.structure_id <> all (${structures}::int[])))`;

const colonnes = sql`
  d.id, d.genre, d.decision, d.facturation, d.motif, d.etat, d.creee_le as "creeeLe",
  d.confirmee_le as "confirmeeLe", d.envoi_le as "envoiLe", d.envoyee_le as "envoyeeLe",
  d.retiree_le as "retireeLe", ${nom('d.creee_par')} as "creeePar",
  (select coalesce(jsonb_agg(distinct j.jour order by j.jour), '[]') from declarations_jours j
    where j.declaration_id = d.id) as jours,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'activiteId', a.id, 'activite', a.nom,
      'nom', p.nom) order by a.ordre, a.nom, p.ordre, p.id), '[]')
    from prestations p join activites a on a.id = p.activite_id
    where p.id in (select prestation_id from declarations_jours where declaration_id = d.id)
  ) as prestations,
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'nom', c.nom || ' (' || e.nom || ')')
      order by e.nom, c.nom), '[]')
    from declarations_classes x join classes c on c.id = x.classe_id join ecoles e on e.id = c.ecole_id
    where x.declaration_id = d.id) as classes`;

export async function chercherDeclaration(
  db: Db,
  id: number,
  structures: Structures,
): Promise<Declaration | null> {
  const { rows } = await sql<Declaration>`
    select ${colonnes} from declarations d where d.id = ${id} and ${visible(structures)}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Les déclarations, la dernière d'abord ; les retirées restent, pour dire ce qui s'est passé. */
export async function listerDeclarations(
  db: Db,
  structures: Structures,
  limite: number,
): Promise<Declaration[]> {
  const { rows } = await sql<Declaration>`
    select ${colonnes} from declarations d where ${visible(structures)}
    order by d.id desc limit ${limite}`.execute(db);
  return rows;
}

/** Tient la déclaration : confirmer, envoyer, retirer se suivent (Fermetures, règle 9). */
export async function verrouillerDeclaration(tx: Tx, id: number): Promise<EtatDeclaration | null> {
  const { rows } = await sql<{ etat: EtatDeclaration }>`
    select etat from declarations where id = ${id} for update`.execute(tx);
  return rows[0]?.etat ?? null;
}

export interface JourTenu {
  prestationId: number;
  prestation: string;
  jour: Jour;
}

/**
 * Ce que d'autres déclarations tiennent déjà tout entier : pour tout le monde, ou pour chacune de
 * ses classes. Deux classes différentes ne se gênent pas (Fermetures, règle 6).
 */
const tenuParDAutres = sql`
  exists (select from jours_declares x where x.prestation_id = j.prestation_id and x.jour = j.jour
    and x.declaration_id <> j.declaration_id and x.classe_id is null)
  or (exists (select from declarations_classes where declaration_id = j.declaration_id)
    and not exists (select from declarations_classes c where c.declaration_id = j.declaration_id
      and not exists (select from jours_declares x where x.prestation_id = j.prestation_id
        and x.jour = j.jour and x.declaration_id <> j.declaration_id
        and x.classe_id = c.classe_id)))`;

export async function listerJoursTenus(db: Db, declarationId: number): Promise<JourTenu[]> {
  const { rows } = await sql<JourTenu>`
    select p.id as "prestationId", a.nom || ', ' || p.nom as prestation, j.jour
    from declarations_jours j
      join prestations p on p.id = j.prestation_id join activites a on a.id = p.activite_id
    where j.declaration_id = ${declarationId} and (${tenuParDAutres})
    order by j.jour, a.ordre, p.ordre, p.id`.execute(db);
  return rows;
}

/** Laisse aux autres ce qu'elles tiennent ; rend le nombre de jours et prestations qui restent. */
export async function laisserJoursTenus(tx: Tx, declarationId: number): Promise<number> {
  await sql`
    delete from declarations_jours j
    where j.declaration_id = ${declarationId} and (${tenuParDAutres})`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from declarations_jours where declaration_id = ${declarationId}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** Vrai si une autre déclaration, faite après, couvre une part de ces jours (Fermetures, règle 8). */
export async function estRecouverte(db: Db, declarationId: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from declarations_jours j
      join jours_declares x on x.prestation_id = j.prestation_id and x.jour = j.jour
    where j.declaration_id = ${declarationId} and x.declaration_id <> j.declaration_id
      and (x.classe_id is null
        or not exists (select from declarations_classes where declaration_id = j.declaration_id)
        or exists (select from declarations_classes c
          where c.declaration_id = j.declaration_id and c.classe_id = x.classe_id))
      and (select (confirmee_le, id) from declarations where id = x.declaration_id)
        > (select (confirmee_le, id) from declarations where id = j.declaration_id)
    limit 1`.execute(db);
  return rows.length > 0;
}

export async function enregistrerConfirmation(
  tx: Tx,
  id: number,
  { le, par, envoiLe }: { le: Date; par: number; envoiLe: Date },
): Promise<void> {
  await sql`
    update declarations set etat = 'prete', confirmee_le = ${le}, confirmee_par = ${par},
      envoi_le = ${envoiLe}
    where id = ${id}`.execute(tx);
}

export async function enregistrerRetrait(
  tx: Tx,
  id: number,
  { le, par }: { le: Date; par: number },
): Promise<void> {
  await sql`
    update declarations set etat = 'annulee', retiree_le = ${le}, retiree_par = ${par}
    where id = ${id}`.execute(tx);
}

export async function enregistrerEnvoi(tx: Tx, id: number, le: Date): Promise<void> {
  await sql`update declarations set etat = 'envoyee', envoyee_le = ${le} where id = ${id}`.execute(
    tx,
  );
}

/** Celles dont l'heure est venue. */
export async function listerAEnvoyer(db: Db, maintenant: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from declarations where etat = 'prete' and envoi_le <= ${maintenant}
    order by envoi_le, id`.execute(db);
  return rows.map((r) => r.id);
}
