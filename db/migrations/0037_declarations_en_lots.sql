-- Au-delà de quelques milliers de réservations, la fermeture se fait en arrière-plan : la page montre
-- où elle en est, un arrêt la reprend.
alter table declarations drop constraint l_etat_de_declaration_est_connu,
  add constraint l_etat_de_declaration_est_connu
    check (etat in ('brouillon', 'en_cours', 'prete', 'envoyee', 'annulee')),
  add constraint une_declaration_en_cours_sait_qui_l_a_lancee
    check (etat <> 'en_cours' or (confirmee_par is not null and envoi_le is not null));

-- À part : la ligne de la déclaration est tenue tant que la fermeture s'écrit.
create table avancements_de_declaration (
  declaration_id int primary key references declarations on delete cascade,
  faites int not null default 0,
  total int not null
);
