-- Qui a lu la santé de qui, quand, pourquoi. Écrit avec la lecture : sans cette ligne, pas de texte.
create table lectures_sante (
  id int generated always as identity primary key,
  enfant_id int not null references enfants,
  agent_id int not null references agents,
  -- Son rôle ce jour-là : il a pu changer depuis.
  role text not null,
  raison text not null constraint la_raison_de_lecture_est_connue check (
    raison in ('pointage_du_jour', 'urgence', 'preparation', 'protocole', 'famille')),
  lue_le timestamptz not null
);
create index lectures_d_un_enfant on lectures_sante (enfant_id, lue_le desc);
create index lectures_par_anciennete on lectures_sante (lue_le);

-- Combien de mois après sa dernière venue la fiche d'un enfant s'efface, et combien se gardent les
-- lectures. Une seule ligne.
create table durees_de_sante (
  seule boolean primary key default true constraint une_seule_ligne_de_durees check (seule),
  fiches_mois int not null constraint une_fiche_se_garde_de_1_a_36_mois
    check (fiches_mois between 1 and 36),
  lectures_mois int not null constraint les_lectures_se_gardent_jusqu_a_60_mois
    check (lectures_mois <= 60),
  constraint les_lectures_se_gardent_plus_longtemps_que_les_fiches
    check (lectures_mois > fiches_mois)
);
insert into durees_de_sante (fiches_mois, lectures_mois) values (12, 36);
