-- Un fichier de familles : examiné d'abord, écrit ensuite, d'un bloc ou pas du tout.
create table imports (
  id int generated always as identity primary key,
  fichier text not null,
  recu_le timestamptz not null,
  recu_par int not null references comptes,
  -- L'année des classes du fichier : celle du jour où il a été examiné.
  annee_scolaire text not null
    constraint l_annee_d_un_import_s_ecrit_en_deux_ans check (annee_scolaire ~ '^\d{4}-\d{4}$'),
  etat text not null
    constraint l_etat_d_un_import_est_connu check (etat in ('a_corriger', 'pret', 'en_cours', 'ecrit')),
  -- Les comptes, les problèmes et les remarques, ligne à ligne.
  bilan jsonb not null,
  -- Ce qui s'écrira ; effacé dès que c'est écrit.
  dossiers jsonb,
  familles_ecrites int not null default 0,
  ecrit_le timestamptz,
  constraint un_import_ne_garde_ses_dossiers_que_pour_les_ecrire
    check ((etat in ('pret', 'en_cours')) = (dossiers is not null)),
  constraint un_import_ecrit_a_sa_date check ((etat = 'ecrit') = (ecrit_le is not null))
);
