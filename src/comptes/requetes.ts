import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import type { Echecs } from './regles/essais.ts';

export interface Compte {
  id: number;
  identifiant: string;
  courriel: string | null;
  motDePasseHache: string | null;
  activeLe: Date | null;
  fermeLe: Date | null;
  /** Nom du responsable ou de l'agent ; vide pour un compte sans personne. */
  prenom: string;
  nom: string;
  estAgent: boolean;
  familles: number[];
}

const compte = sql`
  select c.id, c.identifiant::text as identifiant, c.courriel::text as courriel,
    c.mot_de_passe_hache as "motDePasseHache", c.active_le as "activeLe", c.ferme_le as "fermeLe",
    coalesce(r.prenom, a.prenom, '') as prenom, coalesce(r.nom, a.nom, '') as nom, a.id is not null as "estAgent",
    array(select famille_id from rattachements where responsable_id = r.id order by 1) as familles
  from comptes c
  left join responsables r on r.compte_id = c.id
  left join agents a on a.compte_id = c.id`;

/** Par identifiant ou par adresse ; un identifiant a la priorité s'il ressemble à l'adresse d'un autre. */
export async function chercherCompteParAcces(db: Db, acces: string): Promise<Compte | null> {
  const { rows } = await sql<Compte>`
    ${compte} where c.ferme_le is null and (c.identifiant = ${acces}::citext or c.courriel = ${acces}::citext)
    order by (c.identifiant = ${acces}::citext) desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Un compte fermé n'existe plus. */
export async function chercherCompte(db: Db, id: number): Promise<Compte | null> {
  const { rows } = await sql<Compte>`${compte} where c.id = ${id} and c.ferme_le is null`.execute(
    db,
  );
  return rows[0] ?? null;
}

export interface SessionOuverte {
  id: number;
  appareil: string;
  creeeLe: Date;
  vueLe: Date;
}

export async function insererSession(
  tx: Db,
  s: {
    empreinte: Buffer;
    compteId: number;
    appareil: string;
    longue: boolean;
    le: Date;
    expireLe: Date;
  },
): Promise<void> {
  await sql`
    insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le)
    values (${s.empreinte}, ${s.compteId}, ${s.appareil}, ${s.longue}, ${s.le}, ${s.le}, ${s.expireLe})`.execute(
    tx,
  );
}

export async function listerSessions(
  db: Db,
  compteId: number,
  maintenant: Date,
): Promise<SessionOuverte[]> {
  const { rows } = await sql<SessionOuverte>`
    select id, appareil, creee_le as "creeeLe", vue_le as "vueLe" from sessions
    where compte_id = ${compteId} and revoquee_le is null and expire_le > ${maintenant}
    order by vue_le desc`.execute(db);
  return rows;
}

/** Révoque une session du compte, ou toutes sauf une. Rend le nombre de sessions fermées. */
export async function revoquerSessions(
  tx: Db,
  compteId: number,
  lesquelles: { seule: number } | { saufSession: number | null },
  le: Date,
): Promise<number> {
  const seule = 'seule' in lesquelles ? lesquelles.seule : null;
  const sauf = 'saufSession' in lesquelles ? lesquelles.saufSession : null;
  const { numAffectedRows } = await sql`
    update sessions set revoquee_le = ${le}
    where compte_id = ${compteId} and revoquee_le is null
      and (${seule}::int is null or id = ${seule}) and id is distinct from ${sauf}::int
      and expire_le > ${le}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function chercherEchecs(
  db: Db,
  cles: readonly string[],
  depuis: Date,
): Promise<Map<string, Echecs>> {
  const { rows } = await sql<{ cle: string; nombre: number; dernierLe: Date }>`
    select cle, echecs as nombre, dernier_le as "dernierLe" from compteurs_d_echecs
    where cle = any(${cles}::text[]) and dernier_le > ${depuis}`.execute(db);
  return new Map(rows.map((r) => [r.cle, r]));
}

