import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { Comptes } from '../regles/mise-en-route.ts';

/** Ce que contient la base, en un ordre : « sans » s'arrête à la première ligne trouvée. */
export async function compterCeQuiEstPret(db: Db, aujourdhui: Jour): Promise<Comptes> {
  const { rows } = await sql<Comptes>`
    select (select count(*) from structures where fermee_le is null)::int as structures,
      (select count(*) from ecoles)::int as ecoles,
      (select count(*) from classes)::int as classes,
      (select count(*) from agents)::int as agents,
      (select count(*) from familles)::int as familles,
      (select count(*) from regies)::int as regies,
      (select num_nulls(adresse, directeur_publication, hebergeur_nom, hebergeur_adresse,
        hebergeur_telephone) from collectivites) as "mentionsManquantes",
      (select count(*) from prestations p join activites a on a.id = p.activite_id
        where a.ouverte_aux_familles and not exists (
        select from grilles g where g.prestation_id = p.id and g.publiee_le is not null))::int
        as "prestationsSansTarif",
      a.*
    from (
      select count(*)::int as activites,
        (count(*) filter (where f.prestation and f.periode and f.ouverture and f.delai))::int
          as "activitesPretes",
        (count(*) filter (where not f.prestation))::int as "activitesSansPrestation",
        (count(*) filter (where not f.periode))::int as "activitesSansPeriode",
        (count(*) filter (where not f.ouverture))::int as "activitesSansOuverture",
        (count(*) filter (where not f.delai))::int as "activitesSansDelai",
        (count(*) filter (where not f.jauge))::int as "activitesSansJauge"
      from (
        select exists (select from prestations p where p.activite_id = a.id) as prestation,
          exists (select from periodes p
            where p.activite_id = a.id and p.au >= ${aujourdhui}::date) as periode,
          exists (select from prestations p join ouvertures o on o.prestation_id = p.id
            where p.activite_id = a.id and o.jour >= ${aujourdhui}::date) as ouverture,
          (select count(distinct d.pour) = 2 from delais d where d.activite_id = a.id
            and (d.au is null or d.au > ${aujourdhui}::date)) as delai,
          exists (select from prestations p join jauges_prestations j on j.prestation_id = p.id
            where p.activite_id = a.id) as jauge
        from activites a where a.ouverte_aux_familles) f) a`.execute(db);
  const [comptes] = rows;
  if (!comptes) throw new Error('Les comptes de la mise en route manquent.');
  return comptes;
}
