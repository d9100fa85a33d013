import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Jour } from '../../platform/jours.ts';
import { type Cible, jourDeLaClasse, joursVises } from '../regles/cible.ts';
import type { Lettre } from '../regles/envoi.ts';
import type { StructuresVues } from './diffusions.ts';

/**
 * Les familles visées (règle 9) : un enfant qui vient là, ces jours-là, et de cette classe. Un agent
 * limité n'atteint que les enfants qui ont une demande dans ses structures (règle 10).
 */
function enfantsVises(cible: Cible, vues: StructuresVues, aujourdhui: Jour): RawBuilder<unknown> {
  const jours = joursVises(cible, aujourdhui);
  const parClasse = cible.ecoles.length > 0 || cible.classes.length > 0;
  const parLieu = cible.structures.length > 0 || cible.activites.length > 0;
  return sql`
    select e.id, e.famille_id from enfants e join familles f on f.id = e.famille_id
    where f.archivee_le is null
      and (${vues}::int[] is null or exists (
        select from demandes d join activites a on a.id = d.activite_id
        where d.enfant_id = e.id and a.structure_id = any(${vues}::int[])))
      and (${jours === null} or exists (
        select from reservations r join prestations p on p.id = r.prestation_id
        join activites a on a.id = p.activite_id
        where r.enfant_id = e.id and r.etat = 'validee' and r.jour >= ${jours?.du ?? null}::date
          and (${jours?.au ?? null}::date is null or r.jour <= ${jours?.au ?? null}::date)
          and (${vues}::int[] is null or a.structure_id = any(${vues}::int[]))
          and (${!parLieu} or a.id = any(${cible.activites}::int[])
            or a.structure_id = any(${cible.structures}::int[]))))
      and (${!parClasse} or exists (
        select from scolarites s join classes c on c.id = s.classe_id
        where s.enfant_id = e.id
          and s.annee_scolaire = annee_scolaire_du(${jourDeLaClasse(cible, aujourdhui)}::date)
          and (c.id = any(${cible.classes}::int[]) or c.ecole_id = any(${cible.ecoles}::int[]))))`;
}

/** Un adulte une fois, pour la première de ses familles visées. Accès fermé : plus d'adresse. */
function adultesVises(cible: Cible, vues: StructuresVues, aujourdhui: Jour): RawBuilder<unknown> {
  return sql`
    select distinct on (c.id) c.id as compte_id, ra.famille_id, r.prenom, r.nom,
      case when c.ferme_le is null then c.courriel::text end as courriel,
      array_to_string(array_remove(array[r.portable, r.telephone], ''), ', ') as telephones
    from (${enfantsVises(cible, vues, aujourdhui)}) v
    join rattachements ra on ra.famille_id = v.famille_id
    join responsables r on r.id = ra.responsable_id join comptes c on c.id = r.compte_id
    order by c.id, ra.famille_id`;
}

export interface Apercu {
  familles: number;
  enfants: number;
  adultes: number;
  sansCourriel: number;
  /** Les premiers, par famille ; la liste dit combien il y en a d'autres. */
  liste: { famille: string; nom: string; courriel: string | null; telephones: string }[];
}

const MONTRES = 200;

/** À qui cela partirait maintenant. */
export async function apercevoir(
  db: Db,
  diffusion: Cible & { vues: StructuresVues },
  aujourdhui: Jour,
): Promise<Apercu> {
  const { vues } = diffusion;
  const { rows } = await sql<Apercu>`
    with enfants_vises as materialized (${enfantsVises(diffusion, vues, aujourdhui)}),
    adultes as materialized (${adultesVises(diffusion, vues, aujourdhui)})
    select (select count(distinct famille_id)::int from enfants_vises) as familles,
      (select count(*)::int from enfants_vises) as enfants,
      (select count(*)::int from adultes) as adultes,
      (select count(*)::int from adultes where courriel is null) as "sansCourriel",
      (select coalesce(jsonb_agg(to_jsonb(t) - 'famille_id'), '[]') from (
        select f.nom as famille, a.prenom || ' ' || a.nom as nom, a.courriel, a.telephones
        from adultes a join familles f on f.id = a.famille_id
        order by f.nom, f.id, a.compte_id limit ${MONTRES}) t) as liste`.execute(db);
  return rows[0] ?? { familles: 0, enfants: 0, adultes: 0, sansCourriel: 0, liste: [] };
}

