import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

/** Où en est une grande fermeture. */
export interface Avancement {
  faites: number;
  total: number;
}

/** La confirmation est demandée : qui, et quand partiront les lettres. */
export async function enregistrerLancement(
  tx: Tx,
  id: number,
  { par, envoiLe, total }: { par: number; envoiLe: Date; total: number },
): Promise<void> {
  await sql`
    update declarations set etat = 'en_cours', confirmee_par = ${par}, envoi_le = ${envoiLe}
    where id = ${id}`.execute(tx);
  await sql`
    insert into avancements_de_declaration (declaration_id, total) values (${id}, ${total})
    on conflict (declaration_id) do update set faites = 0, total = excluded.total`.execute(tx);
}

export interface Lancement {
  acteur: { compteId: number; nom: string };
  envoiLe: Date;
}

/** Qui a demandé la fermeture, et ce qu'il a choisi. */
export async function chercherLancement(db: Db, id: number): Promise<Lancement | null> {
  const { rows } = await sql<Lancement>`
    select jsonb_build_object('compteId', c.id,
        'nom', coalesce(g.prenom || ' ' || g.nom, c.identifiant::text)) as acteur,
      d.envoi_le as "envoiLe"
    from declarations d join comptes c on c.id = d.confirmee_par
      left join agents g on g.compte_id = c.id
    where d.id = ${id} and d.etat = 'en_cours'`.execute(db);
  return rows[0] ?? null;
}

/** Hors de la transaction qui ferme : c'est ce que montre la page pendant ce temps. */
export async function avancer(db: Db, id: number, faites: number): Promise<void> {
  await sql`
    update avancements_de_declaration set faites = ${faites} where declaration_id = ${id}`.execute(
    db,
  );
}

export async function chercherAvancement(db: Db, id: number): Promise<Avancement> {
  const { rows } = await sql<Avancement>`
    select faites, total from avancements_de_declaration where declaration_id = ${id}`.execute(db);
  return rows[0] ?? { faites: 0, total: 0 };
}

/** Ce qu'un arrêt a coupé. */
export async function listerFermeturesEnCours(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from declarations where etat = 'en_cours' order by id`.execute(db);
  return rows.map((r) => r.id);
}

/** L'heure d'envoi avancée à maintenant : le prochain tour de la file écrit aux familles. */
export async function avancerEnvoi(tx: Tx, id: number, envoiLe: Date): Promise<void> {
  await sql`update declarations set envoi_le = ${envoiLe} where id = ${id}`.execute(tx);
}
