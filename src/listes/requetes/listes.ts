import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

export interface EnfantAttendu {
  enfantId: number;
  nom: string;
  prenom: string;
  neLe: Jour;
  ecole: string | null;
  classe: string | null;
  groupe: string | null;
  /** null : le repas ordinaire. */
  regime: string | null;
  panierRepas: boolean;
  /** Ses jours, parmi ceux de la liste. */
  jours: Jour[];
  /** Les adultes de la famille ; le portable, sinon le fixe, sinon rien. */
  contacts: { nom: string; telephone: string }[];
}

/** Les enfants attendus à cette prestation, de `du` à `au` compris, par nom. */
export async function listerEnfantsAttendus(
  db: Db,
  { prestationId, du, au }: { prestationId: number; du: Jour; au: Jour },
): Promise<EnfantAttendu[]> {
  const { rows } = await sql<EnfantAttendu>`
    select e.id as "enfantId", e.nom, e.prenom, e.ne_le as "neLe", ec.nom as ecole,
      c.nom as classe, r.groupe, ra.nom as regime, to_jsonb(r.jours) as jours,
      exists (select from paniers_repas pr where pr.enfant_id = e.id and pr.du <= r.jours[1]
        and (pr.au is null or r.jours[1] < pr.au)) as "panierRepas",
      (select coalesce(jsonb_agg(jsonb_build_object('nom', re.prenom || ' ' || re.nom,
          'telephone', coalesce(nullif(re.portable, ''), re.telephone)) order by re.id), '[]')
        from rattachements rt join responsables re on re.id = rt.responsable_id
        where rt.famille_id = e.famille_id) as contacts
    from (select x.enfant_id, array_agg(x.jour order by x.jour) as jours, max(g.nom) as groupe
        from reservations x left join groupes g on g.id = x.groupe_id
        where x.prestation_id = ${prestationId} and x.jour between ${du} and ${au}
          and x.etat = 'validee' group by x.enfant_id) r
      join enfants e on e.id = r.enfant_id
      left join regimes_des_enfants rx on rx.enfant_id = e.id
      left join regimes_alimentaires ra on ra.id = rx.regime_id
      left join scolarites sc on sc.enfant_id = e.id
        and sc.annee_scolaire = annee_scolaire_du(${du}::date)
      left join classes c on c.id = sc.classe_id left join ecoles ec on ec.id = c.ecole_id
    order by e.nom, e.prenom, e.id`.execute(db);
  return rows;
}
