-- La fiche de chaque enfant. La santé (RGPD, art. 9) est chiffrée par le site : une copie de la base
-- n'en dit rien, sauf qu'un PAI existe, que la liste du jour doit montrer sans ouvrir la fiche.
create table fiches_sanitaires (
  enfant_id int primary key references enfants,
  pai boolean not null default false,
  confirmee_le timestamptz,
  confirmee_par int references comptes,
  constraint une_fiche_confirmee_dit_par_qui check ((confirmee_le is null) = (confirmee_par is null))
);

-- Une ligne par rubrique : deux parents qui en remplissent deux ne s'effacent rien.
create table rubriques_sanitaires (
  enfant_id int not null references fiches_sanitaires,
  rubrique text not null constraint la_rubrique_sanitaire_est_connue check (
    rubrique in ('allergies', 'pai', 'traitement', 'precautions', 'vaccins', 'medecin')),
  cle int not null,
  contenu_chiffre bytea not null,
  modifiee_le timestamptz not null,
  modifiee_par int not null references comptes,
  primary key (enfant_id, rubrique)
);

create table autorisations (
  enfant_id int not null references enfants,
  genre text not null constraint le_genre_d_autorisation_est_connu check (
    genre in ('hospitalisation', 'baignade', 'photo', 'depart_seul')),
  accordee boolean not null,
  donnee_le timestamptz not null,
  donnee_par int not null references comptes,
  primary key (enfant_id, genre)
);

create table personnes_autorisees (
  id int generated always as identity primary key,
  enfant_id int not null references enfants,
  nom text not null constraint une_personne_autorisee_a_un_nom check (nom <> ''),
  lien text not null,
  telephone text not null,
  vient_chercher boolean not null,
  a_prevenir boolean not null,
  cle_unique uuid not null constraint une_personne_ne_s_ajoute_qu_une_fois unique,
  ajoutee_le timestamptz not null,
  ajoutee_par int not null references comptes,
  -- Qui pouvait venir tel jour se demande encore après coup : on retire, on n'efface pas.
  retiree_le timestamptz,
  retiree_par int references comptes,
  constraint une_personne_vient_chercher_ou_se_previent check (vient_chercher or a_prevenir),
  constraint une_personne_retiree_dit_par_qui check ((retiree_le is null) = (retiree_par is null))
);
create index personnes_d_un_enfant on personnes_autorisees (enfant_id) where retiree_le is null;

-- Ce qui est dans l'assiette ; jamais pourquoi.
create table regimes_alimentaires (
  id int generated always as identity primary key,
  nom text not null constraint un_regime_a_un_nom check (nom <> ''),
  ordre int not null default 0,
  retire_le timestamptz
);
create unique index un_regime_n_existe_qu_une_fois on regimes_alimentaires (mots_de_recherche(nom))
  where retire_le is null;
insert into regimes_alimentaires (nom, ordre) values
  ('Sans porc', 1), ('Sans viande', 2), ('Végétarien (sans viande ni poisson)', 3);

-- Pas de ligne : le repas ordinaire.
create table regimes_des_enfants (
  enfant_id int primary key references enfants,
  regime_id int not null references regimes_alimentaires,
  choisi_le timestamptz not null,
  choisi_par int not null references comptes
);
create index enfants_d_un_regime on regimes_des_enfants (regime_id);
