-- Une tentative de payer : une opération chez PayFiP ou Lyra, pour une facture ou plusieurs.
create table paiements_en_ligne (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  payeur_id int not null references payeurs,
  compte_id int not null references comptes,
  fournisseur text not null constraint le_fournisseur_est_connu check (fournisseur in ('payfip', 'lyra')),
  numero_client text not null,
  reference text not null constraint une_reference_de_paiement_ne_sert_qu_une_fois unique,  -- refdet
  exercice int not null,
  objet text not null,
  montant_centimes int not null constraint un_paiement_va_de_un_euro check (montant_centimes >= 100),
  courriel citext not null,
  saisie text not null,
  operation text constraint une_operation_ne_sert_qu_a_un_paiement unique,                  -- idOp
  etat text not null constraint l_etat_de_paiement_est_connu check (etat in
    ('a_ouvrir', 'en_cours', 'paye', 'refuse', 'abandonne', 'expire', 'anomalie')),
  cree_le timestamptz not null,
  ouvert_le timestamptz,
  -- Quand le releveur redemandera au Trésor ; null : plus rien à demander.
  verifier_le timestamptz,
  verifications int not null default 0,
  echecs int not null default 0,
  conclu_le timestamptz,
  resultat jsonb,                         -- ce que le Trésor a répondu, tel quel
  anomalie text,
  cle_unique uuid not null constraint un_paiement_ne_se_lance_qu_une_fois unique
);
create index paiements_a_verifier on paiements_en_ligne (verifier_le) where verifier_le is not null;
create index paiements_du_payeur on paiements_en_ligne (payeur_id, cree_le);
alter table reglements add constraint le_paiement_en_ligne_existe
  foreign key (paiement_en_ligne_id) references paiements_en_ligne;

create table paiements_factures (
  paiement_id int not null references paiements_en_ligne,
  facture_id int not null references factures,
  montant_centimes int not null constraint une_part_de_paiement_est_positive check (montant_centimes > 0),
  primary key (paiement_id, facture_id)
);
create index paiements_de_la_facture on paiements_factures (facture_id);

-- Noté d'abord, traité ensuite : chaque retour, notification, réponse, telle que reçue.
create table evenements_de_paiement (
  id int generated always as identity primary key,
  paiement_id int references paiements_en_ligne,
  source text not null constraint la_source_d_evenement_est_connue
    check (source in ('ouverture', 'retour', 'notification', 'releve', 'rapprochement')),
  contenu jsonb not null,
  recu_le timestamptz not null,
  traite_le timestamptz
);
create index evenements_du_paiement on evenements_de_paiement (paiement_id);

-- Le relevé du Trésor, ligne à ligne, pour le rapprocher.
create table releves_du_tresor (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  jour date not null,
  reference text not null,
  montant_centimes int not null,
  mode text not null default '',
  importe_le timestamptz not null,
  importe_par int references comptes,
  constraint une_ligne_de_releve_ne_s_importe_qu_une_fois unique (regie_id, jour, reference, montant_centimes)
);
