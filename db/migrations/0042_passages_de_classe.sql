-- Le passage en classe supérieure d'une école. Une école peut en faire plusieurs pour la même année :
-- celui de juin, puis celui des arrivés de l'été. Défait, il reste lisible, et peut se refaire.
create table passages_de_classe (
  id int generated always as identity primary key,
  ecole_id int not null references ecoles,
  vers_annee text not null
    constraint l_annee_du_passage_s_ecrit_en_deux_ans check (vers_annee ~ '^\d{4}-\d{4}$'),
  fait_le timestamptz not null,
  fait_par int not null references comptes,
  defait_le timestamptz,
  defait_par int references comptes,
  constraint un_passage_defait_dit_par_qui check ((defait_le is null) = (defait_par is null))
);
create index passages_de_l_ecole on passages_de_classe (ecole_id, vers_annee);

-- Ce que le passage a écrit : il ne se défait que pour les enfants auxquels personne n'a retouché depuis.
create table enfants_passes (
  passage_id int not null references passages_de_classe on delete cascade,
  enfant_id int not null references enfants on delete cascade,
  classe_id int not null references classes,
  -- Au moment de défaire : pourquoi cet enfant a gardé sa classe.
  garde_car text
    constraint la_raison_de_garder_la_classe_est_connue
      check (garde_car in ('classe_changee', 'reservations', 'annee_d_apres')),
  primary key (passage_id, enfant_id)
);
create index enfants_passes_de_l_enfant on enfants_passes (enfant_id);

-- Les enfants d'une classe, une année : le passage, les listes, les pages des écoles.
create index scolarites_de_la_classe on scolarites (classe_id, annee_scolaire);
