-- Ce que la loi fait dire à la collectivité (LCEN du 21 juin 2004, art. 1-1 ; loi 2005-102, art. 47)
-- et qu'elle seule connaît : rien n'est inventé, les pages disent ce qui manque encore.
alter table collectivites
  add column directeur_publication text,
  add column hebergeur_nom text,
  add column hebergeur_adresse text,
  add column hebergeur_telephone text,
  -- Nul : aucun audit ; la déclaration dit alors « non conforme », comme le référentiel l'exige.
  add column declaration_accessibilite_etat text
    constraint l_etat_d_accessibilite_est_connu check (declaration_accessibilite_etat in
      ('non_conforme', 'partiellement_conforme', 'totalement_conforme')),
  add column declaration_accessibilite_le date,
  add constraint une_declaration_d_accessibilite_a_sa_date check (
    (declaration_accessibilite_etat is null) = (declaration_accessibilite_le is null));

-- À qui va la réponse, si ce n'est pas à l'expéditeur du portail : le parent qui a écrit.
alter table courriels add column repondre_a text;
