import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Recherche } from '../regles/recherche.ts';
import { type StructuresVues, visible } from './services.ts';

export interface FamilleTrouvee {
  id: number;
  nom: string;
  commune: string | null;
  archivee: boolean;
  responsables: string[];
  enfants: string[];
}

/**
 * Les familles qui répondent à la recherche. Chaque mot commence un nom ou un prénom : de la famille,
 * d'un adulte ou d'un enfant. Une union d'index plutôt qu'un « ou », qui lirait toutes les familles.
 */
export async function chercherFamilles(
  db: Db,
  structures: StructuresVues,
  recherche: Recherche,
  options: { limite: number; archivees: boolean },
): Promise<FamilleTrouvee[]> {
  const { limite, archivees } = options;
  const { rows } = await sql<FamilleTrouvee>`
    with trouvees as (
      select f.id, f.nom, f.code_insee, f.archivee_le from familles f
      where f.id in (${sql.join(voies(recherche, structures), sql` union `)})
        and f.fusionnee_dans is null and (${archivees} or f.archivee_le is null)
        and ${visible(structures)}
      order by f.nom, f.id limit ${limite})
    select f.id, f.nom, co.nom as commune, f.archivee_le is not null as archivee,
      array(select r.prenom || ' ' || r.nom from rattachements ra
        join responsables r on r.id = ra.responsable_id
        where ra.famille_id = f.id order by r.nom, r.prenom) as responsables,
      array(select e.prenom || case when e.nom = f.nom then '' else ' ' || e.nom end
        from enfants e where e.famille_id = f.id and ${connu(structures, sql`e.id`)}
        order by e.ne_le, e.prenom) as enfants
    from trouvees f left join communes co on co.code_insee = f.code_insee
    order by f.nom, f.id`.execute(db);
  return rows;
}

/** Un enfant d'une autre structure ne se trouve pas par son nom (docs/droits.md, règle 2). */
const connu = (structures: StructuresVues, enfant: RawBuilder<unknown>) =>
  structures === null ? sql`true` : sql`enfant_connu(${enfant}, ${structures}::int[])`;

function voies({ mots, telephone, acces }: Recherche, structures: StructuresVues) {
  const parNom = mots.map((mot) => {
    const debut = sql`to_tsquery('simple', ${`${mot}:*`})`;
    return sql`(
      select id from familles where to_tsvector('simple', mots_de_recherche(nom)) @@ ${debut}
      union
      select famille_id from enfants
      where to_tsvector('simple', mots_de_recherche(prenom || ' ' || nom)) @@ ${debut}
        and ${connu(structures, sql`enfants.id`)}
      union
      select ra.famille_id from responsables r join rattachements ra on ra.responsable_id = r.id
      where to_tsvector('simple', mots_de_recherche(r.prenom || ' ' || r.nom)) @@ ${debut})`;
  });
  const voies = parNom.length > 0 ? [sql`(${sql.join(parNom, sql` intersect `)})`] : [];
  if (telephone !== '') {
    const debut = `${telephone}%`;
    voies.push(sql`
      select ra.famille_id from responsables r join rattachements ra on ra.responsable_id = r.id
      where regexp_replace(r.telephone, '\\D', '', 'g') like ${debut}
        or regexp_replace(r.portable, '\\D', '', 'g') like ${debut}`);
  }
  if (acces !== '') {
    const debut = `${acces.replace(/[\\%_]/g, '\\$&')}%`;
    voies.push(sql`
      select ra.famille_id from comptes c join responsables r on r.compte_id = c.id
        join rattachements ra on ra.responsable_id = r.id
      where lower(c.courriel::text) like ${debut} or lower(c.identifiant::text) like ${debut}`);
  }
  return voies;
}
