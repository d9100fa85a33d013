import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { cleDEnfant } from '../regles/dossier.ts';

export interface ClasseAChoisir {
  id: number;
  nom: string;
  ecole: string;
}

export async function listerClassesAChoisir(db: Db, annee: string): Promise<ClasseAChoisir[]> {
  const { rows } = await sql<ClasseAChoisir>`
    select c.id, c.nom, e.nom as ecole from classes c join ecoles e on e.id = c.ecole_id
    where coalesce(c.premiere_annee <= ${annee}, true)
      and coalesce(c.derniere_annee >= ${annee}, true)
    order by e.nom, c.niveau, c.nom`.execute(db);
  return rows;
}

export async function listerCommunesConnues(
  db: Db,
): Promise<{ codeInsee: string; nom: string; codePostal: string }[]> {
  const { rows } = await sql<{ codeInsee: string; nom: string; codePostal: string }>`
    select code_insee as "codeInsee", nom, code_postal as "codePostal" from communes
    order by nom`.execute(db);
  return rows;
}

export interface FamilleProche {
  id: number;
  nom: string;
  /** « Zoé Martin, née le même jour » : ce qui la rapproche. */
  enfant: string;
}

/** Les familles qui ont déjà un de ces enfants : mêmes noms, né le même jour. */
export async function chercherFamillesProches(
  db: Db | Tx,
  enfants: readonly { prenom: string; nom: string; neLe: Jour }[],
): Promise<FamilleProche[]> {
  const cles = new Set(enfants.map(cleDEnfant));
  const { rows } = await sql<{
    id: number;
    famille: string;
    prenom: string;
    nom: string;
    neLe: Jour;
  }>`
    select f.id, f.nom as famille, e.prenom, e.nom, e.ne_le as "neLe"
    from enfants e join familles f on f.id = e.famille_id
    where e.ne_le = any(${enfants.map((e) => e.neLe)}::date[]) and f.fusionnee_dans is null
    order by f.id`.execute(db);
  return rows
    .filter((e) => cles.has(cleDEnfant(e)))
    .map((e) => ({ id: e.id, nom: e.famille, enfant: `${e.prenom} ${e.nom}` }));
}

/** Une création à la fois : deux envois du même formulaire ne font pas deux familles. */
export async function verrouillerLesCreations(tx: Tx): Promise<void> {
  await sql`lock table enfants in share row exclusive mode`.execute(tx);
}

/** La famille que ce formulaire a déjà créée ; null : aucune. */
export async function chercherFamilleCreee(tx: Tx, cle: string): Promise<number | null> {
  const { rows } = await sql<{ sujet: string }>`
    select s as sujet from journal, unnest(sujets) s
    where sujets @> array[${`saisie:${cle}`}]::text[] and s like 'famille:%'`.execute(tx);
  return rows[0] ? Number(rows[0].sujet.slice('famille:'.length)) : null;
}

export async function listerComptesDeLaFamille(tx: Tx, familleId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.compte_id as id from rattachements ra join responsables r on r.id = ra.responsable_id
    where ra.famille_id = ${familleId} order by r.id`.execute(tx);
  return rows.map((r) => r.id);
}
