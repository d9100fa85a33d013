-- Le régisseur tient la régie ; l'animateur pointe.
alter table agents drop constraint le_role_est_connu;
alter table agents add constraint le_role_est_connu
  check (role in ('administrateur', 'guichet', 'directeur', 'animateur', 'regisseur'));

create table regies (
  id int generated always as identity primary key,
  nom text not null,                      -- « Régie périscolaire »
  code text not null constraint le_code_de_regie_a_deux_chiffres check (code ~ '^\d{2}$')
    constraint un_code_de_regie_ne_sert_qu_une_fois unique,
  siret text not null constraint le_siret_de_regie_a_quatorze_chiffres check (siret ~ '^\d{14}$'),
  regisseur text not null,
  adresse text not null,
  courriel citext not null,
  telephone text,
  comptable text not null,                -- « SGC de Vierzon »
  plafond_encaisse_centimes int not null,
  delai_de_paiement_jours int not null default 30,
  -- PayFiP : numéro de client (six chiffres) et mode (T essai, X activation, W production).
  payfip_numero_client text constraint le_numero_payfip_a_six_chiffres check (payfip_numero_client ~ '^\d{6}$'),
  payfip_saisie text not null default 'T'
    constraint la_saisie_payfip_est_connue check (payfip_saisie in ('T', 'X', 'W')),
  fournisseur_de_paiement text not null default 'payfip'
    constraint le_fournisseur_de_paiement_est_connu check (fournisseur_de_paiement in ('payfip', 'lyra', 'aucun')),
  -- Prélèvement SEPA : identifiant créancier et compte de dépôt de fonds.
  ics text,
  iban text,
  bic text
);
alter table activites add column regie_id int references regies;

-- Dernier numéro donné, par régie, année et série. Verrouiller la ligne, c'est prendre son tour.
create table compteurs_de_numeros (
  regie_id int not null references regies,
  exercice int not null,
  serie text not null constraint la_serie_est_connue
    check (serie in ('facture', 'quittance', 'ecriture', 'versement', 'bordereau', 'attestation', 'titre')),
  dernier int not null,
  primary key (regie_id, exercice, serie)
);

-- ── Factures ────────────────────────────────────────────────────────────────────────────────
create table campagnes (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  mois date not null constraint une_campagne_est_d_un_mois check (extract(day from mois) = 1),
  ouverte_le timestamptz not null,
  ouverte_par int references comptes,
  emission_commencee_le timestamptz,
  emise_le timestamptz,                   -- toutes les factures y sont
  envoyee_le timestamptz,
  constraint une_seule_campagne_par_mois unique (regie_id, mois)
);

-- Émise, une facture ne change plus ; un avoir la corrige. L'état (payée, relancée) se calcule.
create table factures (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  exercice int not null,
  numero int not null,
  genre text not null constraint une_facture_ou_un_avoir check (genre in ('facture', 'avoir')),
  campagne_id int references campagnes,
  payeur_id int not null references payeurs,
  avoir_de int references factures,
  motif text,
  jour date not null,                     -- date de la facture
  echeance date not null,
  du date not null,
  au date not null,
  montant_centimes int not null,
  -- Copies gardées telles quelles : qui émet, à qui, avec quelles mentions.
  emetteur jsonb not null,
  destinataire jsonb not null,
  emise_le timestamptz not null,
  emise_par int references comptes,
  constraint un_numero_de_facture_ne_sert_qu_une_fois unique (regie_id, exercice, numero),
  constraint un_avoir_dit_sa_facture_et_son_motif
    check (genre = 'facture' or (avoir_de is not null and motif is not null)),
  constraint une_facture_est_positive_un_avoir_negatif
    check (case genre when 'facture' then montant_centimes >= 0 else montant_centimes <= 0 end)
);
create unique index un_payeur_n_a_qu_une_facture_par_campagne on factures (campagne_id, payeur_id)
  where genre = 'facture' and campagne_id is not null;
create unique index une_facture_n_a_qu_un_avoir on factures (avoir_de);
create index factures_du_payeur on factures (payeur_id, jour);
create index factures_de_la_campagne on factures (campagne_id);