/**
 * Verrouille le compteur, né à zéro s'il manque : de mille essais envoyés ensemble, chacun voit les
 * précédents.
 */
export async function verrouillerEchecs(tx: Tx, cle: string, maintenant: Date): Promise<Echecs> {
  const { rows } = await sql<Echecs>`
    insert into compteurs_d_echecs (cle, echecs, premier_le, dernier_le)
    values (${cle}, 0, ${maintenant}, ${maintenant})
    on conflict (cle) do update set echecs = compteurs_d_echecs.echecs
    returning echecs as nombre, dernier_le as "dernierLe"`.execute(tx);
  const [ligne] = rows;
  if (!ligne) throw new Error('compteur d’échecs introuvable');
  return ligne;
}

/** Compte un échec ; repart de un si le dernier est plus vieux que `depuis`. */
export async function compterEchec(
  db: Db,
  cles: readonly string[],
  le: Date,
  depuis: Date,
): Promise<void> {
  await sql`
    insert into compteurs_d_echecs (cle, echecs, premier_le, dernier_le)
    select cle, 1, ${le}, ${le} from unnest(${cles}::text[]) cle order by cle
    on conflict (cle) do update set
      echecs = case when compteurs_d_echecs.dernier_le > ${depuis} then compteurs_d_echecs.echecs + 1 else 1 end,
      dernier_le = excluded.dernier_le`.execute(db);
}

export async function oublierEchecs(db: Db, cle: string): Promise<void> {
  await sql`delete from compteurs_d_echecs where cle = ${cle}`.execute(db);
}

/** Faux si cette preuve a déjà servi. */
export async function consommerDefi(db: Db, empreinte: Buffer, expireLe: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into defis_resolus (empreinte, expire_le) values (${empreinte}, ${expireLe})
    on conflict do nothing returning 1`.execute(db);
  return rows.length > 0;
}

export type UsageDuLien = 'activation' | 'mot_de_passe' | 'courriel';

export interface Lien {
  compteId: number;
  usage: UsageDuLien;
  donnee: string | null;
  expireLe: Date;
  utiliseLe: Date | null;
}

/** Range un lien ; les précédents du même usage ne servent plus. */
export async function insererLien(
  tx: Tx,
  l: {
    empreinte: Buffer;
    compteId: number;
    usage: UsageDuLien;
    donnee: string | null;
    le: Date;
    expireLe: Date;
  },
): Promise<void> {
  await sql`
    update liens_a_usage_unique set utilise_le = ${l.le}
    where compte_id = ${l.compteId} and usage = ${l.usage} and utilise_le is null`.execute(tx);
  await sql`
    insert into liens_a_usage_unique (empreinte, compte_id, usage, donnee, cree_le, expire_le)
    values (${l.empreinte}, ${l.compteId}, ${l.usage}, ${l.donnee}, ${l.le}, ${l.expireLe})`.execute(
    tx,
  );
}

export async function chercherLien(
  db: Db,
  empreinte: Buffer,
  usage: UsageDuLien,
): Promise<Lien | null> {
  const { rows } = await sql<Lien>`
    select compte_id as "compteId", usage, donnee, expire_le as "expireLe", utilise_le as "utiliseLe"
    from liens_a_usage_unique where empreinte = ${empreinte} and usage = ${usage}`.execute(db);
  return rows[0] ?? null;
}

/** Consomme le lien ; null s'il a déjà servi ou expiré : deux clics au même instant n'en font qu'un. */
export async function consommerLien(
  tx: Tx,
  empreinte: Buffer,
  usage: UsageDuLien,
  le: Date,
): Promise<Lien | null> {
  const { rows } = await sql<Lien>`
    update liens_a_usage_unique set utilise_le = ${le}
    where empreinte = ${empreinte} and usage = ${usage} and utilise_le is null and expire_le > ${le}
    returning compte_id as "compteId", usage, donnee, expire_le as "expireLe", utilise_le as "utiliseLe"`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Éteint tous les liens du compte : un mot de passe changé clôt ce qui était en route. */
export async function eteindreLiens(tx: Tx, compteId: number, le: Date): Promise<void> {
  await sql`
    update liens_a_usage_unique set utilise_le = ${le}
    where compte_id = ${compteId} and utilise_le is null`.execute(tx);
}

/** Combien de liens de cet usage depuis cet instant : on ne remplit pas une boîte à distance. */
export async function compterLiens(
  db: Db,
  compteId: number,
  usage: UsageDuLien,
  depuis: Date,
): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*) as nombre from liens_a_usage_unique
    where compte_id = ${compteId} and usage = ${usage} and cree_le > ${depuis}`.execute(db);
  return rows[0]?.nombre ?? 0;
}

