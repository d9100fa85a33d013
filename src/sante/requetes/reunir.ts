import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';

/** Ce qui n'est pas chiffré d'une fiche passe sous l'autre numéro (Fusions, règle 8). */
export async function deplacerLaFiche(tx: Tx, de: number, vers: number): Promise<void> {
  // Un refus l'emporte : on ne baigne pas un enfant dont un dossier dit non.
  await sql`
    insert into autorisations (enfant_id, genre, accordee, donnee_le, donnee_par)
    select ${vers}, genre, accordee, donnee_le, donnee_par from autorisations where enfant_id = ${de}
    on conflict (enfant_id, genre) do update set accordee = false,
      donnee_le = excluded.donnee_le, donnee_par = excluded.donnee_par
    where autorisations.accordee and not excluded.accordee`.execute(tx);
  await sql`delete from autorisations where enfant_id = ${de}`.execute(tx);
  await sql`update personnes_autorisees set enfant_id = ${vers} where enfant_id = ${de}`.execute(
    tx,
  );
  await sql`
    insert into regimes_des_enfants (enfant_id, regime_id, choisi_le, choisi_par)
    select ${vers}, regime_id, choisi_le, choisi_par from regimes_des_enfants where enfant_id = ${de}
    on conflict (enfant_id) do nothing`.execute(tx);
  await sql`delete from regimes_des_enfants where enfant_id = ${de}`.execute(tx);
  await sql`update lectures_sante set enfant_id = ${vers} where enfant_id = ${de}`.execute(tx);
}

/** Un PAI dans l'une est un PAI ; la fiche réunie n'a été relue par personne. */
export async function reunirLesFiches(tx: Tx, de: number, vers: number): Promise<void> {
  await sql`
    insert into fiches_sanitaires (enfant_id, pai)
    select ${vers}, pai from fiches_sanitaires where enfant_id = ${de}
    on conflict (enfant_id) do update set pai = fiches_sanitaires.pai or excluded.pai,
      confirmee_le = null, confirmee_par = null`.execute(tx);
}

export async function effacerLAncienne(tx: Tx, de: number): Promise<void> {
  await sql`delete from rubriques_sanitaires where enfant_id = ${de}`.execute(tx);
  await sql`delete from fiches_sanitaires where enfant_id = ${de}`.execute(tx);
}
