-- Écrire à un groupe de familles (docs/regles/messages.md, règles 9 à 15) : qui l'on vise, le texte,
-- et pour chaque adulte ce qu'il en est. Le message se lit aussi dans le compte de la famille.
create table diffusions (
  id int generated always as identity primary key,
  objet text not null,
  texte text not null,
  -- Ce que voyait l'agent qui l'a préparée ; nul : toutes les structures.
  vues int[],
  -- Qui l'on vise ; un tableau vide ne restreint rien.
  structures int[] not null default '{}',
  activites int[] not null default '{}',
  ecoles int[] not null default '{}',
  classes int[] not null default '{}',
  du date,
  au date,
  -- La même chose en mots, lisible dans dix ans.
  portee text not null,
  etat text not null default 'brouillon' constraint l_etat_d_une_diffusion_est_connu
    check (etat in ('brouillon', 'en_cours', 'envoyee', 'annulee')),
  cle_unique uuid not null constraint une_diffusion_ne_s_enregistre_qu_une_fois unique,
  creee_le timestamptz not null,
  creee_par int not null references comptes,
  lancee_le timestamptz,
  lancee_par int references comptes,
  -- Jusqu'à cet instant, personne n'a rien reçu : l'envoi s'arrête.
  part_le timestamptz,
  finie_le timestamptz,
  annulee_le timestamptz,
  constraint une_diffusion_ne_finit_pas_avant_de_commencer check (au is null or du <= au),
  constraint une_diffusion_lancee_sait_quand_elle_part
    check (etat not in ('en_cours', 'envoyee') or (lancee_par is not null and part_le is not null)),
  constraint une_diffusion_envoyee_a_sa_date check ((etat = 'envoyee') = (finie_le is not null))
);
create index diffusions_a_envoyer on diffusions (part_le) where etat = 'en_cours';

-- Un adulte une fois, quel que soit le nombre de ses enfants ou de ses familles.
create table destinataires_de_diffusion (
  diffusion_id int not null references diffusions on delete cascade,
  compte_id int not null references comptes,
  famille_id int not null references familles,
  nom text not null,
  -- Nul : personne à qui écrire, le service appelle.
  courriel text,
  telephones text not null default '',
  ecrit_le timestamptz,
  courriel_id int references courriels on delete set null,
  constraint un_adulte_ne_recoit_une_diffusion_qu_une_fois primary key (diffusion_id, compte_id)
);
create index destinataires_a_ecrire on destinataires_de_diffusion (diffusion_id, famille_id, compte_id)
  where ecrit_le is null;
create index destinataires_du_compte on destinataires_de_diffusion (compte_id, ecrit_le);

-- Une nouvelle brève, sur l'accueil public et sur celui des familles, d'un jour à un autre compris.
create table actualites (
  id int generated always as identity primary key,
  titre text not null,
  texte text not null,
  du date not null,
  au date not null,
  importante boolean not null default false,
  etat text not null default 'brouillon' constraint l_etat_d_une_actualite_est_connu
    check (etat in ('brouillon', 'publiee', 'retiree')),
  cle_unique uuid not null constraint une_actualite_ne_s_enregistre_qu_une_fois unique,
  creee_le timestamptz not null,
  creee_par int not null references comptes,
  changee_le timestamptz not null,
  constraint une_actualite_finit_apres_son_debut check (du <= au)
);
create index actualites_publiees on actualites (du, au) where etat = 'publiee';