create table lignes_facture (
  facture_id int not null references factures,
  rang int not null,
  enfant_id int references enfants,
  prestation_id int references prestations,
  jour date not null,
  libelle text not null,                  -- « Restaurant scolaire, repas »
  explication text not null,              -- « tranche 3 (QF 640, du … au …), délibération 2026-031 »
  quantite int not null default 1,
  prix_unitaire_centimes int not null,
  montant_centimes int not null,
  garde_d_enfant boolean not null,
  payable_en_cesu boolean not null,
  code_produit text not null,
  details jsonb not null default '{}',
  primary key (facture_id, rang),
  constraint une_ligne_fait_son_compte check (montant_centimes = quantite * prix_unitaire_centimes)
);
create index lignes_facture_de_l_enfant on lignes_facture (enfant_id, prestation_id, jour);

create trigger une_facture_emise_ne_change_plus before update or delete on factures
  for each row execute function refuser_toute_retouche('une_facture_emise_ne_change_plus');
create trigger une_ligne_emise_ne_change_plus before update or delete on lignes_facture
  for each row execute function refuser_toute_retouche('une_facture_emise_ne_change_plus');

-- Comment la facture est partie : courriel, ou papier dans un lot à imprimer.
create table envois_de_factures (
  facture_id int primary key references factures,
  voie text not null constraint la_voie_d_envoi_est_connue check (voie in ('courriel', 'papier')),
  envoyee_le timestamptz not null
);

-- Une famille conteste une ligne du compte en cours ou d'une facture ; un agent répond.
create table contestations (
  id int generated always as identity primary key,
  famille_id int not null references familles,
  responsable_id int not null references responsables,
  enfant_id int not null references enfants,
  prestation_id int not null references prestations,
  jour date not null,
  facture_id int references factures,
  texte text not null,
  recue_le timestamptz not null,
  reponse text,
  repondue_le timestamptz,
  repondue_par int references comptes,
  cle_unique uuid not null constraint une_contestation_ne_part_qu_une_fois unique
);
create index contestations_a_traiter on contestations (recue_le) where repondue_le is null;

create table relances (
  id int generated always as identity primary key,
  facture_id int not null references factures,
  degre int not null constraint une_relance_a_un_degre check (degre between 1 and 3),
  montant_centimes int not null,
  faite_le timestamptz not null,
  constraint une_relance_par_degre unique (facture_id, degre)
);

-- L'impayé passe au comptable public : la facture sort de la régie.
create table titres (
  facture_id int primary key references factures,
  exercice int not null,
  numero int not null,
  montant_centimes int not null constraint un_titre_ne_va_pas_sous_quinze_euros check (montant_centimes >= 1500),
  emis_le timestamptz not null,
  emis_par int references comptes
);

create table attestations_fiscales (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  annee int not null,
  numero int not null,
  payeur_id int not null references payeurs,
  contenu jsonb not null,                 -- figé : par enfant, la somme réglée pour la garde
  emise_le timestamptz not null,
  constraint une_attestation_par_payeur_et_par_an unique (regie_id, annee, payeur_id)
);

-- ── Régie : écritures en partie double, jamais retouchées ───────────────────────────────────
create table ecritures (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  exercice int not null,
  numero int not null,
  jour date not null,                     -- jour comptable
  genre text not null constraint le_genre_d_ecriture_est_connu check (genre in
    ('facture', 'avoir', 'encaissement', 'contrepassation', 'remise', 'versement', 'titre')),
  libelle text not null,
  facture_id int references factures,
  contrepasse int references ecritures constraint une_ecriture_ne_se_contrepasse_qu_une_fois unique,
  passee_le timestamptz not null,
  passee_par int references comptes,
  constraint un_numero_d_ecriture_ne_sert_qu_une_fois unique (regie_id, exercice, numero)
);
create index ecritures_du_jour on ecritures (regie_id, jour);

create table mouvements (
  id int generated always as identity primary key,
  ecriture_id int not null references ecritures,
  compte text not null constraint le_compte_est_connu check (compte in
    ('redevables', 'produits', 'caisse', 'cheques', 'cesu', 'depot_de_fonds', 'prelevements_attendus',
     'comptable', 'titres')),
  payeur_id int references payeurs,
  code_produit text,
  -- Débit positif, crédit négatif : la somme d'une écriture est nulle.
  montant_centimes bigint not null constraint un_mouvement_n_est_pas_nul check (montant_centimes <> 0),
  constraint un_redevable_est_nomme check (compte <> 'redevables' or payeur_id is not null)
);
create index mouvements_de_l_ecriture on mouvements (ecriture_id);
create index mouvements_du_payeur on mouvements (payeur_id) where payeur_id is not null;

