import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';

/** Ce qu'un essai veut régler ; le reste a une valeur plausible. */
export interface OptionsCommune {
  places?: number | null;
  familles?: number;
  approbation?: 'automatique' | 'agent';
  listeAttente?: 'automatique' | 'offre' | 'manuelle' | 'aucune';
}

export interface PetiteCommune {
  activiteId: number;
  periodeId: number;
  /** « Matin » et « Journée » partagent une salle ; « Journée » prend aussi dans l'après-midi. */
  matin: number;
  journee: number;
  familles: { familleId: number; compteId: number; enfantId: number }[];
}

/**
 * Une commune juste assez grande pour réserver : des mercredis ouverts du 4 novembre 2026 au
 * 16 décembre 2026, un enfant et un parent par famille.
 */
export async function petiteCommune(db: Db, options: OptionsCommune = {}): Promise<PetiteCommune> {
  const {
    places = 2,
    familles = 3,
    approbation = 'automatique',
    listeAttente = 'automatique',
  } = options;
  const { rows } = await sql<{ activite: number; periode: number; matin: number; journee: number }>`
    with co as (insert into communes values ('45999', 'Saint-Aubin', '45130') returning code_insee),
    col as (insert into collectivites (nom, nom_court, courriel, code_insee, creee_le)
      select 'Commune de Saint-Aubin', 'Saint-Aubin', 'mairie@saint-aubin.test', code_insee, '2026-01-01' from co),
    s as (insert into structures (nom, courriel) values ('Centre de loisirs', 'centre@saint-aubin.test') returning id),
    a as (insert into activites (structure_id, nom, genre, approbation, liste_attente, rythme, jours_semaine)
      select id, 'MERCREDIS', 'mercredi', ${approbation}, ${listeAttente}, 'scolaire', '{3}' from s returning id, structure_id),
    p as (insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre)
      select a.id, v.nom, '08:00', '18:00', v.ordre from a, (values ('Matin', 1), ('Journée', 2)) v(nom, ordre) returning id, nom),
    pe as (insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
      select id, 'Automne', '2026-11-04', '2026-12-16', '2026-09-01T08:00Z', '2026-12-15T23:00Z' from a returning id),
    j as (insert into jauges (structure_id, nom)
      select a.structure_id, v.nom from a, (values ('Salle'), ('Après-midi')) v(nom) returning id, nom),
    l as (insert into jauges_prestations (jauge_id, prestation_id)
      select j.id, p.id from j, p where j.nom = 'Salle' or p.nom = 'Journée'),
    o as (insert into ouvertures (prestation_id, jour, periode_id)
      select p.id, g::date, pe.id from p, pe, generate_series('2026-11-04'::date, '2026-12-16'::date, '7 days') g),
    pl as (insert into places (jauge_id, jour, places)
      select j.id, g::date, ${places ?? 0} from j, generate_series('2026-11-04'::date, '2026-12-16'::date, '7 days') g
      where ${places !== null})
    select a.id as activite, pe.id as periode, (select id from p where nom = 'Matin') as matin,
      (select id from p where nom = 'Journée') as journee from a, pe`.execute(db);
  const ids = rows[0]!;
  return {
    activiteId: ids.activite,
    periodeId: ids.periode,
    matin: ids.matin,
    journee: ids.journee,
    familles: await ajouterFamilles(db, familles),
  };
}

async function ajouterFamilles(db: Db, nombre: number): Promise<PetiteCommune['familles']> {
  const { rows } = await sql<PetiteCommune['familles'][number]>`
    with c as (insert into comptes (identifiant, courriel, active_le, cree_le)
      select 'parent.' || n, 'parent.' || n || '@famille.test', '2026-01-01', '2026-01-01'
      from generate_series(1, ${nombre}::int) n returning id, identifiant),
    r as (insert into responsables (compte_id, prenom, nom, cree_le)
      select id, 'Parent', identifiant, '2026-01-01' from c returning id, compte_id, nom),
    f as (insert into familles (nom, code_insee, creee_le) select nom, '45999', '2026-01-01' from r returning id, nom),
    t as (insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
      select f.id, r.id, 'mere', '2026-01-01' from f join r using (nom)),
    e as (insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
      select id, 'Enfant', nom, '2018-05-10', '2026-01-01' from f returning id, famille_id)
    select e.famille_id as "familleId", r.compte_id as "compteId", e.id as "enfantId"
    from e join f on f.id = e.famille_id join r using (nom) order by e.id`.execute(db);
  return rows;
}