/** Fige à qui l'on écrit ; rend leur nombre. */
export async function insererDestinataires(
  tx: Tx,
  diffusion: Cible & { id: number; vues: StructuresVues },
  aujourdhui: Jour,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into destinataires_de_diffusion
      (diffusion_id, compte_id, famille_id, nom, courriel, telephones)
    select ${diffusion.id}, t.compte_id, t.famille_id, t.prenom || ' ' || t.nom, t.courriel, t.telephones
    from (${adultesVises(diffusion, diffusion.vues, aujourdhui)}) t`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export interface Destinataire {
  compteId: number;
  familleId: number;
  prenom: string;
  courriel: string | null;
}

/** Les suivants à qui écrire, tenus ; ceux d'une même famille ensemble. */
export async function prendreLeLot(tx: Tx, id: number, taille: number): Promise<Destinataire[]> {
  const { rows } = await sql<Destinataire>`
    select x.compte_id as "compteId", x.famille_id as "familleId", x.courriel,
      coalesce(r.prenom, '') as prenom
    from destinataires_de_diffusion x left join responsables r on r.compte_id = x.compte_id
    where x.diffusion_id = ${id} and x.ecrit_le is null
    order by x.famille_id, x.compte_id limit ${taille}`.execute(tx);
  return rows;
}

/** Écrits, avec leur lettre s'ils en ont une. */
export async function marquerEcrits(
  tx: Tx,
  id: number,
  ecrits: readonly { compteId: number; courrielId: number | null }[],
  le: Date,
): Promise<void> {
  await sql`
    update destinataires_de_diffusion x set ecrit_le = ${le}, courriel_id = t.courriel_id
    from unnest(${ecrits.map((e) => e.compteId)}::int[], ${ecrits.map((e) => e.courrielId)}::int[])
      as t (compte_id, courriel_id)
    where x.diffusion_id = ${id} and x.compte_id = t.compte_id`.execute(tx);
}

export async function listerFamillesEcrites(tx: Tx, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct famille_id as id from destinataires_de_diffusion
    where diffusion_id = ${id} order by 1`.execute(tx);
  return rows.map((r) => r.id);
}

export interface LigneDEnvoi extends Lettre {
  compteId: number;
  familleId: number;
  famille: string;
  nom: string;
  courriel: string | null;
  telephones: string;
  partieLe: Date | null;
}

export type VueDEnvoi = 'tous' | 'a_appeler' | 'en_echec';
const DANS_LA_VUE: Readonly<Record<VueDEnvoi, RawBuilder<boolean>>> = {
  tous: sql<boolean>`true`,
  a_appeler: sql<boolean>`x.courriel is null`,
  en_echec: sql<boolean>`m.envoye_le is null and m.dernier_echec is not null`,
};

/** Le relevé : à qui, et ce qu'il en est. */
export async function listerEnvois(
  db: Db,
  id: number,
  page: { vue: VueDEnvoi; limite: number; saut: number },
): Promise<LigneDEnvoi[]> {
  const { rows } = await sql<LigneDEnvoi>`
    select x.compte_id as "compteId", x.famille_id as "familleId", f.nom as famille, x.nom,
      x.courriel, x.telephones, x.courriel is not null as "aUneAdresse",
      x.ecrit_le is not null as ecrite, m.id is not null as gardee,
      m.envoye_le is not null as partie, m.dernier_echec as echec, m.envoye_le as "partieLe"
    from destinataires_de_diffusion x join familles f on f.id = x.famille_id
    left join courriels m on m.id = x.courriel_id
    where x.diffusion_id = ${id} and ${DANS_LA_VUE[page.vue]}
    order by f.nom, f.id, x.compte_id limit ${page.limite} offset ${page.saut}`.execute(db);
  return rows;
}

export async function compterEnvois(
  db: Db,
  id: number,
): Promise<Record<VueDEnvoi, number> & { partis: number }> {
  const { rows } = await sql<Record<VueDEnvoi, number> & { partis: number }>`
    select count(*)::int as tous,
      count(*) filter (where ${DANS_LA_VUE.a_appeler})::int as a_appeler,
      count(*) filter (where ${DANS_LA_VUE.en_echec})::int as en_echec,
      count(*) filter (where x.courriel is not null and x.ecrit_le is not null
        and (m.id is null or m.envoye_le is not null))::int as partis
    from destinataires_de_diffusion x left join courriels m on m.id = x.courriel_id
    where x.diffusion_id = ${id}`.execute(db);
  return rows[0] ?? { tous: 0, a_appeler: 0, en_echec: 0, partis: 0 };
}

export interface MessageRecu {
  id: number;
  objet: string;
  texte: string;
  recuLe: Date;
}

/** Ce qu'un adulte a reçu, le plus récent d'abord : même sans adresse électronique. */
export async function listerMessagesRecus(
  db: Db,
  compteId: number,
  limite: number,
): Promise<MessageRecu[]> {
  const { rows } = await sql<MessageRecu>`
    select d.id, d.objet, d.texte, x.ecrit_le as "recuLe"
    from destinataires_de_diffusion x join diffusions d on d.id = x.diffusion_id
    where x.compte_id = ${compteId} and x.ecrit_le is not null
    order by x.ecrit_le desc, d.id desc limit ${limite}`.execute(db);
  return rows;
}
