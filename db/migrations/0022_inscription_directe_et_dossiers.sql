-- Inscription directe par le centre : l'agent qui a rempli la demande pour la famille. `compte_id`
-- reste l'adulte à qui l'on écrit. Nul : la famille l'a faite elle-même.
alter table demandes add column saisie_par int references comptes,
  add constraint une_demande_saisie_par_un_agent_vient_du_centre
    check (saisie_par is null or origine = 'centre');
