/**
 * Une commune de la taille voulue, pour le banc : une école pour 200 enfants, un centre de loisirs
 * pour 1 000, deux enfants par famille. Aucune réservation : c'est le banc qui réserve.
 */
import { hash } from '@node-rs/argon2';
import { sql } from 'kysely';
import { chargerVacances, engendrerOuvertures } from '../../src/activites/actions/ouvrir.ts';
import { type Db, type Tx, transaction } from '../../src/platform/db.ts';
import { instantLocal, jourLocal } from '../../src/platform/instants.ts';
import { ajouterJours, type Jour } from '../../src/platform/jours.ts';
import { type Annee, anneesDuJeu, ZONE } from './saint-aubin/annees.ts';

const FUSEAU = 'Europe/Paris';
const ENFANTS_PAR_ECOLE = 200;
const ENFANTS_PAR_CENTRE = 1000;
const PLACES_VACANCES = 60;
const MOT_DE_PASSE = 'Marronnier-2026';

export interface OptionsGrandeCommune {
  enfants: number;
  maintenant: Date;
  /** Même graine, mêmes enfants dans les mêmes classes. */
  graine: number;
}

export interface GrandeCommune {
  enfants: number;
  /** Comptes « famille.1 » à « famille.N », tous avec ce mot de passe. */
  familles: number;
  motDePasse: string;
  /** « agent.1 » décide de tout. */
  agent: string;
  ecoles: number;
  centres: number;
}

/** Construit la commune dans une base migrée et vide. */
export async function construireGrandeCommune(
  db: Db,
  { enfants, maintenant, graine }: OptionsGrandeCommune,
): Promise<GrandeCommune> {
  const ecoles = Math.ceil(enfants / ENFANTS_PAR_ECOLE);
  const centres = Math.ceil(enfants / ENFANTS_PAR_CENTRE);
  const familles = Math.ceil(enfants / 2);
  const annees = anneesDuJeu(jourLocal(maintenant, FUSEAU));
  const hache = await hash(MOT_DE_PASSE, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await transaction(db, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`select setseed(${(graine % 1000) / 1000})`.execute(tx);
    await insererCommune(tx, { ecoles, centres, maintenant });
    await insererFamilles(tx, { familles, maintenant, hache });
    await insererEnfants(tx, { enfants, ecoles, annees, maintenant });
    await chargerVacances(tx);
    await insererActivites(tx);
    await insererJauges(tx);
    await insererPeriodes(tx, annees, maintenant);
    await ouvrir(tx);
  });
  // Sans statistiques fraîches, les premières mesures du banc paieraient des plans de table vide.
  await sql`analyze`.execute(db);
  return { enfants, familles, motDePasse: MOT_DE_PASSE, agent: 'agent.1', ecoles, centres };
}

async function insererCommune(
  tx: Tx,
  { ecoles, centres, maintenant }: { ecoles: number; centres: number; maintenant: Date },
): Promise<void> {
  await sql`
    insert into collectivites (nom, nom_court, courriel, fuseau, zone_scolaire, code_insee,
      creee_le)
    values ('Ville de Grandville', 'Grandville', 'mairie@grandville.example', ${FUSEAU}, ${ZONE},
      '44999', ${maintenant})`.execute(tx);
  await sql`
    insert into communes (code_insee, nom, code_postal)
    values ('44999', 'Grandville', '44990'), ('44998', 'Voisine', '44980')`.execute(tx);
  await sql`
    insert into structures (nom, courriel)
    select case rang when 0 then 'Service enfance' else 'Centre de loisirs ' || rang end,
      'structure' || rang || '@grandville.example'
    from generate_series(0, ${centres}::int) rang`.execute(tx);
  await sql`
    insert into ecoles (nom, code_insee)
    select 'Groupe scolaire ' || rang, '44999' from generate_series(1, ${ecoles}::int) rang
  `.execute(tx);
  await sql`
    insert into classes (ecole_id, nom, niveau)
    select e.id, n.niveau, n.niveau
    from ecoles e cross join unnest('{PS,MS,GS,CP,CE1,CE2,CM1,CM2}'::text[]) as n (niveau)
  `.execute(tx);
}

