import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Logo } from '../regles/logo.ts';
import type { Collectivite } from '../regles/saisie-collectivite.ts';

/** Seul à la fonder ou à la changer : deux installations ensemble passent l'une après l'autre. */
export async function verrouillerCollectivite(tx: Tx): Promise<void> {
  await sql`lock table collectivites in exclusive mode`.execute(tx);
}

export async function aUneCollectivite(db: Db): Promise<boolean> {
  const { rows } = await sql`select from collectivites`.execute(db);
  return rows.length > 0;
}

/** La collectivité de cette base, avec le code postal de son siège. */
export async function trouverCollectivite(
  db: Db,
): Promise<Collectivite & { id: number; logo: string | null }> {
  const { rows } = await sql<Collectivite & { id: number; logo: string | null }>`
    select c.id, c.nom, c.nom_court as "nomCourt", c.courriel, c.telephone, c.adresse,
      c.code_insee as "codeInsee", coalesce(co.code_postal, '') as "codePostal",
      c.directeur_publication as "directeurPublication", c.hebergeur_nom as "hebergeurNom",
      c.hebergeur_adresse as "hebergeurAdresse", c.hebergeur_telephone as "hebergeurTelephone",
      c.couleur, c.fuseau, c.zone_scolaire as "zoneScolaire", c.territoire, c.logo
    from collectivites c left join communes co using (code_insee)`.execute(db);
  const [ligne] = rows;
  if (!ligne) throw new Error('La base ne contient pas de collectivité.');
  return ligne;
}

export async function insererCollectivite(tx: Tx, c: Collectivite, le: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into collectivites (nom, nom_court, courriel, telephone, adresse, code_insee,
      directeur_publication, hebergeur_nom, hebergeur_adresse, hebergeur_telephone, couleur, fuseau,
      zone_scolaire, territoire, creee_le)
    values (${c.nom}, ${c.nomCourt}, ${c.courriel}, ${c.telephone}, ${c.adresse}, ${c.codeInsee},
      ${c.directeurPublication}, ${c.hebergeurNom}, ${c.hebergeurAdresse}, ${c.hebergeurTelephone},
      ${c.couleur}, ${c.fuseau}, ${c.zoneScolaire}, ${c.territoire}, ${le})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function changerCollectivite(tx: Tx, c: Collectivite): Promise<void> {
  await sql`
    update collectivites set nom = ${c.nom}, nom_court = ${c.nomCourt}, courriel = ${c.courriel},
      telephone = ${c.telephone}, adresse = ${c.adresse}, code_insee = ${c.codeInsee},
      directeur_publication = ${c.directeurPublication}, hebergeur_nom = ${c.hebergeurNom},
      hebergeur_adresse = ${c.hebergeurAdresse}, hebergeur_telephone = ${c.hebergeurTelephone},
      couleur = ${c.couleur}, fuseau = ${c.fuseau}, zone_scolaire = ${c.zoneScolaire},
      territoire = ${c.territoire}`.execute(tx);
}

/** La commune du siège ; connue déjà, elle garde le nom qu'un agent lui a donné. */
export async function enregistrerCommuneDuSiege(tx: Tx, c: Collectivite): Promise<void> {
  await sql`
    insert into communes (code_insee, nom, code_postal)
    values (${c.codeInsee}, ${c.nomCourt}, ${c.codePostal})
    on conflict (code_insee) do update set code_postal = excluded.code_postal`.execute(tx);
}

/** Pose le logo, ou le retire ; l'ancien fichier, que plus rien ne montre, est effacé. */
export async function poserLogo(
  tx: Tx,
  logo: (Logo & { empreinte: string }) | null,
  le: Date,
): Promise<void> {
  if (logo) {
    await sql`
      insert into logos (empreinte, type, octets, recu_le)
      values (${logo.empreinte}, ${logo.type}, ${logo.octets}, ${le})
      on conflict do nothing`.execute(tx);
  }
  await sql`update collectivites set logo = ${logo?.empreinte ?? null}`.execute(tx);
  await sql`
    delete from logos where empreinte is distinct from ${logo?.empreinte ?? null}`.execute(tx);
}

export async function chercherLogo(db: Db): Promise<(Logo & { empreinte: string }) | null> {
  const { rows } = await sql<Logo & { empreinte: string }>`
    select l.empreinte, l.type, l.octets from logos l
    join collectivites c on c.logo = l.empreinte`.execute(db);
  return rows[0] ?? null;
}

/** Le dernier code affiché est le seul bon. */
export async function remplacerCode(tx: Tx, empreinte: Buffer, le: Date): Promise<void> {
  await sql`delete from codes_d_installation`.execute(tx);
  await sql`
    insert into codes_d_installation (empreinte, cree_le) values (${empreinte}, ${le})`.execute(tx);
}

/** Vrai si c'était le code ; il ne sert plus. */
export async function consommerCode(tx: Tx, empreinte: Buffer): Promise<boolean> {
  const { rows } = await sql`
    delete from codes_d_installation where empreinte = ${empreinte} returning 1`.execute(tx);
  return rows.length > 0;
}
