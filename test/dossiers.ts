import { sql } from 'kysely';
import { empreinteDuJeton } from '../src/comptes/session.ts';
import type { Db } from '../src/platform/db.ts';

/** La famille qui vérifie que rien ne s'affiche brut. */
export const CANARI = `<script>alert(1)</script> O'Brien & "fils"`;

export const COOKIES = {
  /** Mère de la famille Benali (1). */
  nadia: 'preau_session=jeton-nadia',
  /** Autre parent de la famille Benali (1), et de la famille Weiß (3). */
  karim: 'preau_session=jeton-karim',
  /** Adulte de la famille canari (2). */
  canari: 'preau_session=jeton-canari',
  /** Un accès sans famille. */
  seule: 'preau_session=jeton-seule',
  /** Voit toutes les structures. */
  claire: 'preau_session=jeton-claire',
  /** Ne voit que la structure 1 : Léo Benali y a une demande, Zoé Lœvy en a une à la 2. */
  denis: 'preau_session=jeton-denis',
} as const;

const LE = '2026-09-01T08:00:00Z';

/**
 * Trois familles et deux agents : Benali (1 : Nadia, Karim, Léo, Inès), canari (2), Weiß (3 : Karim,
 * Zoé). Structures : Restaurant scolaire (1), Centre de loisirs (2).
 */
export async function chargerDossiers(db: Db): Promise<void> {
  await sql`
    insert into communes values
      ('45269', 'Saint-Aubin', '45130'), ('45028', 'Beaugency', '45190')`.execute(db);
  await sql`
    insert into collectivites (nom, nom_court, courriel, telephone, adresse, code_insee, creee_le)
    values ('Ville de Saint-Aubin', 'Saint-Aubin', 'mairie@saint-aubin.test', '02 38 00 00 00',
      '1 place de la Mairie', '45269', ${LE})`.execute(db);
  await sql`
    insert into structures (nom, courriel) values
      ('Restaurant scolaire', 'cantine@saint-aubin.test'),
      ('Centre de loisirs', 'loisirs@saint-aubin.test')`.execute(db);
  await chargerComptes(db);
  await chargerFamilles(db);
  await sql`
    insert into activites
      (structure_id, nom, genre, approbation, liste_attente, rythme, jours_semaine)
    values (1, 'Cantine', 'cantine', 'automatique', 'automatique', 'scolaire', '{1,2,4,5}'),
      (2, 'Mercredis', 'mercredi', 'agent', 'manuelle', 'scolaire', '{3}')`.execute(db);
  await sql`
    insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
    values (1, 'Année 2026-2027', '2026-09-01', '2027-07-02', ${LE}, '2027-07-01T00:00Z'),
      (2, 'Année 2026-2027', '2026-09-01', '2027-07-02', ${LE}, '2027-07-01T00:00Z')`.execute(db);
  await sql`
    insert into demandes
      (enfant_id, activite_id, periode_id, compte_id, origine, cle_unique, recue_le)
    values (1, 1, 1, 1, 'portail', gen_random_uuid(), ${LE}),
      (4, 2, 2, 2, 'portail', gen_random_uuid(), ${LE})`.execute(db);
}

async function chargerComptes(db: Db): Promise<void> {
  for (const nom of Object.keys(COOKIES)) {
    await sql`
      with c as (
        insert into comptes (identifiant, courriel, active_le, cree_le)
        values (${nom}, ${`${nom}@famille.test`}, ${LE}, ${LE}) returning id)
      insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le)
      select ${empreinteDuJeton(`jeton-${nom}`)}, id, 'Test', true,
        ${LE}, '2030-01-01', '2031-01-01'
      from c`.execute(db);
  }
  await sql`
    insert into responsables
      (compte_id, civilite, prenom, nom, adresse, code_postal, commune, cree_le)
    values (1, 'Mme', 'Nadia', 'Benali', '12 rue de l’École', '45130', 'Saint-Aubin', ${LE}),
      (2, 'M.', 'Karim', 'Weiß', '3 place du Puits', '45190', 'Beaugency', ${LE}),
      (3, '', ${CANARI}, ${CANARI}, ${CANARI}, '45130', ${CANARI}, ${LE}),
      (4, '', 'Solène', 'Seule', '', '', '', ${LE})`.execute(db);
  await sql`
    insert into agents (compte_id, prenom, nom, role, cree_le)
    values (5, 'Claire', 'Aubry', 'administrateur', ${LE}),
      (6, 'Denis', 'Roux', 'directeur', ${LE})`.execute(db);
  await sql`insert into agents_structures values (2, 1)`.execute(db);
}

async function chargerFamilles(db: Db): Promise<void> {
  await sql`
    insert into familles (nom, code_insee, creee_le)
    values ('Benali', '45269', ${LE}), (${CANARI}, '45269', ${LE}),
      ('Weiß-Lœvy', null, ${LE})`.execute(db);
  await sql`
    insert into rattachements values (1, 1, 'mere', ${LE}), (1, 2, 'pere', ${LE}),
      (2, 3, 'autre', ${LE}), (3, 2, 'pere', ${LE})`.execute(db);
  await sql`
    insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    values (1, 'Léo', 'Benali', '2019-03-03', ${LE}), (1, 'Inès', 'Benali', '2022-06-01', ${LE}),
      (2, ${CANARI}, ${CANARI}, '2018-01-01', ${LE}),
      (3, 'Zoé', 'Lœvy', '2020-02-29', ${LE})`.execute(db);
  await sql`insert into ecoles (nom, code_insee) values ('École Jules-Ferry', '45269')`.execute(db);
  await sql`
    insert into classes (ecole_id, nom, niveau) values
      (1, 'CP de M. Petit', 'CP'), (1, 'Bleue', 'CE1')`.execute(db);
  await sql`
    insert into scolarites values (1, '2026-2027', 1), (1, '2027-2028', 2)`.execute(db);
}
