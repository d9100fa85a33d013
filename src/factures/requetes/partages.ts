import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { PartageNomme } from '../regles/partages.ts';
import { lirePartage } from '../regles/schema.ts';
import type { Intervalle, RegleDePartage } from '../regles/types.ts';

/** Un partage, avec ce que la page en dit. */
export interface PartageRange extends PartageNomme {
  activite: string | null;
  motif: string;
}

export interface EnfantPartage {
  id: number;
  nom: string;
  partages: PartageRange[];
}

export interface DossierPayeurs {
  familleId: number;
  nom: string;
  payeurFamilleId: number;
  enfants: EnfantPartage[];
  adultes: { id: number; nom: string }[];
  tiers: { id: number; nom: string }[];
  activites: { id: number; nom: string }[];
}

type PartageEnJson = Omit<PartageRange, 'regle'> & { regle: unknown };
type EnJson = Omit<DossierPayeurs, 'enfants'> & {
  enfants: { id: number; nom: string; partages: PartageEnJson[] }[];
};

/** null : toutes les structures ; sinon, les familles qui y ont une demande. */
export async function chercherDossierPayeurs(
  db: Db,
  structures: readonly number[] | null,
  familleId: number,
): Promise<DossierPayeurs | null> {
  const { rows } = await sql<EnJson>`
    select f.id as "familleId", f.nom,
      (select p.id from payeurs p where p.famille_id = f.id and p.genre = 'famille'
        and p.repris_par is null) as "payeurFamilleId",
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'nom', e.prenom || ' ' || e.nom,
          'partages', (${partagesDe}))
          order by e.ne_le, e.id), '[]')
       from enfants e where e.famille_id = f.id
         and enfant_connu(e.id, ${structures}::int[])) as enfants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'nom', r.prenom || ' ' || r.nom)
          order by r.id), '[]')
       from rattachements ra join responsables r on r.id = ra.responsable_id
       where ra.famille_id = f.id) as adultes,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'nom', p.nom) order by p.nom), '[]')
       from payeurs p where p.genre = 'tiers') as tiers,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'nom', a.nom) order by a.ordre, a.nom), '[]')
       from activites a where a.regie_id is not null
         and (${structures}::int[] is null or a.structure_id = any(${structures}::int[]))) as activites
    from familles f
    where f.id = ${familleId} and f.fusionnee_dans is null and (${structures}::int[] is null or exists (
      select 1 from enfants e join demandes d on d.enfant_id = e.id
        join activites a on a.id = d.activite_id
      where e.famille_id = f.id and a.structure_id = any(${structures}::int[])))`.execute(db);
  const [dossier] = rows;
  if (!dossier) return null;
  return {
    ...dossier,
    enfants: dossier.enfants.map((e) => ({ ...e, partages: e.partages.map(relire) })),
  };
}

const NOM_DU_PAYEUR = sql`coalesce(r.prenom || ' ' || r.nom, p.nom, 'La famille')`;

const partagesDe = sql`
  select coalesce(jsonb_agg(jsonb_build_object('id', pa.id, 'payeurId', pa.payeur_id,
      'payeur', ${NOM_DU_PAYEUR}, 'activiteId', pa.activite_id, 'activite', a.nom, 'du', pa.du,
      'au', pa.au, 'regle', pa.regle, 'motif', pa.motif) order by pa.du, pa.id), '[]')
  from partages pa join payeurs p on p.id = pa.payeur_id
    left join responsables r on r.id = p.responsable_id
    left join activites a on a.id = pa.activite_id
  where pa.enfant_id = e.id`;

function relire(partage: PartageEnJson): PartageRange {
  return { ...partage, regle: lirePartage(partage.regle) };
}

/** L'enfant, verrouillé, s'il est de la famille : ses partages se décident un à la fois. */
export async function verrouillerEnfantDe(
  tx: Tx,
  familleId: number,
  enfantId: number,
): Promise<{ nom: string; partages: PartageRange[] } | null> {
  await sql`
    select from enfants where id = ${enfantId} and famille_id = ${familleId}
    for no key update`.execute(tx);
  const { rows } = await sql<{ nom: string; partages: PartageEnJson[] }>`
    select e.prenom || ' ' || e.nom as nom, (${partagesDe}) as partages
    from enfants e where e.id = ${enfantId} and e.famille_id = ${familleId}`.execute(tx);
  const [enfant] = rows;
  return enfant ? { ...enfant, partages: enfant.partages.map(relire) } : null;
}

/** Le lendemain du dernier mois dont l'émission a commencé ; null : rien n'est facturé. */
export async function chercherPremierJourLibre(
  tx: Tx,
  activiteId: number | null,
): Promise<Jour | null> {
  const { rows } = await sql<{ jour: Jour | null }>`
    select (max(c.mois) + interval '1 month')::date as jour from campagnes c
    where c.emission_commencee_le is not null and (${activiteId}::int is null
      or c.regie_id = (select regie_id from activites where id = ${activiteId}::int))`.execute(tx);
  return rows[0]?.jour ?? null;
}

/** Le payeur de cet adulte dans cette famille, créé s'il le faut ; null : il n'en est pas. */
export async function trouverPayeurAdulte(
  tx: Tx,
  familleId: number,
  responsableId: number,
  le: Date,
): Promise<number | null> {
  await sql`
    insert into payeurs (genre, famille_id, responsable_id, cree_le)
    select 'responsable', famille_id, responsable_id, ${le} from rattachements
    where famille_id = ${familleId} and responsable_id = ${responsableId}
    on conflict (famille_id, responsable_id)
      where genre = 'responsable' and repris_par is null do nothing`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    select id from payeurs where genre = 'responsable' and famille_id = ${familleId}
      and responsable_id = ${responsableId} and repris_par is null`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function chercherTiers(tx: Tx, id: number): Promise<string | null> {
  const { rows } = await sql<{ nom: string }>`
    select nom from payeurs where id = ${id} and genre = 'tiers'`.execute(tx);
  return rows[0]?.nom ?? null;
}

export interface NouveauTiers {
  nom: string;
  adresse: string;
  codePostal: string;
  commune: string;
  courriel: string | null;
  siret: string | null;
}

export async function insererTiers(tx: Tx, t: NouveauTiers, le: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into payeurs (genre, nom, adresse, code_postal, commune, courriel, siret, cree_le)
    values ('tiers', ${t.nom}, ${t.adresse}, ${t.codePostal}, ${t.commune}, ${t.courriel}, ${t.siret}, ${le})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function insererPartage(
  tx: Tx,
  p: Intervalle & {
    enfantId: number;
    activiteId: number | null;
    payeurId: number;
    regle: RegleDePartage;
    motif: string;
    le: Date;
    par: number | null;
  },
): Promise<void> {
  await sql`
    insert into partages (enfant_id, activite_id, payeur_id, du, au, regle, motif, cree_le, cree_par)
    values (${p.enfantId}, ${p.activiteId}, ${p.payeurId}, ${p.du}, ${p.au}, ${JSON.stringify(p.regle)}::jsonb,
      ${p.motif}, ${p.le}, ${p.par})`.execute(tx);
}

/** Finit le partage ce jour-là, exclu ; celui qui n'aurait plus un seul jour s'efface. */
export async function finirPartageRange(tx: Tx, id: number, au: Jour): Promise<void> {
  await sql`delete from partages where id = ${id} and du >= ${au}::date`.execute(tx);
  await sql`update partages set au = ${au} where id = ${id}`.execute(tx);
}