create function verifier_l_equilibre() returns trigger language plpgsql as $$
begin
  if (select sum(montant_centimes) from mouvements where ecriture_id = new.ecriture_id) <> 0 then
    raise exception 'écriture % déséquilibrée', new.ecriture_id
      using errcode = 'check_violation', constraint = 'une_ecriture_est_equilibree';
  end if;
  return null;
end $$;
create constraint trigger une_ecriture_est_equilibree after insert on mouvements
  deferrable initially deferred for each row execute function verifier_l_equilibre();
create trigger une_ecriture_ne_change_plus before update or delete on ecritures
  for each row execute function refuser_toute_retouche('une_ecriture_ne_change_plus');
create trigger un_mouvement_ne_change_plus before update or delete on mouvements
  for each row execute function refuser_toute_retouche('une_ecriture_ne_change_plus');

-- ── Règlements ──────────────────────────────────────────────────────────────────────────────
create table mandats (
  id int generated always as identity primary key,
  payeur_id int not null references payeurs,
  regie_id int not null references regies,
  rum text not null constraint une_rum_ne_sert_qu_une_fois unique,
  titulaire text not null,
  iban text not null,
  bic text,
  signe_le date not null,
  revoque_le timestamptz,
  dernier_prelevement date,
  cree_le timestamptz not null
);
create unique index un_payeur_n_a_qu_un_mandat_actif on mandats (payeur_id, regie_id) where revoque_le is null;

create table versements (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  exercice int not null,
  numero int not null,
  jour date not null,
  details jsonb not null,                 -- par mode et par produit, figé
  verse_le timestamptz not null,
  verse_par int not null references comptes,
  constraint un_numero_de_versement_ne_sert_qu_une_fois unique (regie_id, exercice, numero)
);

-- Une journée close ne reçoit plus d'écriture.
create table clotures (
  regie_id int not null references regies,
  jour date not null,
  soldes jsonb not null,
  close_le timestamptz not null,
  close_par int not null references comptes,
  primary key (regie_id, jour)
);

-- Un bordereau rassemble des chèques, des CESU ou des espèces remis à la banque.
create table bordereaux (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  exercice int not null,
  numero int not null,
  mode text not null,
  jour date not null,
  montant_centimes int not null,
  remis_le timestamptz not null,
  remis_par int not null references comptes,
  constraint un_numero_de_bordereau_ne_sert_qu_une_fois unique (regie_id, exercice, numero)
);

-- L'argent reçu. Un règlement ne se retouche pas : rejeté, il est contrepassé par un autre, négatif.
create table reglements (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  exercice int not null,
  numero int not null,                    -- de quittance
  payeur_id int not null references payeurs,
  mode text not null constraint le_mode_de_reglement_est_connu check (mode in
    ('payfip_carte', 'payfip_prelevement', 'carte_en_ligne', 'especes', 'cheque', 'cesu', 'virement', 'prelevement')),
  montant_centimes int not null constraint un_reglement_n_est_pas_nul check (montant_centimes <> 0),
  jour date not null,
  reference text not null default '',     -- numéro de chèque, d'autorisation, de virement
  emetteur text not null default '',      -- banque et tireur d'un chèque
  ecriture_id int not null references ecritures,
  contrepasse int references reglements constraint un_reglement_ne_se_contrepasse_qu_une_fois unique,
  motif text,
  paiement_en_ligne_id int constraint un_paiement_en_ligne_ne_s_encaisse_qu_une_fois unique,
  mandat_id int references mandats,
  cle_unique uuid constraint un_reglement_ne_s_enregistre_qu_une_fois unique,
  encaisse_le timestamptz not null,
  encaisse_par int references comptes,    -- null : Préau (paiement en ligne)
  constraint un_numero_de_quittance_ne_sert_qu_une_fois unique (regie_id, exercice, numero),
  constraint une_contrepassation_est_negative check ((contrepasse is null) = (montant_centimes > 0)),
  constraint une_contrepassation_dit_son_motif check (contrepasse is null or motif is not null)
);
create index reglements_du_payeur on reglements (payeur_id, jour);
create index reglements_du_jour on reglements (regie_id, jour);
create trigger un_reglement_ne_change_plus before update or delete on reglements
  for each row execute function refuser_toute_retouche('un_reglement_ne_change_plus');

