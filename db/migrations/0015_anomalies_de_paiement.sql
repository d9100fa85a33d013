-- Une anomalie attend le régisseur : encaisser ce que le Trésor annonce, ou écarter, avec un motif.
alter table paiements_en_ligne
  add column decision text constraint la_decision_d_anomalie_est_connue
    check (decision in ('encaisse', 'ecarte')),
  add column motif text,
  add column decide_le timestamptz,
  add column decide_par int references comptes,
  add constraint une_decision_dit_qui_et_pourquoi check ((decision is null) = (motif is null)
    and (decision is null) = (decide_le is null) and (decision is null) = (decide_par is null));
create index paiements_de_la_regie on paiements_en_ligne (regie_id, cree_le);
create index paiements_en_anomalie on paiements_en_ligne (regie_id) where etat = 'anomalie';