export async function changerMotDePasse(
  tx: Tx,
  compteId: number,
  hache: string,
  le: Date,
): Promise<void> {
  await sql`
    update comptes set mot_de_passe_hache = ${hache}, active_le = coalesce(active_le, ${le}::timestamptz)
    where id = ${compteId}`.execute(tx);
}

export async function changerCourriel(tx: Tx, compteId: number, courriel: string): Promise<void> {
  await sql`update comptes set courriel = ${courriel} where id = ${compteId}`.execute(tx);
}

/** Le compte d'une session éteinte d'elle-même ; coupée exprès, elle ne rend rien. */
export async function chercherCompteDeSessionExpiree(
  db: Db,
  empreinte: Buffer,
  maintenant: Date,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select c.id from sessions s join comptes c on c.id = s.compte_id
    where s.empreinte = ${empreinte} and s.revoquee_le is null and s.expire_le <= ${maintenant}
      and c.ferme_le is null`.execute(db);
  return rows[0]?.id ?? null;
}

export async function insererSaisie(
  db: Db,
  s: { empreinte: Buffer; compteId: number; chemin: string; corps: string; expireLe: Date },
): Promise<void> {
  await sql`
    insert into saisies_interrompues (empreinte, compte_id, chemin, corps, expire_le)
    values (${s.empreinte}, ${s.compteId}, ${s.chemin}, ${s.corps}, ${s.expireLe})`.execute(db);
}

/** Rendue au même compte seulement. */
export async function chercherSaisie(
  db: Db,
  empreinte: Buffer,
  compteId: number,
  maintenant: Date,
): Promise<{ chemin: string; corps: string } | null> {
  const { rows } = await sql<{ chemin: string; corps: string }>`
    select chemin, corps from saisies_interrompues
    where empreinte = ${empreinte} and compte_id = ${compteId} and expire_le > ${maintenant}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Repartie vers son adresse, elle a servi. */
export async function supprimerSaisie(
  db: Db,
  empreinte: Buffer,
  compteId: number,
  chemin: string,
): Promise<void> {
  await sql`
    delete from saisies_interrompues where empreinte = ${empreinte} and compte_id = ${compteId}
      and split_part(chemin, '?', 1) = ${chemin}`.execute(db);
}

/** Ce qui ne sert plus : sessions et liens d'un mois, compteurs d'un jour, défis et saisies éteints. */
export async function purger(
  tx: Tx,
  seuils: { maintenant: Date; ilYAUnJour: Date; ilYAUnMois: Date },
): Promise<void> {
  const { maintenant, ilYAUnJour, ilYAUnMois } = seuils;
  await sql`delete from sessions where coalesce(revoquee_le, expire_le) < ${ilYAUnMois}`.execute(
    tx,
  );
  await sql`delete from liens_a_usage_unique where expire_le < ${ilYAUnMois}`.execute(tx);
  await sql`delete from defis_resolus where expire_le < ${maintenant}`.execute(tx);
  await sql`delete from compteurs_d_echecs where dernier_le < ${ilYAUnJour}`.execute(tx);
  await sql`delete from saisies_interrompues where expire_le < ${maintenant}`.execute(tx);
}
