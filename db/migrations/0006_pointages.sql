-- Être venu et avoir réservé sont deux faits. Un pointage peut exister sans réservation.
create table pointages (
  id int generated always as identity primary key,
  enfant_id int not null references enfants,
  prestation_id int not null references prestations,
  jour date not null,
  etat text not null constraint l_etat_de_pointage_est_connu
    check (etat in ('present', 'absent', 'absent_excuse')),
  arrivee time,
  depart time,
  motif text,                             -- d'une excuse ou d'une correction
  pointe_le timestamptz not null,
  pointe_par int not null references comptes,
  constraint un_enfant_se_pointe_une_fois unique (enfant_id, prestation_id, jour),
  constraint un_absent_n_a_pas_d_heure check (etat = 'present' or (arrivee is null and depart is null)),
  constraint un_enfant_part_apres_son_arrivee check (arrivee <= depart)
);
create index pointages_du_jour on pointages (prestation_id, jour);

-- Ce qu'un pointage disait avant chaque correction ; ne s'efface pas.
create table pointages_corriges (
  id int generated always as identity primary key,
  pointage_id int not null references pointages,
  etat text not null,
  arrivee time,
  depart time,
  motif text,
  pointe_le timestamptz not null,
  pointe_par int not null references comptes,
  corrige_le timestamptz not null
);
create index pointages_corriges_du_pointage on pointages_corriges (pointage_id);
