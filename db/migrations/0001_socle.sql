-- Les extensions livrées avec PostgreSQL dont le schéma a besoin.
create extension if not exists citext;      -- identifiants et adresses : la casse ne compte pas
create extension if not exists btree_gist;  -- contraintes d'exclusion « un seul à la fois »

-- Une base, une collectivité. Le fuseau et la zone règlent tous les calculs de délais.
create table collectivites (
  id int generated always as identity primary key,
  nom text not null,
  nom_court text not null,
  courriel text not null,
  telephone text,
  adresse text,
  couleur text not null default '#1f6f5c'
    constraint la_couleur_est_hexadecimale check (couleur ~ '^#[0-9a-f]{6}$'),
  fuseau text not null default 'Europe/Paris',
  zone_scolaire text not null default 'B'
    constraint la_zone_scolaire_est_connue check (zone_scolaire in ('A', 'B', 'C')),
  territoire text not null default 'metropole',
  code_insee text not null,
  creee_le timestamptz not null
);
create unique index une_seule_collectivite_par_base on collectivites ((true));

create table communes (
  code_insee text primary key,
  nom text not null,
  code_postal text not null
);

-- ── Comptes ─────────────────────────────────────────────────────────────────────────────────
create table comptes (
  id int generated always as identity primary key,
  identifiant citext not null constraint un_identifiant_ne_sert_qu_une_fois unique,
  courriel citext constraint une_adresse_ne_sert_qu_a_un_compte unique,
  mot_de_passe_hache text,
  active_le timestamptz,
  ferme_le timestamptz,
  cree_le timestamptz not null
);

create table sessions (
  empreinte bytea primary key,           -- SHA-256 du jeton ; le jeton n'existe que dans le navigateur
  id int generated always as identity unique,
  compte_id int not null references comptes on delete cascade,
  appareil text not null,
  longue boolean not null,
  creee_le timestamptz not null,
  vue_le timestamptz not null,
  expire_le timestamptz not null,
  revoquee_le timestamptz
);
create index sessions_du_compte on sessions (compte_id);

create table liens_a_usage_unique (
  empreinte bytea primary key,
  compte_id int not null references comptes on delete cascade,
  usage text not null
    constraint l_usage_du_lien_est_connu
    check (usage in ('activation', 'mot_de_passe', 'courriel')),
  donnee text,
  cree_le timestamptz not null,
  expire_le timestamptz not null,
  utilise_le timestamptz
);
create index liens_du_compte on liens_a_usage_unique (compte_id, usage);

-- Compteurs d'échecs, par compte et par adresse (empreintes : pas d'adresse IP en clair).
create table compteurs_d_echecs (
  cle text primary key,
  echecs int not null,
  premier_le timestamptz not null,
  dernier_le timestamptz not null
);

create table defis_resolus (
  empreinte bytea primary key,
  expire_le timestamptz not null
);

-- Ce qu'une personne envoyait quand sa session a expiré : rendu après reconnexion, au même compte.
create table saisies_interrompues (
  empreinte bytea primary key,
  compte_id int not null references comptes on delete cascade,
  chemin text not null,
  corps text not null constraint la_saisie_reste_courte check (length(corps) <= 400000),
  expire_le timestamptz not null
);

-- ── Structures, agents ──────────────────────────────────────────────────────────────────────
create table structures (
  id int generated always as identity primary key,
  nom text not null,
  courriel text not null,
  telephone text,
  adresse text
);

create table agents (
  id int generated always as identity primary key,
  compte_id int not null unique references comptes,
  prenom text not null,
  nom text not null,
  role text not null
    constraint le_role_est_connu check (role in ('administrateur', 'guichet', 'directeur')),
  cree_le timestamptz not null
);
-- Aucune ligne : l'agent voit toutes les structures.
create table agents_structures (
  agent_id int not null references agents on delete cascade,
  structure_id int not null references structures,
  primary key (agent_id, structure_id)
);

-- ── Familles ────────────────────────────────────────────────────────────────────────────────
create table ecoles (
  id int generated always as identity primary key,
  nom text not null,
  code_insee text not null references communes
);

create table classes (
  id int generated always as identity primary key,
  ecole_id int not null references ecoles,
  nom text not null,
  niveau text not null
    constraint le_niveau_est_connu check (niveau in
      ('TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS')),
  unique (ecole_id, nom)
);

create table familles (
  id int generated always as identity primary key,
  nom text not null,
  -- Commune retenue par les services (justificatif de domicile) : elle ouvre des droits,
  -- une adresse changée en ligne ne la change pas.
  code_insee text references communes,
  creee_le timestamptz not null
);

create table responsables (
  id int generated always as identity primary key,
  compte_id int not null unique references comptes,
  civilite text not null default '' constraint la_civilite_est_connue check (civilite in ('', 'M.', 'Mme')),
  prenom text not null,
  nom text not null,
  adresse text not null default '',
  code_postal text not null default '',
  commune text not null default '',
  telephone text not null default '',
  portable text not null default '',
  facture_electronique boolean not null default false,
  modifie_le timestamptz,
  cree_le timestamptz not null
);

-- Un adulte peut appartenir à plusieurs familles, une famille a plusieurs adultes.
create table rattachements (
  famille_id int not null references familles on delete cascade,
  responsable_id int not null references responsables on delete cascade,
  qualite text not null
    constraint la_qualite_est_connue check (qualite in ('mere', 'pere', 'tuteur', 'autre')),
  depuis_le timestamptz not null,
  primary key (famille_id, responsable_id)
);
create index rattachements_du_responsable on rattachements (responsable_id);

create table enfants (
  id int generated always as identity primary key,
  famille_id int not null references familles,
  prenom text not null,
  nom text not null,
  ne_le date not null,
  cree_le timestamptz not null
);
create index enfants_de_la_famille on enfants (famille_id);

create table scolarites (
  enfant_id int not null references enfants on delete cascade,
  annee_scolaire text not null
    constraint l_annee_scolaire_s_ecrit_en_deux_ans check (annee_scolaire ~ '^\d{4}-\d{4}$'),
  classe_id int not null references classes,
  primary key (enfant_id, annee_scolaire)
);

-- ── Journal, courriels, messages ────────────────────────────────────────────────────────────
create table journal (
  id int generated always as identity primary key,
  le timestamptz not null,
  compte_id int references comptes,
  acteur text not null,                   -- « Nadia Benali », « Préau (automatique) »
  verbe text not null,
  phrase text not null,
  sujets text[] not null,                 -- {famille:12, enfant:40, demande:7}
  details jsonb not null default '{}'
);
create index journal_par_sujet on journal using gin (sujets);

create table courriels (
  id int generated always as identity primary key,
  destinataire text not null,
  sujet text not null,
  html text not null,
  texte text not null,
  sujets text[] not null default '{}',
  cree_le timestamptz not null,
  envoye_le timestamptz,
  dernier_echec text
);
create index courriels_a_envoyer on courriels (id) where envoye_le is null;

create table messages (
  id int generated always as identity primary key,
  famille_id int not null references familles,
  responsable_id int not null references responsables,
  structure_id int references structures,
  objet text not null,
  texte text not null,
  cle_unique uuid not null constraint un_message_ne_part_qu_une_fois unique,
  recu_le timestamptz not null,
  traite_le timestamptz
);
create index messages_a_traiter on messages (recu_le) where traite_le is null;
