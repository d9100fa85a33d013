-- Inscription directe par le centre : l'agent qui a rempli la demande pour la famille. `compte_id`
-- reste l'adulte à qui l'on écrit. Nul : la famille l'a faite elle-même.
alter table demandes add column saisie_par int references comptes,
  add constraint une_demande_saisie_par_un_agent_vient_du_centre
    check (saisie_par is null or origine = 'centre');

-- Archivée : hors des recherches, accès fermés, gardée le temps légal. Fusionnée : il n'en reste que
-- le numéro, qui mène à l'autre.
alter table familles add column archivee_le timestamptz,
  add column fusionnee_dans int references familles,
  add constraint une_famille_fusionnee_est_archivee
    check (fusionnee_dans is null or archivee_le is not null),
  add constraint une_famille_ne_se_fusionne_pas_avec_elle_meme check (fusionnee_dans <> id);
create index familles_fusionnees on familles (fusionnee_dans) where fusionnee_dans is not null;

-- Chercher par téléphone (les chiffres seuls), par adresse, par identifiant : le début suffit.
create index responsables_par_telephone on responsables
  (regexp_replace(telephone, '\D', '', 'g') text_pattern_ops);
create index responsables_par_portable on responsables
  (regexp_replace(portable, '\D', '', 'g') text_pattern_ops);
create index comptes_par_courriel on comptes (lower(courriel::text) text_pattern_ops);
create index comptes_par_identifiant on comptes (lower(identifiant::text) text_pattern_ops);
