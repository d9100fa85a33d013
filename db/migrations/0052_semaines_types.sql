-- La semaine type d'une famille, et l'opération qui la pose : tous ses enfants, toute l'année, d'un seul
-- geste (docs/regles/semaine-type.md).

-- Ce qu'une personne confirme d'un coup. Le contenu, figé, est celui du reçu signé.
create table operations (
  id int generated always as identity primary key,
  compte_id int not null references comptes,
  cle_unique uuid not null,
  -- De ce qui est demandé : la même clé pour autre chose n'est pas un renvoi.
  empreinte text not null,
  faite_le timestamptz not null,
  contenu text not null,
  signature text not null,
  -- Ce qu'elle a repris de réservé à la main : défaite, elle le rend.
  reprises int[] not null,
  accusee_le timestamptz,
  defaite_le timestamptz,
  defaite_par int references comptes,
  defaite_accusee_le timestamptz,
  constraint une_operation_ne_se_fait_qu_une_fois unique (cle_unique),
  constraint une_operation_defaite_dit_par_qui check ((defaite_le is null) = (defaite_par is null))
);

-- Les familles qu'elle touche : chacun de leurs adultes la lit.
create table operations_familles (
  operation_id int not null references operations on delete cascade,
  famille_id int not null references familles,
  primary key (operation_id, famille_id)
);
create index operations_de_la_famille on operations_familles (famille_id, operation_id);

alter table demandes add column operation_id int references operations;
create index demandes_de_l_operation on demandes (operation_id) where operation_id is not null;

-- Ce que l'opération a retiré, et ce que c'était : de quoi le remettre.
create table retraits_d_operation (
  operation_id int not null references operations,
  reservation_id int not null references reservations on delete cascade,
  etat_avant text not null
    constraint un_retrait_part_d_un_etat_vivant check (etat_avant in ('demandee', 'en_liste_attente', 'validee')),
  primary key (operation_id, reservation_id)
);
create index retraits_de_la_reservation on retraits_d_operation (reservation_id);

-- La semaine l'a posée, ou reprise : elle seule la retire quand on la change. Un jour réservé à la main
-- est une exception, qu'elle ne touche pas.
alter table reservations add column par_semaine boolean not null default false;

-- Une ligne par version : celle qui vaut est la dernière dont l'opération n'est pas défaite.
create table semaines_types (
  id int generated always as identity primary key,
  famille_id int not null references familles,
  annee_scolaire text not null
    constraint l_annee_d_une_semaine_s_ecrit_en_deux_ans check (annee_scolaire ~ '^\d{4}-\d{4}$'),
  du date not null,
  au date not null,
  cycle text not null
    constraint le_cycle_d_une_semaine_est_connu check (cycle in ('chaque_semaine', 'paires_impaires')),
  operation_id int not null references operations,
  constraint une_semaine_finit_apres_son_debut check (du <= au),
  constraint une_semaine_par_famille_et_par_operation unique (operation_id, famille_id)
);
create index semaines_de_la_famille on semaines_types (famille_id, annee_scolaire, id desc);

create table cases_de_semaine (
  semaine_id int not null references semaines_types on delete cascade,
  enfant_id int not null references enfants,
  prestation_id int not null references prestations,
  jour_semaine int not null constraint un_jour_de_semaine_va_de_1_a_7 check (jour_semaine between 1 and 7),
  -- Chaque semaine, les semaines paires ou les impaires (numéro ISO).
  semaines text not null
    constraint les_semaines_d_une_case_sont_connues check (semaines in ('toutes', 'paires', 'impaires')),
  primary key (semaine_id, enfant_id, prestation_id, jour_semaine, semaines)
);
create index cases_de_l_enfant on cases_de_semaine (enfant_id);
