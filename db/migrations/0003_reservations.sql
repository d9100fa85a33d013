-- Ce qu'une famille envoie d'un coup : un enfant, une activité, une période, des jours.
create table demandes (
  id int generated always as identity primary key,
  enfant_id int not null references enfants,
  activite_id int not null references activites,
  periode_id int not null references periodes,
  compte_id int not null references comptes,
  origine text not null constraint l_origine_est_connue check (origine in ('portail', 'centre')),
  -- Donnée par le formulaire : la même demande envoyée deux fois n'en fait qu'une.
  cle_unique uuid not null constraint une_demande_ne_s_enregistre_qu_une_fois unique,
  recue_le timestamptz not null,
  traitee_le timestamptz,
  annoncee_le timestamptz,                -- « votre demande est traitée » est parti
  -- Les jours demandés qui n'ont pas pu l'être, chacun avec sa raison, pour le reçu.
  jours_ecartes jsonb not null default '[]'
);
create index demandes_a_traiter on demandes (recue_le) where traitee_le is null;
create index demandes_de_l_enfant on demandes (enfant_id, recue_le);

create sequence ordre_d_arrivee as bigint;

-- Un enfant × une prestation × un jour. Une réservation annulée reste : la suivante est une autre ligne.
create table reservations (
  id int generated always as identity primary key,
  demande_id int not null references demandes,
  enfant_id int not null references enfants,
  prestation_id int not null references prestations,
  groupe_id int references groupes,
  jour date not null,
  etat text not null constraint l_etat_de_reservation_est_connu check (etat in
    ('demandee', 'en_liste_attente', 'validee', 'refusee', 'annulee_par_famille', 'annulee_par_centre')),
  origine text not null constraint l_origine_de_reservation_est_connue check (origine in ('portail', 'centre')),
  -- Place dans la file, donnée sous le verrou des places : personne ne double.
  ordre_attente bigint constraint la_liste_d_attente_a_un_ordre
    check (etat <> 'en_liste_attente' or ordre_attente is not null),
  motif text,
  creee_le timestamptz not null,
  decidee_le timestamptz,
  decidee_par int references comptes,
  annulee_le timestamptz
);
create unique index un_enfant_ne_reserve_qu_une_fois_le_meme_jour
  on reservations (enfant_id, prestation_id, jour)
  where etat in ('demandee', 'en_liste_attente', 'validee');
create index reservations_de_l_enfant on reservations (enfant_id, jour);
create index reservations_de_la_demande on reservations (demande_id);
create index reservations_du_jour on reservations (prestation_id, jour);
create index reservations_en_attente on reservations (prestation_id, jour, ordre_attente)
  where etat = 'en_liste_attente';

-- Rang montré à la famille : combien, arrivés avant, attendent une place que celle-ci attend aussi.
create function rang_en_attente(r reservations) returns int language sql stable as $$
  select (1 + count(*))::int from reservations a
  where r.etat = 'en_liste_attente' and a.etat = 'en_liste_attente'
    and a.jour = r.jour and a.ordre_attente < r.ordre_attente
    and (a.prestation_id = r.prestation_id or exists (
      select 1 from jauges_prestations la
      join jauges_prestations lr on lr.jauge_id = la.jauge_id
      where la.prestation_id = a.prestation_id and (la.groupe_id is null or la.groupe_id = a.groupe_id)
        and lr.prestation_id = r.prestation_id and (lr.groupe_id is null or lr.groupe_id = r.groupe_id)))
$$;
create index reservations_en_attente_du_jour on reservations (jour, ordre_attente)
  where etat = 'en_liste_attente';
