import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

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
  /** Posée : le mot de passe n'ouvre pas tout seul. */
  doubleAuthentification: boolean;
  familles: number[];
}

const compte = sql`
  select c.id, c.identifiant::text as identifiant, c.courriel::text as courriel,
    c.mot_de_passe_hache as "motDePasseHache", c.active_le as "activeLe", c.ferme_le as "fermeLe",
    coalesce(r.prenom, a.prenom, '') as prenom, coalesce(r.nom, a.nom, '') as nom, a.id is not null as "estAgent",
    exists (select from doubles_authentifications d where d.compte_id = c.id) as "doubleAuthentification",
    array(select famille_id from rattachements where responsable_id = r.id order by 1) as familles
  from comptes c
  left join responsables r on r.compte_id = c.id
  left join agents a on a.compte_id = c.id and a.suspendu_le is null`;

/** Suspendu, un agent n'entre plus ; s'il est aussi parent, il entre chez les familles. */
const ouvert = sql`c.ferme_le is null and (r.id is not null or not exists (
  select from agents s where s.compte_id = c.id and s.suspendu_le is not null))`;

/** Par identifiant ou par adresse ; un identifiant a la priorité s'il ressemble à l'adresse d'un autre. */
export async function chercherCompteParAcces(db: Db, acces: string): Promise<Compte | null> {
  const { rows } = await sql<Compte>`
    ${compte} where ${ouvert} and (c.identifiant = ${acces}::citext or c.courriel = ${acces}::citext)
    order by (c.identifiant = ${acces}::citext) desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Un compte fermé, ou un agent suspendu, n'existe plus. */
export async function chercherCompte(db: Db, id: number): Promise<Compte | null> {
  const { rows } = await sql<Compte>`${compte} where c.id = ${id} and ${ouvert}`.execute(db);
  return rows[0] ?? null;
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

/** De qui viennent les courriels. */
export async function lireNomCollectivite(db: Db): Promise<string> {
  const { rows } = await sql<{ nom: string }>`select nom from collectivites`.execute(db);
  return rows[0]?.nom ?? 'Le portail famille';
}
