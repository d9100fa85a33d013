import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';

/** Ce qu'une famille doit savoir : un enfant, un jour, ce qu'il en est. */
export interface LigneDAvis {
  enfant: string;
  activite: string;
  prestation: string;
  jour: Jour;
  sort: 'annulee' | 'gardee';
  facturee: boolean;
  etatAvant: string;
}

export interface AvisDeFamille {
  familleId: number;
  /** Les adultes qui ont une adresse. */
  adultes: { compteId: number; prenom: string; courriel: string }[];
  lignes: LigneDAvis[];
}

/**
 * Une famille par ligne, avec tous ses enfants et tous ses jours. Ce que l'agent a remis depuis, ou
 * que la famille a annulé elle-même avant, n'y est pas.
 */
export async function listerAvis(db: Db, declarationId: number): Promise<AvisDeFamille[]> {
  const { rows } = await sql<AvisDeFamille>`
    with lignes as (
      select e.famille_id, jsonb_agg(jsonb_build_object('enfant', e.prenom, 'activite', a.nom,
          'prestation', p.nom, 'jour', r.jour, 'sort', x.sort, 'facturee', x.facturee,
          'etatAvant', x.etat_avant) order by e.ne_le, e.id, r.jour, p.ordre, p.id) as lignes
      from declarations_reservations x
        join reservations r on r.id = x.reservation_id
          and r.etat = case x.sort when 'annulee' then 'annulee_par_centre' else 'validee' end
        join enfants e on e.id = r.enfant_id
        join prestations p on p.id = r.prestation_id
        join activites a on a.id = p.activite_id
      where x.declaration_id = ${declarationId}
      group by e.famille_id)
    select l.famille_id as "familleId", l.lignes, coalesce(a.adultes, '[]') as adultes
    from lignes l left join lateral (
      select jsonb_agg(jsonb_build_object('compteId', c.id, 'prenom', re.prenom,
        'courriel', c.courriel::text) order by ra.depuis_le, re.id) as adultes
      from rattachements ra join responsables re on re.id = ra.responsable_id
        join comptes c on c.id = re.compte_id
      where ra.famille_id = l.famille_id and c.courriel is not null and c.ferme_le is null) a on true
    order by l.famille_id`.execute(db);
  return rows;
}

/** Une famille à qui l'on ne peut pas écrire : le service appelle. */
export interface FamilleAAppeler {
  id: number;
  nom: string;
  adultes: { nom: string; telephones: string[] }[];
}

export async function listerFamillesAAppeler(
  db: Db,
  familles: readonly number[],
): Promise<FamilleAAppeler[]> {
  const { rows } = await sql<FamilleAAppeler>`
    select f.id, f.nom, coalesce(jsonb_agg(jsonb_build_object('nom', re.prenom || ' ' || re.nom,
        'telephones', array_remove(array[re.portable, re.telephone], ''))
      order by ra.depuis_le, re.id) filter (where re.id is not null), '[]') as adultes
    from familles f left join rattachements ra on ra.famille_id = f.id
      left join responsables re on re.id = ra.responsable_id
      left join comptes c on c.id = re.compte_id and c.ferme_le is null
    where f.id = any(${familles}::int[])
    group by f.id having count(c.courriel) = 0 order by f.nom, f.id`.execute(db);
  return rows;
}

/**
 * Retient à qui l'on écrit : un adulte déjà prévenu n'est pas rendu, rien ne lui repart
 * (Fermetures, règle 7).
 */
export async function retenirAvis(
  tx: Tx,
  declarationId: number,
  avis: readonly { familleId: number; compteId: number }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ familleId: number; compteId: number }>`
    insert into avis_de_declaration (declaration_id, famille_id, compte_id)
    select ${declarationId}, * from unnest(${avis.map((a) => a.familleId)}::int[],
      ${avis.map((a) => a.compteId)}::int[])
    on conflict do nothing returning famille_id as "familleId", compte_id as "compteId"`.execute(
    tx,
  );
  return new Set(rows.map((r) => `${r.familleId}:${r.compteId}`));
}

/** Relie chaque avis à sa lettre, pour dire si elle est partie. */
export async function relierLettres(
  tx: Tx,
  declarationId: number,
  lettres: readonly { familleId: number; compteId: number; courrielId: number }[],
): Promise<void> {
  await sql`
    update avis_de_declaration a set courriel_id = t.courriel_id
    from unnest(${lettres.map((l) => l.familleId)}::int[], ${lettres.map((l) => l.compteId)}::int[],
      ${lettres.map((l) => l.courrielId)}::int[]) as t (famille_id, compte_id, courriel_id)
    where a.declaration_id = ${declarationId} and a.famille_id = t.famille_id
      and a.compte_id = t.compte_id`.execute(tx);
}

export interface LettreSuivie {
  famille: string;
  destinataire: string;
  /** Null : en route. */
  partieLe: Date | null;
  echec: string | null;
}

/** Ce qui est parti, à qui, quand ; les lettres parties depuis trop longtemps sont effacées. */
export async function listerLettres(db: Db, declarationId: number): Promise<LettreSuivie[]> {
  const { rows } = await sql<LettreSuivie>`
    select f.nom as famille, m.destinataire, m.envoye_le as "partieLe", m.dernier_echec as echec
    from avis_de_declaration a join familles f on f.id = a.famille_id
      join courriels m on m.id = a.courriel_id
    where a.declaration_id = ${declarationId} order by m.envoye_le nulls first, f.nom, m.id`.execute(
    db,
  );
  return rows;
}
