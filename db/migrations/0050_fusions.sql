-- Deux dossiers pour une même famille : les trouver, en faire un seul, sans rien perdre
-- (docs/regles/fusions.md). Le nom d'un enfant, en mots sans accents, se compare sans tout relire.
alter table enfants
  add column mots_du_nom text not null
    generated always as (mots_de_recherche(prenom || ' ' || nom)) stored,
  -- Le même enfant, sous le numéro qui reste. Les factures émises gardent celui-ci : elles ne changent pas.
  add column fusionne_dans int references enfants,
  add constraint un_enfant_ne_se_fusionne_pas_avec_lui_meme check (fusionne_dans <> id);
create index enfants_par_naissance on enfants (ne_le, mots_du_nom);
create index enfants_fusionnes on enfants (fusionne_dans) where fusionne_dans is not null;

alter table responsables
  add column fusionne_dans int references responsables,
  add constraint un_adulte_ne_se_fusionne_pas_avec_lui_meme check (fusionne_dans <> id);
create index adultes_par_numero_de_portable on responsables (portable) where portable <> '';

-- Un payeur repris garde ses factures, ses règlements, ses écritures ; ce qui vient ensuite est à
-- celui qui le reprend.
alter table payeurs
  add column repris_par int references payeurs,
  add constraint un_payeur_ne_se_reprend_pas_lui_meme check (repris_par <> id);
drop index une_famille_n_a_qu_un_payeur_commun;
create unique index une_famille_n_a_qu_un_payeur_commun on payeurs (famille_id)
  where genre = 'famille' and repris_par is null;
drop index un_responsable_n_est_payeur_qu_une_fois;
create unique index un_responsable_n_est_payeur_qu_une_fois on payeurs (famille_id, responsable_id)
  where genre = 'responsable' and repris_par is null;
create index payeurs_de_la_famille on payeurs (famille_id);

-- « Ce ne sont pas les mêmes » : la paire ne se propose plus.
create table familles_distinctes (
  famille_id int not null references familles,
  autre_id int not null references familles,
  le timestamptz not null,
  par int not null references comptes,
  primary key (famille_id, autre_id),
  constraint une_paire_s_ecrit_dans_l_ordre check (famille_id < autre_id)
);
