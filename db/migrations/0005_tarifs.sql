-- ── Qui paie ────────────────────────────────────────────────────────────────────────────────
-- Un payeur reçoit des factures : la famille, un de ses responsables (garde alternée), ou un tiers
-- qui prend une part à sa charge (CCAS, comité d'entreprise).
create table payeurs (
  id int generated always as identity primary key,
  genre text not null
    constraint le_genre_de_payeur_est_connu check (genre in ('famille', 'responsable', 'tiers')),
  famille_id int references familles,
  responsable_id int references responsables,
  nom text,                               -- d'un tiers ; null : celui de la famille ou du responsable
  adresse text,
  code_postal text,
  commune text,
  courriel citext,
  siret text constraint le_siret_a_quatorze_chiffres check (siret ~ '^\d{14}$'),
  cree_le timestamptz not null,
  constraint un_payeur_est_une_famille_un_responsable_ou_un_tiers check (case genre
    when 'famille' then famille_id is not null and responsable_id is null
    when 'responsable' then famille_id is not null and responsable_id is not null
    else famille_id is null and responsable_id is null and nom is not null end)
);
create unique index une_famille_n_a_qu_un_payeur_commun on payeurs (famille_id) where genre = 'famille';
create unique index un_responsable_n_est_payeur_qu_une_fois on payeurs (famille_id, responsable_id)
  where genre = 'responsable';

-- Sans partage, la famille paie tout : elle a donc toujours son payeur.
create function creer_le_payeur_de_la_famille() returns trigger language plpgsql as $$
begin
  insert into payeurs (genre, famille_id, cree_le) values ('famille', new.id, new.creee_le);
  return null;
end $$;
create trigger une_famille_a_son_payeur after insert on familles
  for each row execute function creer_le_payeur_de_la_famille();
insert into payeurs (genre, famille_id, cree_le) select 'famille', id, creee_le from familles;

-- Aucune ligne ce jour-là : le payeur de la famille paie tout. Sinon, la règle de chacun.
create table partages (
  id int generated always as identity primary key,
  enfant_id int not null references enfants on delete cascade,
  activite_id int references activites,   -- null : toutes
  payeur_id int not null references payeurs,
  du date not null,
  au date,                                -- exclu ; null : jusqu'à nouvel ordre
  -- {"mode":"pourcentage","pourcent":60} · {"mode":"semaines","semaines":"paires"} ·
  -- {"mode":"prise_en_charge","pourcent":50,"plafondCentimes":200}
  regle jsonb not null,
  motif text not null default '',
  cree_le timestamptz not null,
  cree_par int references comptes,
  constraint un_partage_finit_apres_son_debut check (au is null or du < au),
  constraint un_payeur_n_a_qu_une_part_a_la_fois exclude using gist (
    enfant_id with =, coalesce(activite_id, 0) with =, payeur_id with =, daterange(du, au) with &&)
);
create index partages_de_l_enfant on partages (enfant_id, du);

-- ── Quotients, PAI ──────────────────────────────────────────────────────────────────────────
create table quotients_familiaux (
  id int generated always as identity primary key,
  payeur_id int not null references payeurs,
  valeur int not null constraint un_quotient_n_est_pas_negatif check (valeur >= 0),  -- euros
  regime text not null constraint le_regime_est_connu check (regime in ('caf', 'msa', 'aucun')),
  source text not null constraint la_source_du_quotient_est_connue
    check (source in ('caf', 'msa', 'avis_imposition', 'declaration')),
  du date not null,
  au date,                                -- exclu ; null : jusqu'à nouvel ordre
  vu_le timestamptz not null,
  vu_par int references comptes,
  constraint un_quotient_finit_apres_son_debut check (au is null or du < au),
  constraint un_seul_quotient_a_la_fois exclude using gist (
    payeur_id with =, daterange(du, au) with &&)
);

-- Ce que la facturation doit savoir d'un projet d'accueil individualisé, et rien d'autre.
create table paniers_repas (
  id int generated always as identity primary key,
  enfant_id int not null references enfants on delete cascade,
  du date not null,
  au date,                                -- exclu
  constraint un_panier_repas_a_la_fois exclude using gist (
    enfant_id with =, daterange(du, au) with &&)
);

-- ── Grilles ─────────────────────────────────────────────────────────────────────────────────
create table deliberations (
  id int generated always as identity primary key,
  numero text not null constraint une_deliberation_n_a_qu_un_numero unique,
  objet text not null,
  adoptee_le date not null
);

-- Une version d'une grille. Publiée, elle ne change plus : la suivante part d'un autre jour.
create table grilles (
  id int generated always as identity primary key,
  prestation_id int not null references prestations on delete cascade,
  du date not null,                       -- vaut de ce jour jusqu'à la grille publiée suivante
  deliberation_id int references deliberations,
  regle jsonb not null,
  exemples jsonb not null default '[]',
  cout_de_revient_centimes int
    constraint le_cout_de_revient_est_positif check (cout_de_revient_centimes > 0),
  creee_le timestamptz not null,
  creee_par int references comptes,
  publiee_le timestamptz,
  publiee_par int references comptes,
  constraint une_grille_publiee_a_sa_deliberation
    check (publiee_le is null or deliberation_id is not null)
);
create unique index une_seule_grille_publiee_par_jour_de_depart on grilles (prestation_id, du)
  where publiee_le is not null;

create function refuser_toute_retouche() returns trigger language plpgsql as $$
begin
  raise exception 'cette ligne ne se retouche plus' using errcode = 'check_violation', constraint = tg_argv[0];
end $$;
create trigger une_grille_publiee_ne_change_plus before update or delete on grilles
  for each row when (old.publiee_le is not null)
  execute function refuser_toute_retouche('une_grille_publiee_ne_change_plus');

-- ── Ce que la facturation doit savoir des activités et des réservations ────────────────────
alter table activites
  add column facture_sur text not null default 'reservation'
    constraint une_activite_se_facture_sur_la_reservation_ou_la_presence
    check (facture_sur in ('reservation', 'presence'));
alter table prestations
  -- Garde d'enfant : compte dans l'attestation fiscale (CGI, art. 200 quater B) ; jamais un repas.
  add column garde_d_enfant boolean not null default true,
  add column payable_en_cesu boolean not null default true,
  add column code_produit text not null default '',       -- imputation du comptable
  add column mention_tva text not null default 'TVA non applicable, article 256 B du CGI';
alter table reservations
  -- Faite après la date limite : une majoration peut s'appliquer.
  add column hors_delai boolean not null default false,
  add column annulee_par int references comptes;
update prestations p set garde_d_enfant = false, payable_en_cesu = false
  from activites a where a.id = p.activite_id and a.genre = 'cantine';
