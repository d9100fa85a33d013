import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import type { AutreDossier, Emporte } from '../regles/dire.ts';
import type { Dossier, Empechements } from '../regles/fusion.ts';

type EnJson = Omit<Dossier, 'adultes'> & {
  adultes: (Omit<Dossier['adultes'][number], 'modifieLe'> & { modifieLe: string | null })[];
};

/** Les deux dossiers, avec leurs enfants et leurs adultes ; un dossier disparu n'y est pas. */
export async function lireDossiers(
  db: Db | Tx,
  familles: readonly number[],
): Promise<Map<number, Dossier>> {
  const { rows } = await sql<EnJson>`
    select f.id, f.nom,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'prenom', e.prenom, 'nom', e.nom,
          'neLe', e.ne_le, 'partage', exists (select from partages p where p.enfant_id = e.id))
          order by e.ne_le, e.id), '[]')
       from enfants e where e.famille_id = f.id and e.fusionne_dans is null) as enfants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'compteId', c.id, 'prenom', r.prenom,
          'nom', r.nom, 'identifiant', c.identifiant::text, 'courriel', c.courriel::text,
          'portable', r.portable, 'adresse', btrim(r.adresse || ' ' || r.code_postal || ' ' || r.commune),
          'actif', c.active_le is not null and c.ferme_le is null,
          'agent', exists (select from agents a where a.compte_id = c.id),
          'modifieLe', r.modifie_le) order by ra.depuis_le, r.id), '[]')
       from rattachements ra join responsables r on r.id = ra.responsable_id
       join comptes c on c.id = r.compte_id where ra.famille_id = f.id) as adultes
    from familles f
    where f.id = any(${familles}::int[]) and f.fusionnee_dans is null`.execute(db);
  return new Map(
    rows.map((f) => [
      f.id,
      {
        ...f,
        adultes: f.adultes.map((a) => ({
          ...a,
          modifieLe: a.modifieLe === null ? null : new Date(a.modifieLe),
        })),
      },
    ]),
  );
}

/** Un paiement, un prélèvement qui n'a pas fini : l'argent d'abord. */
export async function chercherArgentEnCours(
  db: Db | Tx,
  payeurs: readonly number[],
): Promise<{ paiementEnCours: boolean; prelevementEnCours: boolean }> {
  const { rows } = await sql<{ paiementEnCours: boolean; prelevementEnCours: boolean }>`
    select
      exists (select from paiements_en_ligne where payeur_id = any(${payeurs}::int[])
        and (etat in ('a_ouvrir', 'en_cours') or (etat = 'anomalie' and decision is null)))
        as "paiementEnCours",
      exists (select from prelevements pr join mandats m on m.id = pr.mandat_id
        where m.payeur_id = any(${payeurs}::int[]) and pr.reglement_id is null
          and pr.rejete_le is null) as "prelevementEnCours"`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('une ligne attendue');
  return ligne;
}

export async function compterEmporte(
  db: Db,
  familleId: number,
  aujourdhui: Jour,
): Promise<Emporte> {
  const { rows } = await sql<Emporte>`
    with e as (select id from enfants where famille_id = ${familleId}),
    p as (select id from payeurs where famille_id = ${familleId})
    select r.*,
      (select count(*)::int from demandes where enfant_id in (select id from e)) as demandes,
      (select count(*)::int from pointages where enfant_id in (select id from e)) as pointages,
      (select count(*)::int from messages where famille_id = ${familleId}) as messages,
      (select count(*)::int from factures where payeur_id in (select id from p)) as factures,
      (select coalesce(sum(reste_centimes), 0)::int from soldes_factures
        where payeur_id in (select id from p)) as "resteCentimes",
      (select coalesce(sum(g.montant_centimes - coalesce((select sum(i.montant_centimes)
          from imputations i where i.reglement_id = g.id), 0)), 0)::int
        from reglements g where g.payeur_id in (select id from p)) as "creditCentimes",
      (select count(*)::int from mandats
        where payeur_id in (select id from p) and revoque_le is null) as mandats,
      (select count(*)::int from quotients_familiaux where payeur_id in (select id from p)) as quotients,
      (select count(*)::int from fiches_sanitaires where enfant_id in (select id from e)) as fiches,
      (select count(*)::int from journal
        where sujets @> array[${`famille:${familleId}`}]::text[]) as journal
    from (select count(*)::int as reservations,
        count(*) filter (where jour >= ${aujourdhui} and etat in ('validee', 'demandee'))::int as "aVenir",
        count(*) filter (where jour >= ${aujourdhui} and etat = 'en_liste_attente')::int as attente
      from reservations where enfant_id in (select id from e)) r`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('une ligne attendue');
  return ligne;
}

