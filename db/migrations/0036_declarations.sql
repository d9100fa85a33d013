-- Fermeture, grève, enseignant absent, sortie : une déclaration annule ou garde les réservations
-- qu'elle couvre, le dit une fois aux familles, et se retire tant que rien n'est parti
-- (docs/regles/fermetures.md). Les ouvertures ne bougent pas : les délais des autres jours non plus.
create table declarations (
  id int generated always as identity primary key,
  genre text not null constraint le_genre_de_declaration_est_connu
    check (genre in ('fermeture', 'greve', 'enseignant_absent', 'sortie_scolaire', 'autre')),
  decision text not null constraint une_declaration_annule_ou_garde
    check (decision in ('annuler', 'garder')),
  facturation text not null constraint la_facturation_d_une_declaration_est_connue
    check (facturation in ('aucune', 'premier_jour', 'tous')),
  -- Ce que lisent les familles, dans les mots de l'agent.
  motif text not null,
  etat text not null default 'brouillon' constraint l_etat_de_declaration_est_connu
    check (etat in ('brouillon', 'prete', 'envoyee', 'annulee')),
  cle_unique uuid not null constraint une_declaration_ne_s_enregistre_qu_une_fois unique,
  creee_le timestamptz not null,
  creee_par int not null references comptes,
  confirmee_le timestamptz,
  confirmee_par int references comptes,
  -- Les lettres partent à cet instant ; jusque-là, tout se retire.
  envoi_le timestamptz,
  envoyee_le timestamptz,
  retiree_le timestamptz,
  retiree_par int references comptes,
  constraint une_declaration_prete_a_son_heure_d_envoi
    check (etat not in ('prete', 'envoyee') or (confirmee_le is not null and envoi_le is not null)),
  constraint une_declaration_envoyee_a_sa_date check ((etat = 'envoyee') = (envoyee_le is not null)),
  constraint une_greve_ou_une_fermeture_ne_se_facture_jamais
    check (genre not in ('fermeture', 'greve') or decision = 'garder' or facturation = 'aucune'),
  constraint garder_se_facture_comme_les_autres_jours_ou_pas
    check (decision = 'annuler' or facturation <> 'premier_jour')
);
create index declarations_a_envoyer on declarations (envoi_le) where etat = 'prete';

-- Ce qu'elle couvre : des prestations, des jours ; sans classe, tous les enfants.
create table declarations_jours (
  declaration_id int not null references declarations on delete cascade,
  prestation_id int not null references prestations on delete cascade,
  jour date not null,
  primary key (declaration_id, prestation_id, jour)
);
create index declarations_du_jour on declarations_jours (prestation_id, jour);

create table declarations_classes (
  declaration_id int not null references declarations on delete cascade,
  classe_id int not null references classes,
  primary key (declaration_id, classe_id)
);

-- Ce que chaque réservation est devenue, et ce qu'elle était : de quoi la remettre exactement.
create table declarations_reservations (
  declaration_id int not null references declarations on delete cascade,
  reservation_id int not null references reservations,
  sort text not null constraint le_sort_d_une_reservation_est_connu
    check (sort in ('annulee', 'gardee')),
  facturee boolean not null,
  etat_avant text not null,
  motif_avant text,
  -- L'état d'avant est revenu ; faux pour ce qui a changé entre-temps.
  retablie boolean not null default false,
  primary key (declaration_id, reservation_id)
);
create index declarations_de_la_reservation on declarations_reservations (reservation_id);

-- Une lettre par adulte de la famille, jamais deux.
create table avis_de_declaration (
  declaration_id int not null references declarations on delete cascade,
  famille_id int not null references familles,
  compte_id int not null references comptes,
  courriel_id int references courriels on delete set null,
  constraint un_adulte_n_est_prevenu_qu_une_fois primary key (declaration_id, famille_id, compte_id)
);
create index avis_de_la_famille on avis_de_declaration (famille_id);

-- L'année scolaire d'un jour, du 1er septembre au 31 août : « 2026-2027 ».
create function annee_scolaire_du(jour date) returns text language sql immutable
  return (extract(year from jour + interval '4 months')::int - 1) || '-' ||
    extract(year from jour + interval '4 months')::int;

-- Ce qui est fermé, tant que la déclaration tient. `classe_id` nul : pour tous les enfants.
create view jours_declares as
select d.id as declaration_id, j.prestation_id, j.jour, c.classe_id, d.genre, d.decision, d.motif
from declarations d
  join declarations_jours j on j.declaration_id = d.id
  left join declarations_classes c on c.declaration_id = d.id
where d.etat in ('prete', 'envoyee');

-- Ce qu'une déclaration dit de la facture d'une réservation, tant qu'elle tient ; deux l'ont touchée :
-- la plus récente a le dernier mot.
create view reservations_declarees as
select r.reservation_id, r.declaration_id, r.sort, r.facturee, r.etat_avant
from declarations_reservations r
  join declarations d on d.id = r.declaration_id
where d.etat in ('prete', 'envoyee')
  and not exists (
    select from declarations_reservations s join declarations e on e.id = s.declaration_id
    where s.reservation_id = r.reservation_id and e.etat in ('prete', 'envoyee')
      and (e.confirmee_le, e.id) > (d.confirmee_le, d.id));
