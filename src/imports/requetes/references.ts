import { sql } from 'kysely';
import { cleDEnfant } from '../../familles/regles/dossier.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { References } from '../regles/controler.ts';

/** Ce que la base sait des écoles de cette année, des communes, de ces naissances et de ces adresses. */
export async function lireReferences(
  db: Db | Tx,
  quoi: { annee: string; naissances: readonly Jour[]; courriels: readonly string[] },
): Promise<References> {
  return {
    ecoles: await listerEcoles(db, quoi.annee),
    communes: await listerCommunes(db),
    enfantsConnus: await listerEnfantsConnus(db, quoi.naissances),
    courrielsConnus: await listerCourrielsConnus(db, quoi.courriels),
  };
}

async function listerEcoles(db: Db | Tx, annee: string): Promise<References['ecoles']> {
  const { rows } = await sql<References['ecoles'][number]>`
    select e.id, e.nom, coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'nom', c.nom) order by c.nom)
      from classes c where c.ecole_id = e.id
        and coalesce(c.premiere_annee <= ${annee}, true)
        and coalesce(c.derniere_annee >= ${annee}, true)), '[]') as classes
    from ecoles e order by e.nom`.execute(db);
  return rows;
}

async function listerCommunes(db: Db | Tx): Promise<References['communes']> {
  const { rows } = await sql<References['communes'][number]>`
    select code_insee as "codeInsee", nom, code_postal as "codePostal" from communes`.execute(db);
  return rows;
}

async function listerEnfantsConnus(
  db: Db | Tx,
  naissances: readonly Jour[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ prenom: string; nom: string; neLe: Jour; famille: string }>`
    select e.prenom, e.nom, e.ne_le as "neLe", f.nom as famille
    from enfants e join familles f on f.id = e.famille_id
    where e.ne_le = any(${naissances}::date[]) and f.fusionnee_dans is null`.execute(db);
  return new Map(rows.map((e) => [cleDEnfant(e), e.famille]));
}

async function listerCourrielsConnus(
  db: Db | Tx,
  courriels: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ courriel: string; famille: string }>`
    select lower(c.courriel::text) as courriel,
      coalesce('la famille ' || min(f.nom), 'un agent') as famille
    from comptes c left join responsables r on r.compte_id = c.id
    left join rattachements ra on ra.responsable_id = r.id
    left join familles f on f.id = ra.famille_id
    where lower(c.courriel::text) = any(${courriels}::text[])
    group by 1`.execute(db);
  return new Map(rows.map((r) => [r.courriel, r.famille]));
}
