import { sql } from 'kysely';
import { joursFeriesEntre, type Territoire } from '../../activites/calendrier/feries.ts';
import type { DelaiDate, FaitsDelai } from '../../activites/delais/regles.ts';
import { schemaDelaiDate } from '../../activites/delais/schema.ts';
import type { Db } from '../../platform/db.ts';
import { ajouterJours, type Jour } from '../../platform/jours.ts';

/** Une activité dont des jours ne sont pas arrêtés, et de quoi dire leurs dates limites. */
export interface ActiviteAArreter {
  activiteId: number;
  delais: DelaiDate[];
  jours: { prestationId: number; heureDebut: string; jour: Jour; faits: FaitsDelai }[];
}

interface Ligne {
  activiteId: number;
  fuseau: string;
  territoire: Territoire;
  delais: unknown[];
  ouverts: Jour[];
  attendus: { prestationId: number; heureDebut: string; jour: Jour; periodeDu: Jour }[];
}

/** Assez pour compter en jours ouvrés ou d'ouverture avant le premier jour. */
const RECUL_JOURS = 60;

/** Les jours servis, de `du` à `au` compris, qui ne sont pas arrêtés ; en un aller-retour. */
export async function listerAArreter(
  db: Db,
  { du, au }: { du: Jour; au: Jour },
): Promise<ActiviteAArreter[]> {
  const { rows } = await sql<Ligne>`
    with a_arreter as (
      select p.activite_id, o.prestation_id, o.jour, pe.du as periode_du
      from prestations_servies p join ouvertures o using (prestation_id)
        join periodes pe on pe.id = o.periode_id
      where o.jour between ${du} and ${au} and not exists (select from effectifs_arretes e
        where e.prestation_id = o.prestation_id and e.jour = o.jour))
    select a.activite_id as "activiteId", c.fuseau, c.territoire,
      (select coalesce(jsonb_agg(jsonb_build_object('pour', d.pour, 'prestationId', d.prestation_id,
        'du', d.du, 'au', d.au, 'regle', d.regle, 'tardif', d.tardif)), '[]')
        from delais d where d.activite_id = a.activite_id) as delais,
      (select coalesce(jsonb_agg(distinct o.jour order by o.jour), '[]')
        from ouvertures o join prestations p on p.id = o.prestation_id
        where p.activite_id = a.activite_id and o.jour between ${ajouterJours(du, -RECUL_JOURS)} and ${au})
        as ouverts,
      jsonb_agg(jsonb_build_object('prestationId', a.prestation_id, 'jour', a.jour,
        'heureDebut', to_char(p.heure_debut, 'HH24:MI'), 'periodeDu', a.periode_du)
        order by a.jour, p.ordre, p.id) as attendus
    from a_arreter a join prestations p on p.id = a.prestation_id cross join collectivites c
    group by a.activite_id, c.fuseau, c.territoire order by a.activite_id`.execute(db);
  return rows.map(decrire);
}

function decrire({ activiteId, fuseau, territoire, delais, ouverts, attendus }: Ligne) {
  const du = ajouterJours(attendus[0]?.jour ?? '1970-01-01', -RECUL_JOURS);
  const feries = joursFeriesEntre(du, attendus.at(-1)?.jour ?? du, territoire);
  return {
    activiteId,
    delais: delais.map((d) => schemaDelaiDate.parse(d)),
    jours: attendus.map(({ periodeDu, ...servi }) => ({
      ...servi,
      faits: { fuseau, feries, joursOuverts: ouverts, periode: { du: periodeDu } },
    })),
  };
}