export interface JourEnDouble {
  enfant: string;
  activite: string;
  prestation: string;
  jour: Jour;
}

/** Les jours que les deux fiches d'un même enfant ont réservés. */
export async function listerJoursEnDouble(
  db: Db,
  paires: readonly { de: number; vers: number }[],
): Promise<JourEnDouble[]> {
  const { rows } = await sql<JourEnDouble>`
    select e.prenom || ' ' || e.nom as enfant, a.nom as activite, pr.nom as prestation, d.jour
    from unnest(${paires.map((p) => p.de)}::int[], ${paires.map((p) => p.vers)}::int[])
        as p (de, vers)
      join reservations d on d.enfant_id = p.de
        and d.etat in ('demandee', 'en_liste_attente', 'validee')
      join reservations g on g.enfant_id = p.vers and g.prestation_id = d.prestation_id
        and g.jour = d.jour and g.etat in ('demandee', 'en_liste_attente', 'validee')
      join enfants e on e.id = p.vers
      join prestations pr on pr.id = d.prestation_id join activites a on a.id = pr.activite_id
    order by d.jour, pr.ordre limit 200`.execute(db);
  return rows;
}

/** Les autres dossiers où entrerait l'adulte qui reste, parce que celui qui disparaît en était. */
export async function listerAutresDossiers(
  db: Db,
  paires: readonly { de: number; vers: number }[],
  familles: readonly number[],
): Promise<AutreDossier[]> {
  const { rows } = await sql<AutreDossier>`
    select p.vers as "adulteId", f.id as "familleId", f.nom
    from unnest(${paires.map((p) => p.de)}::int[], ${paires.map((p) => p.vers)}::int[])
        as p (de, vers)
      join rattachements ra on ra.responsable_id = p.de
      join familles f on f.id = ra.famille_id and f.id <> all(${familles}::int[])
    where not exists (select from rattachements x
      where x.responsable_id = p.vers and x.famille_id = f.id)
    order by f.nom, f.id`.execute(db);
  return rows;
}

/**
 * Où mène le numéro d'un dossier disparu ; null : nulle part, ou vers un dossier que cet agent ne voit
 * pas (Familles, règle 18) : un curieux n'apprend rien.
 */
export async function chercherCeluiQuiReste(
  db: Db,
  familleId: number,
  structures: readonly number[] | null,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select f.id from familles d join familles f on f.id = d.fusionnee_dans
    where d.id = ${familleId} and (${structures}::int[] is null or exists (
      select 1 from enfants e join demandes de on de.enfant_id = e.id
      join activites a on a.id = de.activite_id
      where e.famille_id = f.id and a.structure_id = any(${structures}::int[])))`.execute(db);
  return rows[0]?.id ?? null;
}

/** Pour l'aperçu : ce que l'action relira sous ses verrous. */
export async function chercherEmpechements(db: Db, disparue: Dossier): Promise<Empechements> {
  const { rows } = await sql<{ payeurs: number[]; emissionEnCours: boolean }>`
    select array(select id from payeurs where famille_id = ${disparue.id}
        or responsable_id = any(${disparue.adultes.map((a) => a.id)}::int[])) as payeurs,
      exists (select from campagnes where emise_le is null and emission_commencee_le is not null)
        as "emissionEnCours"`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('une ligne attendue');
  const { payeurs, emissionEnCours } = ligne;
  return { ...(await chercherArgentEnCours(db, payeurs)), emissionEnCours };
}
