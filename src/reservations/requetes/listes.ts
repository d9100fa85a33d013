import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** null : toutes les structures ; sinon, les seules que voit cet agent. */
type StructuresVues = readonly number[] | null;

export interface Effectif {
  prestationId: number;
  prestation: string;
  activite: string;
  structure: string;
  heureDebut: string;
  attendus: number;
  demandes: number;
  enAttente: number;
}

/** Ce qui ouvre ce jour-là, et combien d'enfants y sont attendus, demandés, ou en attente d'une place. */
export async function listerEffectifs(
  db: Db,
  structures: StructuresVues,
  jour: Jour,
): Promise<Effectif[]> {
  const { rows } = await sql<Effectif>`
    select p.id as "prestationId", p.nom as prestation, a.nom as activite, s.nom as structure,
      p.heure_debut as "heureDebut",
      count(r.id) filter (where r.etat = 'validee')::int as attendus,
      count(r.id) filter (where r.etat = 'demandee')::int as demandes,
      count(r.id) filter (where r.etat = 'en_liste_attente')::int as "enAttente"
    from ouvertures o join prestations p on p.id = o.prestation_id
    join activites a on a.id = p.activite_id join structures s on s.id = a.structure_id
    left join reservations r on r.prestation_id = p.id and r.jour = o.jour
    where o.jour = ${jour}
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))
    group by p.id, a.id, s.id
    order by s.nom, p.heure_debut, a.ordre, p.ordre, p.id`.execute(db);
  return rows;
}

export interface EnfantAttendu {
  enfantId: number;
  nom: string;
  prenom: string;
  neLe: Jour;
  ecole: string | null;
  classe: string | null;
  groupe: string | null;
  panierRepas: boolean;
  /** Les adultes de la famille ; le portable, sinon le fixe, sinon rien. */
  contacts: { nom: string; telephone: string }[];
}

export interface ListeDuJour {
  prestation: string;
  activite: string;
  structure: string;
  enfants: EnfantAttendu[];
}

/** Les enfants attendus à cette prestation ce jour-là, par nom ; null si l'agent ne la voit pas. */
export async function chercherListe(
  db: Db,
  structures: StructuresVues,
  demandee: { prestationId: number; jour: Jour; anneeScolaire: string },
): Promise<ListeDuJour | null> {
  const { prestationId, jour, anneeScolaire } = demandee;
  const { rows } = await sql<ListeDuJour>`
    select p.nom as prestation, a.nom as activite, s.nom as structure,
      (select coalesce(jsonb_agg(to_jsonb(x) order by x.nom, x.prenom, x."enfantId"), '[]') from (
        select e.id as "enfantId", e.nom, e.prenom, e.ne_le as "neLe", ec.nom as ecole,
          c.nom as classe, g.nom as groupe,
          exists (select from paniers_repas pr where pr.enfant_id = e.id and pr.du <= r.jour
            and (pr.au is null or r.jour < pr.au)) as "panierRepas",
          (select coalesce(jsonb_agg(jsonb_build_object('nom', re.prenom || ' ' || re.nom,
              'telephone', coalesce(nullif(re.portable, ''), re.telephone)) order by re.id), '[]')
            from rattachements ra join responsables re on re.id = ra.responsable_id
            where ra.famille_id = e.famille_id) as contacts
        from reservations r join enfants e on e.id = r.enfant_id
        left join groupes g on g.id = r.groupe_id
        left join scolarites sc on sc.enfant_id = e.id and sc.annee_scolaire = ${anneeScolaire}
        left join classes c on c.id = sc.classe_id left join ecoles ec on ec.id = c.ecole_id
        where r.prestation_id = p.id and r.jour = ${jour} and r.etat = 'validee') x) as enfants
    from ouvertures o join prestations p on p.id = o.prestation_id
    join activites a on a.id = p.activite_id join structures s on s.id = a.structure_id
    where o.prestation_id = ${prestationId} and o.jour = ${jour}
      and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))`.execute(db);
  return rows[0] ?? null;
}
