create table activites (
  id int generated always as identity primary key,
  structure_id int not null references structures,
  nom text not null,
  genre text not null
    constraint le_genre_d_activite_est_connu
    check (genre in ('cantine', 'garderie', 'mercredi', 'vacances')),
  -- 'automatique' : validée sur-le-champ s'il reste une place ; 'agent' : une personne décide.
  approbation text not null
    constraint le_mode_d_approbation_est_connu check (approbation in ('automatique', 'agent')),
  -- Ce que devient une place rendue : offerte d'elle-même au premier de la liste, ou par un agent.
  liste_attente text not null
    constraint le_mode_de_liste_d_attente_est_connu
    check (liste_attente in ('automatique', 'manuelle', 'aucune')),
  rythme text not null
    constraint le_rythme_est_connu check (rythme in ('scolaire', 'vacances', 'toute_l_annee')),
  jours_semaine int[] not null            -- 1 = lundi … 7 = dimanche
    constraint les_jours_de_la_semaine_vont_de_1_a_7 check (jours_semaine <@ '{1,2,3,4,5,6,7}'),
  -- Qui peut inscrire : null = pas de condition.
  age_min int,
  age_max int,
  ouverte_aux_familles boolean not null default true,
  ordre int not null default 0
);

-- Aucune ligne : toutes les écoles, toutes les communes.
create table activites_ecoles (
  activite_id int not null references activites on delete cascade,
  ecole_id int not null references ecoles,
  primary key (activite_id, ecole_id)
);
create table activites_communes (
  activite_id int not null references activites on delete cascade,
  code_insee text not null references communes,
  primary key (activite_id, code_insee)
);

-- Groupe d'âge : par cycle scolaire, par âge au jour dit, ou les deux.
create table groupes (
  id int generated always as identity primary key,
  activite_id int not null references activites on delete cascade,
  nom text not null,
  cycle text constraint le_cycle_est_connu check (cycle in ('maternelle', 'elementaire')),
  age_min int,
  age_max int,
  ordre int not null default 0
);

create table prestations (
  id int generated always as identity primary key,
  activite_id int not null references activites on delete cascade,
  nom text not null,                      -- ce qui se coche : « Repas », « Matin », « Après-midi »
  heure_debut time not null,              -- les délais « 48 heures » comptent depuis cette heure
  heure_fin time not null,
  ordre int not null default 0,
  unique (id, activite_id)
);
create index prestations_de_l_activite on prestations (activite_id);

create table periodes (
  id int generated always as identity primary key,
  activite_id int not null references activites on delete cascade,
  nom text not null,
  du date not null,
  au date not null,
  ouvre_le timestamptz not null,
  ferme_le timestamptz not null,
  constraint une_periode_finit_apres_son_debut check (du <= au),
  constraint une_fenetre_ferme_apres_son_ouverture check (ouvre_le < ferme_le),
  constraint deux_periodes_d_une_activite_ne_se_chevauchent_pas
    exclude using gist (activite_id with =, daterange(du, au, '[]') with &&)
);

-- De toute la collectivité, d'une structure, ou d'une activité.
create table fermetures (
  id int generated always as identity primary key,
  structure_id int references structures,
  activite_id int references activites,
  du date not null,
  au date not null,
  motif text not null,
  constraint une_fermeture_finit_apres_son_debut check (du <= au)
);

-- Vacances officielles de la zone et jours fériés, corrigeables par la collectivité.
create table vacances_scolaires (
  zone text not null,
  annee_scolaire text not null,
  nom text not null,
  du date not null,
  reprise date,                           -- jour de la reprise, exclu ; null : pas encore publié
  primary key (zone, annee_scolaire, nom),
  constraint les_vacances_finissent_apres_leur_debut check (du < reprise)
);

-- Pas de ligne : fermé. Engendrées de la période moins ce qui ferme.
create table ouvertures (
  prestation_id int not null references prestations on delete cascade,
  jour date not null,
  periode_id int not null references periodes on delete cascade,
  primary key (prestation_id, jour)
);
create index ouvertures_de_la_periode on ouvertures (periode_id, jour);

-- Une jauge compte des places à part de ce qui se coche : le matin et la journée partagent la
-- salle, deux activités partagent le réfectoire. Réserver un jour peut prendre dans plusieurs.
create table jauges (
  id int generated always as identity primary key,
  structure_id int not null references structures,
  nom text not null
);
create table jauges_prestations (
  jauge_id int not null references jauges on delete cascade,
  prestation_id int not null references prestations on delete cascade,
  groupe_id int references groupes on delete cascade,   -- null : tous les groupes
  unique nulls not distinct (jauge_id, prestation_id, groupe_id)
);
create index jauges_de_la_prestation on jauges_prestations (prestation_id);

-- Pas de ligne : pas de limite ce jour-là.
create table places (
  jauge_id int not null references jauges on delete cascade,
  jour date not null,
  places int not null constraint le_nombre_de_places_est_positif check (places >= 0),
  prises int not null default 0 constraint les_places_prises_ne_sont_pas_negatives check (prises >= 0),
  primary key (jauge_id, jour),
  constraint jamais_plus_de_places_prises_que_de_places check (prises <= places)
);

-- Règles datées : celle qui vaut est celle du jour réservé. Jamais retouchées, remplacées.
create table delais (
  id int generated always as identity primary key,
  activite_id int not null references activites on delete cascade,
  prestation_id int,
  pour text not null constraint un_delai_est_pour_reserver_ou_annuler check (pour in ('reserver', 'annuler')),
  du date not null,
  au date,                                -- exclu ; null : jusqu'à nouvel ordre
  regle jsonb not null,
  -- Ce que devient une demande arrivée trop tard.
  tardif text not null default 'refusee'
    constraint le_canal_tardif_est_connu
    check (tardif in ('refusee', 'majoree', 'agent', 'liste_attente')),
  foreign key (prestation_id, activite_id) references prestations (id, activite_id),
  constraint un_seul_delai_a_la_fois exclude using gist (
    activite_id with =, coalesce(prestation_id, 0) with =, pour with =, daterange(du, au) with &&)
);