create table remises (
  reglement_id int primary key references reglements,
  bordereau_id int not null references bordereaux
);
create table reglements_verses (
  reglement_id int primary key references reglements,
  versement_id int not null references versements
);

-- Contrepasser demande deux personnes : l'une demande, l'autre confirme.
create table demandes_de_contrepassation (
  id int generated always as identity primary key,
  reglement_id int not null references reglements,
  motif text not null,
  demandee_le timestamptz not null,
  demandee_par int not null references comptes,
  decidee_le timestamptz,
  decidee_par int references comptes,
  acceptee boolean,
  constraint quatre_yeux_valent_mieux_que_deux check (decidee_par <> demandee_par)
);
create unique index une_seule_demande_de_contrepassation_a_la_fois
  on demandes_de_contrepassation (reglement_id) where decidee_le is null;

-- Quel argent solde quelle facture. Ajouter, jamais retoucher : libérer s'écrit en négatif.
create table imputations (
  id int generated always as identity primary key,
  reglement_id int not null references reglements,
  facture_id int not null references factures,
  montant_centimes int not null constraint une_imputation_n_est_pas_nulle check (montant_centimes <> 0),
  imputee_le timestamptz not null
);
create index imputations_du_reglement on imputations (reglement_id);
create index imputations_de_la_facture on imputations (facture_id);
create trigger une_imputation_ne_change_plus before update or delete on imputations
  for each row execute function refuser_toute_retouche('une_imputation_ne_change_plus');

-- Montant, perçu, reste : calculés, jamais rangés. L'avoir d'une facture la solde d'autant.
create view soldes_factures as
  select f.id as facture_id, f.regie_id, f.payeur_id, f.jour, f.echeance, f.montant_centimes,
    a.centimes as avoir_centimes, i.centimes as percu_centimes,
    f.montant_centimes + a.centimes - i.centimes as reste_centimes
  from factures f,
    lateral (select coalesce(sum(montant_centimes), 0)::int as centimes
      from factures where avoir_de = f.id) a,
    lateral (select coalesce(sum(montant_centimes), 0)::int as centimes
      from imputations where facture_id = f.id) i
  where f.genre = 'facture';

create function verifier_l_imputation() returns trigger language plpgsql as $$
declare
  r record;
begin
  select (select montant_centimes from reglements where id = new.reglement_id)
      - coalesce((select sum(montant_centimes) from imputations where reglement_id = new.reglement_id), 0)
      as disponible,
    coalesce((select sum(montant_centimes) from imputations where reglement_id = new.reglement_id), 0) as impute,
    (select montant_centimes from factures where id = new.facture_id)
      - coalesce((select sum(montant_centimes) from imputations where facture_id = new.facture_id), 0)
      as reste
  into r;
  if r.disponible < 0 or r.impute < 0 then
    raise exception 'imputations du règlement %', new.reglement_id
      using errcode = 'check_violation', constraint = 'jamais_plus_impute_que_recu';
  end if;
  if r.reste < 0 then
    raise exception 'imputations de la facture %', new.facture_id
      using errcode = 'check_violation', constraint = 'jamais_plus_impute_que_du';
  end if;
  return null;
end $$;
create constraint trigger une_imputation_tient_dans_ses_bornes after insert on imputations
  deferrable initially deferred for each row execute function verifier_l_imputation();

-- ── Prélèvements SEPA ───────────────────────────────────────────────────────────────────────
create table lots_de_prelevement (
  id int generated always as identity primary key,
  regie_id int not null references regies,
  campagne_id int references campagnes,
  message text not null constraint un_message_sepa_ne_sert_qu_une_fois unique,
  jour_d_execution date not null,
  cree_le timestamptz not null,
  cree_par int references comptes,
  encaisse_le timestamptz
);
create table prelevements (
  id int generated always as identity primary key,
  lot_id int not null references lots_de_prelevement,
  mandat_id int not null references mandats,
  facture_id int not null references factures,
  montant_centimes int not null constraint un_prelevement_est_positif check (montant_centimes > 0),
  sequence text not null constraint la_sequence_sepa_est_connue check (sequence in ('FRST', 'RCUR')),
  reglement_id int references reglements,
  rejete_le timestamptz,
  code_rejet text,
  constraint une_facture_ne_se_preleve_qu_une_fois_par_lot unique (lot_id, facture_id)
);
