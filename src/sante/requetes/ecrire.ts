import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Autorisation } from '../regles/autorisations.ts';
import type { PersonneAutorisee } from '../regles/personnes.ts';

interface Geste {
  enfantId: number;
  le: Date;
  par: number;
}

/** Le régime de l'enfant ; null : le repas ordinaire. Faux : ce régime ne se propose plus. */
export async function changerRegime(
  tx: Tx,
  { enfantId, le, par }: Geste,
  regimeId: number | null,
): Promise<boolean> {
  if (regimeId === null) {
    await sql`delete from regimes_des_enfants where enfant_id = ${enfantId}`.execute(tx);
    return true;
  }
  const { numAffectedRows } = await sql`
    insert into regimes_des_enfants (enfant_id, regime_id, choisi_le, choisi_par)
    select ${enfantId}, id, ${le}, ${par} from regimes_alimentaires
    where id = ${regimeId} and (retire_le is null or id = (
      select regime_id from regimes_des_enfants where enfant_id = ${enfantId}))
    on conflict (enfant_id) do update set regime_id = excluded.regime_id,
      choisi_le = excluded.choisi_le, choisi_par = excluded.choisi_par`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Écrit les réponses qui changent ; rend leur nombre. */
export async function enregistrerAutorisations(
  tx: Tx,
  { enfantId, le, par }: Geste,
  reponses: readonly { genre: Autorisation; accordee: boolean }[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into autorisations (enfant_id, genre, accordee, donnee_le, donnee_par)
    select ${enfantId}, t.genre, t.accordee, ${le}, ${par}
    from unnest(${reponses.map((r) => r.genre)}::text[],
      ${reponses.map((r) => r.accordee)}::boolean[]) as t(genre, accordee)
    on conflict (enfant_id, genre) do update set accordee = excluded.accordee,
      donnee_le = excluded.donnee_le, donnee_par = excluded.donnee_par
    where autorisations.accordee <> excluded.accordee`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function compterPersonnes(tx: Tx, enfantId: number): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*)::int as nombre from personnes_autorisees
    where enfant_id = ${enfantId} and retiree_le is null`.execute(tx);
  return rows[0]?.nombre ?? 0;
}

/** Faux : ce même formulaire l'a déjà ajoutée. */
export async function insererPersonne(
  tx: Tx,
  { enfantId, le, par }: Geste,
  p: PersonneAutorisee & { cleUnique: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into personnes_autorisees (enfant_id, nom, lien, telephone, vient_chercher, a_prevenir,
      cle_unique, ajoutee_le, ajoutee_par)
    values (${enfantId}, ${p.nom}, ${p.lien}, ${p.telephone}, ${p.vientChercher}, ${p.aPrevenir},
      ${p.cleUnique}, ${le}, ${par})
    on conflict on constraint une_personne_ne_s_ajoute_qu_une_fois do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Cette personne est, ou a été, de cet enfant. */
export async function aUnePersonne(tx: Tx, enfantId: number, personneId: number): Promise<boolean> {
  const { rows } = await sql`
    select from personnes_autorisees
    where id = ${personneId} and enfant_id = ${enfantId}`.execute(tx);
  return rows.length > 0;
}

/** Faux : déjà retirée. */
export async function retirerPersonne(
  tx: Tx,
  { enfantId, le, par }: Geste,
  personneId: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update personnes_autorisees set retiree_le = ${le}, retiree_par = ${par}
    where id = ${personneId} and enfant_id = ${enfantId} and retiree_le is null`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}
