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
