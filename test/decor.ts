import { sql } from 'kysely';
import { COOKIE_SESSION, empreinteDuJeton } from '../src/comptes/session.ts';
import type { Db } from '../src/platform/db.ts';

/** Un petit décor, assez pour les pages des familles : ids fixes, faciles à citer. */
export const DECOR = {
  leo: 1,
  ines: 2,
  tom: 3,
  garderie: 1,
  matin: 1,
  soir: 2,
  cantine: 2,
  repas: 3,
  annee: 1,
  anneeCantine: 2,
  plusTard: 3,
} as const;

/** Les Martin (Claire ; Léo et Inès) et les Petit (Paul ; Tom), une garderie et une cantine. */
export async function poserDecor(db: Db): Promise<void> {
  await sql`
    with t as (select timestamptz '2026-08-01 08:00Z' as t)
    insert into collectivites (nom, nom_court, courriel, code_insee, zone_scolaire, creee_le)
    select 'Saint-Aubin', 'Saint-Aubin', 'mairie@saint-aubin.test', '45001', 'B', t from t`.execute(
    db,
  );
  const ordres = [
    `insert into communes values ('45001', 'Saint-Aubin', '45130')`,
    `insert into structures (nom, courriel) values ('Pôle enfance', 'enfance@saint-aubin.test')`,
    `insert into ecoles (nom, code_insee) values ('École Jules-Ferry', '45001'), ('École du Bourg', '45001')`,
    `insert into classes (ecole_id, nom, niveau) values (1, 'CE1', 'CE1'), (1, 'MS', 'MS')`,
    `insert into comptes (identifiant, courriel, cree_le) values
       ('claire', 'claire@exemple.test', '2026-08-01'), ('paul', 'paul@exemple.test', '2026-08-01')`,
    `insert into responsables (compte_id, prenom, nom, cree_le) values
       (1, 'Claire', 'MARTIN', '2026-08-01'), (2, 'Paul', 'PETIT', '2026-08-01')`,
    `insert into familles (nom, code_insee, creee_le) values
       ('MARTIN', '45001', '2026-08-01'), ('PETIT', '45001', '2026-08-01')`,
    `insert into rattachements values (1, 1, 'mere', '2026-08-01'), (2, 2, 'pere', '2026-08-01')`,
    `insert into enfants (famille_id, prenom, nom, ne_le, cree_le) values
       (1, 'Léo', 'MARTIN', '2018-05-02', '2026-08-01'), (1, 'Inès', 'MARTIN', '2022-03-10', '2026-08-01'),
       (2, 'Tom', '<script>alert(1)</script> O''Brien', '2018-01-20', '2026-08-01')`,
    `insert into scolarites values (1, '2026-2027', 1), (2, '2026-2027', 2), (3, '2026-2027', 1)`,
    `insert into activites (structure_id, nom, genre, approbation, liste_attente, rythme, jours_semaine,
       age_min, age_max, ordre) values
       (1, 'Périsco - GARDERIE JULES-FERRY', 'garderie', 'automatique', 'automatique', 'scolaire', '{1,2,4,5}', null, null, 1),
       (1, 'CANTINE JULES-FERRY', 'cantine', 'agent', 'manuelle', 'scolaire', '{1,2,4,5}', 6, null, 2),
       (1, 'CENTRE DE LOISIRS', 'vacances', 'automatique', 'aucune', 'vacances', '{1,2,3,4,5}', null, null, 3)`,
    `insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre) values
       (1, 'Matin', '07:30', '08:30', 1), (1, 'Soir', '16:30', '18:30', 2),
       (2, 'Repas', '12:00', '13:30', 1), (3, 'Journée', '08:00', '18:00', 1)`,
    `insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le) values
       (1, 'Année 2026-2027', '2026-09-01', '2027-07-05', '2026-06-01 06:00Z', '2027-06-30 22:00Z'),
       (2, 'Année 2026-2027', '2026-09-01', '2027-07-05', '2026-06-01 06:00Z', '2027-06-30 22:00Z'),
       (3, 'Vacances d’hiver', '2027-02-13', '2027-02-28', '2027-01-11 08:00Z', '2027-02-05 17:00Z')`,
    `insert into delais (activite_id, pour, du, regle) select a, p, '2026-01-01',
       '{"forme":"jour","jours":1,"heure":"09:00","decompte":"ouvres"}'::jsonb
       from unnest('{1,2}'::int[]) a, unnest('{reserver,annuler}'::text[]) p`,
    `insert into fermetures (activite_id, du, au, motif) values (1, '2026-12-03', '2026-12-03', 'grève du personnel')`,
    `insert into ouvertures (prestation_id, jour, periode_id)
       select p.id, j::date, p.activite_id from prestations p,
         generate_series('2026-09-01'::date, '2027-07-02'::date, '1 day') j
       where p.activite_id in (1, 2) and extract(isodow from j) in (1, 2, 4, 5)
         and not (p.activite_id = 1 and j = '2026-12-03')
         and not j between '2026-12-19' and '2027-01-03' and not j between '2026-10-17' and '2026-11-01'`,
    `insert into jauges (structure_id, nom) values (1, 'Salle de garderie')`,
    `insert into jauges_prestations (jauge_id, prestation_id) values (1, 1)`,
    `insert into places (jauge_id, jour, places) values (1, '2026-11-24', 1), (1, '2026-11-26', 0)`,
  ];
  for (const ordre of ordres) await sql.raw(ordre).execute(db);
}

/** Ouvre une session pour ce compte ; rend le cookie à présenter. */
export async function connecter(db: Db, compteId: number, maintenant: Date): Promise<string> {
  const jeton = `jeton-de-test-${compteId}-${Math.random()}`;
  await sql`
    insert into sessions (empreinte, compte_id, appareil, longue, creee_le, vue_le, expire_le)
    values (${empreinteDuJeton(jeton)}, ${compteId}, 'essai', true, ${maintenant}, ${maintenant},
      ${new Date(maintenant.getTime() + 400 * 86_400_000)})`.execute(db);
  return `${COOKIE_SESSION}=${jeton}`;
}
