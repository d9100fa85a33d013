import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { AnneeScolaire, Classe, Niveau } from '../regles/classes.ts';

export interface Commune {
  codeInsee: string;
  nom: string;
  codePostal: string;
  ecoles: number;
  familles: number;
}

export async function listerCommunes(db: Db): Promise<Commune[]> {
  const { rows } = await sql<Commune>`
    select c.code_insee as "codeInsee", c.nom, c.code_postal as "codePostal",
      (select count(*)::int from ecoles e where e.code_insee = c.code_insee) as ecoles,
      (select count(*)::int from familles f where f.code_insee = c.code_insee) as familles
    from communes c order by c.nom`.execute(db);
  return rows;
}

/** Écrit la commune ; rend ce qu'elle était, ou null si elle est neuve. */
export async function enregistrerCommune(
  tx: Tx,
  c: { codeInsee: string; nom: string; codePostal: string },
): Promise<{ nom: string; codePostal: string } | null> {
  const { rows } = await sql<{ nom: string; codePostal: string }>`
    select nom, code_postal as "codePostal" from communes where code_insee = ${c.codeInsee}
    for update`.execute(tx);
  await sql`
    insert into communes (code_insee, nom, code_postal)
    values (${c.codeInsee}, ${c.nom}, ${c.codePostal})
    on conflict (code_insee) do update set nom = excluded.nom, code_postal = excluded.code_postal
    `.execute(tx);
  return rows[0] ?? null;
}

export interface Ecole {
  id: number;
  nom: string;
  codeInsee: string;
  commune: string;
}

export async function listerEcoles(
  db: Db,
  annee: AnneeScolaire,
): Promise<(Ecole & { classes: number; enfants: number })[]> {
  const { rows } = await sql<Ecole & { classes: number; enfants: number }>`
    select e.id, e.nom, e.code_insee as "codeInsee", co.nom as commune,
      (select count(*)::int from classes c where c.ecole_id = e.id
        and coalesce(c.premiere_annee <= ${annee}, true)
        and coalesce(c.derniere_annee >= ${annee}, true)) as classes,
      (select count(*)::int from classes c join scolarites s on s.classe_id = c.id
        where c.ecole_id = e.id and s.annee_scolaire = ${annee}) as enfants
    from ecoles e join communes co using (code_insee) order by e.nom`.execute(db);
  return rows;
}

export async function chercherEcole(db: Db, id: number): Promise<Ecole | null> {
  const { rows } = await sql<Ecole>`
    select e.id, e.nom, e.code_insee as "codeInsee", co.nom as commune
    from ecoles e join communes co using (code_insee) where e.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function verrouillerEcoles(tx: Tx): Promise<void> {
  await sql`lock table ecoles in share row exclusive mode`.execute(tx);
}

export async function chercherEcoleParNom(
  tx: Tx,
  { nom, codeInsee }: { nom: string; codeInsee: string },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from ecoles where lower(nom) = lower(${nom}) and code_insee = ${codeInsee}`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

export async function insererEcole(tx: Tx, e: { nom: string; codeInsee: string }): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ecoles (nom, code_insee) values (${e.nom}, ${e.codeInsee}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? 0;
}

export async function changerEcole(
  tx: Tx,
  id: number,
  e: { nom: string; codeInsee: string },
): Promise<void> {
  await sql`update ecoles set nom = ${e.nom}, code_insee = ${e.codeInsee} where id = ${id}`.execute(
    tx,
  );
}

export type ClasseLue = Classe & { id: number; ecoleId: number; ecole: string; enfants: number };

/** Les classes, des plus jeunes aux plus grands ; `enfants` : ceux de cette année scolaire. */
export async function listerClasses(
  db: Db,
  annee: AnneeScolaire,
  quoi: { ecoleId?: number; id?: number } = {},
): Promise<ClasseLue[]> {
  const { rows } = await sql<ClasseLue>`
    select c.id, c.ecole_id as "ecoleId", e.nom as ecole, c.nom, c.niveau,
      c.premiere_annee as "premiereAnnee", c.derniere_annee as "derniereAnnee",
      (select count(*)::int from scolarites s
        where s.classe_id = c.id and s.annee_scolaire = ${annee}) as enfants
    from classes c join ecoles e on e.id = c.ecole_id
    where (${quoi.ecoleId ?? null}::int is null or c.ecole_id = ${quoi.ecoleId ?? null}::int)
      and (${quoi.id ?? null}::int is null or c.id = ${quoi.id ?? null}::int)
    order by e.nom, array_position(${ORDRE}::text[], c.niveau), c.nom`.execute(db);
  return rows;
}

const ORDRE = ['TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS'];

/** Crée les classes dont l'école n'a pas encore le nom ; rend les noms créés. */
export async function insererClasses(
  tx: Tx,
  ecoleId: number,
  classes: readonly { nom: string; niveau: Niveau; premiereAnnee: string | null }[],
): Promise<string[]> {
  const { rows } = await sql<{ nom: string }>`
    insert into classes (ecole_id, nom, niveau, premiere_annee)
    select ${ecoleId}, * from unnest(${classes.map((c) => c.nom)}::text[],
      ${classes.map((c) => c.niveau)}::text[], ${classes.map((c) => c.premiereAnnee)}::text[])
    on conflict on constraint une_classe_par_nom_dans_son_ecole do nothing
    returning nom`.execute(tx);
  return rows.map(({ nom }) => nom);
}

export async function changerClasse(tx: Tx, id: number, c: Classe): Promise<void> {
  await sql`
    update classes set nom = ${c.nom}, niveau = ${c.niveau}, premiere_annee = ${c.premiereAnnee},
      derniere_annee = ${c.derniereAnnee} where id = ${id}`.execute(tx);
}

/** Les années où des enfants sont dans cette classe : la première et la dernière. */
export async function lireAnneesDeLaClasse(
  tx: Tx,
  id: number,
): Promise<{ premiere: AnneeScolaire | null; derniere: AnneeScolaire | null }> {
  const { rows } = await sql<{ premiere: string | null; derniere: string | null }>`
    select min(annee_scolaire) as premiere, max(annee_scolaire) as derniere
    from scolarites where classe_id = ${id}`.execute(tx);
  return rows[0] ?? { premiere: null, derniere: null };
}
