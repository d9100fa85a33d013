import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { EnfantAInscrire, Offre } from '../regles/offres.ts';

/**
 * Les enfants de ces familles, avec ce qui décide de leur admission ; l'aîné d'abord. `structures` :
 * celles de l'agent qui inscrit ; null : toutes, ou la famille elle-même.
 */
export async function listerEnfantsAInscrire(
  db: Db,
  familles: readonly number[],
  structures: readonly number[] | null,
): Promise<EnfantAInscrire[]> {
  const { rows } = await sql<EnfantAInscrire>`
    select e.id, e.famille_id as "familleId", e.prenom, e.nom, e.ne_le as "neLe", f.code_insee as "codeInsee",
      (select coalesce(jsonb_agg(jsonb_build_object('anneeScolaire', s.annee_scolaire,
          'ecoleId', c.ecole_id, 'ecole', ec.nom, 'classe', c.nom,
          'cycle', case when c.niveau in ('TPS','PS','MS','GS') then 'maternelle' else 'elementaire' end)
          order by s.annee_scolaire), '[]')
        from scolarites s join classes c on c.id = s.classe_id join ecoles ec on ec.id = c.ecole_id
        where s.enfant_id = e.id) as scolarites
    from enfants e join familles f on f.id = e.famille_id
    where e.famille_id = any(${familles}::int[]) and f.archivee_le is null
      and (${structures}::int[] is null or enfant_connu(e.id, ${structures}::int[]))
    order by e.ne_le, e.id`.execute(db);
  return rows;
}

/**
 * Les périodes des activités ouvertes aux familles qui ne sont pas finies ce jour-là. `structures` :
 * un agent y inscrit, même où les familles ne le peuvent pas.
 */
export async function listerOffres(
  db: Db,
  aujourdhui: Jour,
  structures?: readonly number[] | null,
): Promise<Offre[]> {
  const { rows } = await sql<Offre>`
    select p.id as "periodeId", p.nom as periode, p.du, p.au, p.ouvre_le as "ouvreLe",
      p.ferme_le as "fermeLe", a.id as "activiteId", a.nom as activite,
      jsonb_build_object('approbation', a.approbation, 'listeAttente', a.liste_attente,
        'ageMin', a.age_min, 'ageMax', a.age_max, 'delais', '[]'::jsonb, 'prestations', '[]'::jsonb,
        'ecoles', (select coalesce(jsonb_agg(ecole_id), '[]') from activites_ecoles
          where activite_id = a.id),
        'communes', (select coalesce(jsonb_agg(code_insee), '[]') from activites_communes
          where activite_id = a.id),
        'groupes', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'nom', g.nom,
            'cycle', g.cycle, 'ageMin', g.age_min, 'ageMax', g.age_max) order by g.ordre, g.id), '[]')
          from groupes g where g.activite_id = a.id)) as conditions
    from periodes p join activites a on a.id = p.activite_id
    where (a.ouverte_aux_familles or ${structures !== undefined})
      and (${structures ?? null}::int[] is null or a.structure_id = any(${structures ?? null}::int[]))
      and p.au >= ${aujourdhui}
    order by a.ordre, a.nom, p.du`.execute(db);
  return rows;
}
