-- Installer un portail depuis le navigateur, puis régler sa collectivité, ses structures et ses écoles.

-- Le code que le serveur affiche au premier démarrage ; jamais gardé en clair, effacé une fois servi.
create table codes_d_installation (
  empreinte bytea primary key,
  cree_le timestamptz not null
);

-- Une structure fermée garde son histoire ; elle ne se propose plus.
alter table structures add column fermee_le timestamptz;

-- Une classe peut n'exister que certaines années ; null : depuis toujours, ou sans fin prévue.
alter table classes add column premiere_annee text
  constraint la_premiere_annee_s_ecrit_en_deux_ans check (premiere_annee ~ '^\d{4}-\d{4}$');
alter table classes add column derniere_annee text
  constraint la_derniere_annee_s_ecrit_en_deux_ans check (derniere_annee ~ '^\d{4}-\d{4}$');
alter table classes add constraint une_classe_finit_apres_son_debut
  check (premiere_annee <= derniere_annee);
alter table classes rename constraint classes_ecole_id_nom_key to une_classe_par_nom_dans_son_ecole;

-- Des dates corrigées par la collectivité : celles livrées avec Préau ne les écrasent plus.
alter table vacances_scolaires add column corrigees_le timestamptz;

-- Le passage en classe supérieure d'une école ; défait, il reste au journal et peut se refaire.
create table passages_de_classe (
  id int generated always as identity primary key,
  ecole_id int not null references ecoles,
  vers_annee text not null
    constraint l_annee_du_passage_s_ecrit_en_deux_ans check (vers_annee ~ '^\d{4}-\d{4}$'),
  fait_le timestamptz not null,
  fait_par int not null references comptes,
  defait_le timestamptz,
  defait_par int references comptes
);
create unique index un_seul_passage_par_ecole_et_par_annee
  on passages_de_classe (ecole_id, vers_annee) where defait_le is null;

-- Ce que le passage a écrit, pour n'être défait que si personne n'y a retouché depuis.
create table enfants_passes (
  passage_id int not null references passages_de_classe on delete cascade,
  enfant_id int not null references enfants on delete cascade,
  classe_id int not null references classes,
  primary key (passage_id, enfant_id)
);
create index enfants_passes_de_l_enfant on enfants_passes (enfant_id);
create index scolarites_de_la_classe on scolarites (classe_id, annee_scolaire);