async function insererFamilles(
  tx: Tx,
  faits: { familles: number; maintenant: Date; hache: string },
): Promise<void> {
  const { familles, maintenant, hache } = faits;
  await sql`
    with n as (select generate_series(1, ${familles}::int) as rang),
    c as (
      insert into comptes (identifiant, courriel, mot_de_passe_hache, active_le, cree_le)
      select 'famille.' || rang, 'famille.' || rang || '@familles.example', ${hache},
        ${maintenant}, ${maintenant}
      from n order by rang returning id, split_part(identifiant::text, '.', 2)::int as rang
    ), r as (
      insert into responsables (compte_id, civilite, prenom, nom, adresse, code_postal, commune,
        cree_le)
      select id, 'Mme', 'Parent', 'Famille ' || rang, rang || ' rue Longue', '44990', 'Grandville',
        ${maintenant}
      from c returning id, split_part(nom, ' ', 2)::int as rang
    ), f as (
      insert into familles (nom, code_insee, creee_le)
      select 'Famille ' || rang, '44999', ${maintenant}
      from n order by rang returning id, split_part(nom, ' ', 2)::int as rang
    )
    insert into rattachements (famille_id, responsable_id, qualite, depuis_le)
    select f.id, r.id, 'mere', ${maintenant} from f join r using (rang)`.execute(tx);
  await sql`
    with c as (
      insert into comptes (identifiant, courriel, mot_de_passe_hache, active_le, cree_le)
      values ('agent.1', 'agent.1@grandville.example', ${hache}, ${maintenant}, ${maintenant})
      returning id)
    insert into agents (compte_id, prenom, nom, role, cree_le)
    select id, 'Agent', 'Premier', 'administrateur', ${maintenant} from c`.execute(tx);
}

/** Le niveau est tiré au sort, l'âge en découle ; frères et sœurs vont à la même école. */
async function insererEnfants(
  tx: Tx,
  faits: { enfants: number; ecoles: number; annees: readonly Annee[]; maintenant: Date },
): Promise<void> {
  const { enfants, ecoles, annees, maintenant } = faits;
  const [annee] = annees;
  if (!annee) return;
  await sql`
    create temporary table tirage on commit drop as
    select rang, 1 + (rang - 1) / 2 as famille, floor(random() * 8)::int as niveau,
      floor(random() * 240)::int as quantieme
    from generate_series(1, ${enfants}::int) rang order by rang`.execute(tx);
  await sql`
    insert into enfants (famille_id, prenom, nom, ne_le, cree_le)
    select f.id, 'Enfant ' || t.rang, f.nom,
      make_date(${annee.rentree}::int - 3 - t.niveau, 1, 1) + t.quantieme, ${maintenant}
    from tirage t join familles f on f.nom = 'Famille ' || t.famille
    order by t.rang`.execute(tx);
  await sql`
    insert into scolarites (enfant_id, annee_scolaire, classe_id)
    select e.id, a.nom, c.id
    from tirage t join enfants e on e.prenom = 'Enfant ' || t.rang
      join ecoles s on s.nom = 'Groupe scolaire ' || 1 + t.famille % ${ecoles}::int
      join unnest(${annees.map((a) => a.nom)}::text[]) with ordinality as a (nom, rang) on true
      join classes c on c.ecole_id = s.id and c.niveau =
        ('{PS,MS,GS,CP,CE1,CE2,CM1,CM2}'::text[])[t.niveau + a.rang]`.execute(tx);
}

/** Cantine et garderie par école, mercredis et vacances par centre. */
async function insererActivites(tx: Tx): Promise<void> {
  await sql`
    insert into activites (structure_id, nom, genre, approbation, liste_attente, rythme,
      jours_semaine, age_min, age_max)
    select s.id, m.nom || ' – ' || e.nom, m.genre, m.approbation, 'automatique', 'scolaire',
      '{1,2,4,5}', 2, 12
    from ecoles e join structures s on s.nom = 'Service enfance'
      cross join (values ('Restaurant scolaire', 'cantine', 'automatique'),
        ('Garderie', 'garderie', 'automatique')) as m (nom, genre, approbation)
    union all
    select s.id, m.nom || ' – ' || s.nom, m.genre, 'automatique', 'automatique', m.rythme,
      m.jours::int[], 2, 12
    from structures s cross join (values ('Mercredis', 'mercredi', 'scolaire', '{3}'),
        ('Vacances', 'vacances', 'vacances', '{1,2,3,4,5}')) as m (nom, genre, rythme, jours)
    where s.nom <> 'Service enfance'`.execute(tx);
  await sql`
    insert into activites_ecoles (activite_id, ecole_id)
    select a.id, e.id from ecoles e
      join activites a on a.nom in ('Restaurant scolaire – ' || e.nom, 'Garderie – ' || e.nom)
  `.execute(tx);
  await sql`
    insert into prestations (activite_id, nom, heure_debut, heure_fin, ordre)
    select a.id, m.nom, m.debut::time, m.fin::time, m.ordre
    from activites a join (values ('cantine', 'Repas', '11:45', '13:30', 0),
        ('garderie', 'Matin', '07:30', '08:30', 0), ('garderie', 'Soir', '16:30', '18:30', 1),
        ('mercredi', 'Matin', '07:30', '12:00', 0), ('mercredi', 'Journée', '07:30', '18:30', 1),
        ('vacances', 'Journée', '07:30', '18:30', 0)) as m (genre, nom, debut, fin, ordre)
      on m.genre = a.genre`.execute(tx);
  await sql`
    insert into delais (activite_id, pour, du, regle)
    select a.id, pour, '2000-01-01', m.regle::jsonb
    from activites a cross join unnest('{reserver,annuler}'::text[]) as pour
      join (values
        ('cantine', '{"forme":"jour","jours":1,"heure":"09:00","decompte":"ouvres"}'),
        ('garderie', '{"forme":"jour","jours":1,"heure":"09:00","decompte":"ouvres"}'),
        ('mercredi', '{"forme":"heures","heures":48,"debutJournee":"07:30"}'),
        ('vacances', '{"forme":"jour","jours":7,"heure":"24:00","decompte":"calendaires"}')
      ) as m (genre, regle) on m.genre = a.genre`.execute(tx);
}

