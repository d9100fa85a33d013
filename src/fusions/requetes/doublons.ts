import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { DossierEnPaire, Indice, Paire } from '../regles/doublons.ts';

interface LignePaire {
  premiere: DossierEnPaire;
  seconde: DossierEnPaire;
  indices: Indice[];
}

const dossier = (famille: string) => sql`
  (select jsonb_build_object('id', f.id, 'nom', f.nom, 'commune', co.nom,
    'adultes', array(select r.prenom || ' ' || r.nom from rattachements ra
      join responsables r on r.id = ra.responsable_id where ra.famille_id = f.id order by r.id),
    'enfants', array(select e.prenom || ' ' || e.nom from enfants e
      where e.famille_id = f.id and e.fusionne_dans is null order by e.ne_le, e.id))
   from familles f left join communes co on co.code_insee = f.code_insee
   where f.id = ${sql.ref(famille)})`;

/**
 * Les paires probables, en un ordre : chaque indice est une jointure d'une table avec elle-même par
 * son index. `famille` : seulement celles de ce dossier. Une paire dite distincte n'y est plus.
 */
export async function listerPaires(
  db: Db,
  { famille, limite }: { famille: number | null; limite: number },
): Promise<Paire[]> {
  const { rows } = await sql<LignePaire>`
    with indices as (
      select least(a.famille_id, b.famille_id) as x, greatest(a.famille_id, b.famille_id) as y,
        'enfant:' || a.ne_le || a.mots_du_nom as cle, 10 as poids,
        jsonb_build_object('genre', 'enfant', 'prenom', a.prenom, 'nom', a.nom, 'neLe', a.ne_le) as indice
      from enfants a join enfants b on b.ne_le = a.ne_le and b.mots_du_nom = a.mots_du_nom
        and b.famille_id <> a.famille_id and b.id > a.id
      where a.fusionne_dans is null and b.fusionne_dans is null
      union all
      select least(ra.famille_id, rb.famille_id), greatest(ra.famille_id, rb.famille_id),
        'portable:' || a.portable, 1,
        jsonb_build_object('genre', 'portable', 'numero', a.portable)
      from responsables a join responsables b on b.portable = a.portable and b.id > a.id
        join rattachements ra on ra.responsable_id = a.id
        join rattachements rb on rb.responsable_id = b.id and rb.famille_id <> ra.famille_id
      where a.portable <> ''),
    paires as (
      select x, y, sum(poids) as poids, jsonb_agg(indice) as indices from (
        select distinct on (x, y, cle) x, y, poids, indice from indices
        where ${famille}::int is null or x = ${famille}::int or y = ${famille}::int) i
      where not exists (select from familles_distinctes d
          where d.famille_id = x and d.autre_id = y)
        and not exists (select from familles f
          where f.id in (x, y) and (f.fusionnee_dans is not null or f.archivee_le is not null))
      group by x, y order by sum(poids) desc, x, y limit ${limite})
    select ${dossier('paires.x')} as premiere, ${dossier('paires.y')} as seconde, indices
    from paires order by poids desc, x, y`.execute(db);
  return rows;
}

/** Les deux existent et aucune n'a rejoint l'autre. */
export async function existentToutesDeux(tx: Tx, x: number, y: number): Promise<boolean> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*)::int as nombre from familles
    where id in (${x}, ${y}) and fusionnee_dans is null`.execute(tx);
  return rows[0]?.nombre === 2;
}

/** Faux : la paire l'était déjà. */
export async function insererDistinctes(
  tx: Tx,
  { x, y, le, par }: { x: number; y: number; le: Date; par: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into familles_distinctes (famille_id, autre_id, le, par)
    values (${Math.min(x, y)}, ${Math.max(x, y)}, ${le}, ${par})
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}