/** La garderie du soir, la salle des mercredis (matin et journée), le centre en vacances. */
async function insererJauges(tx: Tx): Promise<void> {
  await sql`
    with j as (
      insert into jauges (structure_id, nom)
      select structure_id, nom from activites where genre <> 'cantine' returning id, nom
    )
    insert into jauges_prestations (jauge_id, prestation_id)
    select j.id, p.id from j join activites a on a.nom = j.nom
      join prestations p on p.activite_id = a.id
    where a.genre <> 'garderie' or p.nom = 'Soir'`.execute(tx);
}

async function insererPeriodes(tx: Tx, annees: readonly Annee[], maintenant: Date): Promise<void> {
  const periodes = annees.flatMap((a) => [
    { rythme: 'scolaire', nom: `Année scolaire ${a.nom}`, du: a.du, au: a.au, fin: a.au },
    ...sejoursDe(a).map((s) => ({ rythme: 'vacances', ...s, fin: ajouterJours(s.du, -1) })),
  ]);
  // Les fenêtres sont déjà ouvertes : le banc réserve tout de suite, été compris.
  const ouvreLe = new Date(maintenant.getTime() - 3_600_000);
  const avenir = periodes
    .map((p) => ({ ...p, fermeLe: instantLocal(p.fin, '24:00', FUSEAU) }))
    .filter((p) => p.fermeLe > maintenant);
  const colonne = (lire: (p: (typeof avenir)[number]) => string) => avenir.map(lire);
  await sql`
    insert into periodes (activite_id, nom, du, au, ouvre_le, ferme_le)
    select a.id, p.nom, p.du, p.au, ${ouvreLe}, p.ferme_le
    from activites a join unnest(${colonne((p) => p.rythme)}::text[],
        ${colonne((p) => p.nom)}::text[], ${colonne((p) => p.du)}::date[],
        ${colonne((p) => p.au)}::date[], ${avenir.map((p) => p.fermeLe)}::timestamptz[])
      as p (rythme, nom, du, au, ferme_le) on p.rythme = a.rythme`.execute(tx);
}

/** L'été d'un seul tenant : le banc réserve trente jours d'affilée. */
function sejoursDe({ sejours, rentree }: Annee): { nom: string; du: Jour; au: Jour }[] {
  const ete = sejours.filter((s) => s.du >= `${rentree + 1}-07-01`);
  const autres = sejours.filter((s) => !ete.includes(s));
  const premier = ete[0];
  const dernier = ete.at(-1);
  return premier && dernier
    ? [...autres, { nom: 'Vacances d’été', du: premier.du, au: dernier.au }]
    : autres;
}

/** Une activité de chaque genre ouvre par les règles, ses semblables recopient ses jours. */
async function ouvrir(tx: Tx): Promise<void> {
  const { rows: modeles } = await sql<{ id: number }>`
    select p.id from periodes p
    where p.activite_id in (select min(id) from activites group by genre)
  `.execute(tx);
  for (const { id } of modeles) await engendrerOuvertures(tx, id);
  await sql`
    insert into ouvertures (prestation_id, jour, periode_id)
    select semblable.id, o.jour, p.id
    from ouvertures o join periodes pm on pm.id = o.periode_id
      join activites am on am.id = pm.activite_id
      join prestations modele on modele.id = o.prestation_id
      join activites a on a.genre = am.genre and a.id <> am.id
      join prestations semblable on semblable.activite_id = a.id and semblable.nom = modele.nom
      join periodes p on p.activite_id = a.id and p.nom = pm.nom
    on conflict do nothing`.execute(tx);
  await sql`
    insert into places (jauge_id, jour, places)
    select distinct jp.jauge_id, o.jour,
      case a.genre when 'garderie' then 80 when 'mercredi' then 200 else ${PLACES_VACANCES}::int end
    from jauges_prestations jp join prestations p on p.id = jp.prestation_id
      join activites a on a.id = p.activite_id join ouvertures o on o.prestation_id = p.id
  `.execute(tx);
}
