-- Ce que la cuisine prépare : les enfants attendus, comptés une fois, à la date limite de leur jour
-- (docs/regles/effectifs.md). Ces nombres ne se recalculent pas : ce qui change après est l'additif.

-- Où écrire, et quand envoyer l'additif. Sans ligne, une cantine compte toutes ses prestations et
-- n'écrit à personne ; les autres activités ne comptent rien.
create table cuisines (
  activite_id int primary key references activites,
  courriels text[] not null,
  heure_additif time not null,
  constraint une_cuisine_a_cinq_adresses_au_plus check (cardinality(courriels) <= 5)
);

create table cuisines_prestations (
  activite_id int not null references cuisines on delete cascade,
  prestation_id int not null references prestations,
  primary key (activite_id, prestation_id)
);

-- Les prestations que la cuisine sert.
create view prestations_servies as
select p.id as prestation_id, p.activite_id from prestations p
  join activites a on a.id = p.activite_id
  left join cuisines c on c.activite_id = a.id
where case when c.activite_id is null then a.genre = 'cantine'
  else exists (select from cuisines_prestations cp where cp.prestation_id = p.id) end;

create table effectifs_arretes (
  id int generated always as identity primary key,
  prestation_id int not null references prestations,
  jour date not null,
  limite_le timestamptz not null,
  arrete_le timestamptz not null,
  -- Les noms s’effacent après quarante-cinq jours ; les nombres restent.
  noms_effaces_le timestamptz,
  constraint un_effectif_ne_s_arrete_qu_une_fois unique (prestation_id, jour),
  constraint un_effectif_s_arrete_a_la_date_limite_ou_apres check (limite_le <= arrete_le)
);
create index effectifs_du_jour on effectifs_arretes (jour);

-- Les mots du jour de l'arrêté : une école renommée ne réécrit pas ce que la cuisine a lu.
create table effectifs_comptes (
  effectif_id int not null references effectifs_arretes,
  ecole text not null,
  groupe text not null,
  repas text not null,
  rang_du_repas int not null,
  a_servir boolean not null,
  nombre int not null,
  primary key (effectif_id, ecole, groupe, repas),
  constraint un_compte_d_effectif_est_positif check (nombre > 0)
);

-- Qui était compté, et pour quel repas : une réservation annulée ne dit plus ce qu'elle était.
create table effectifs_attendus (
  effectif_id int not null references effectifs_arretes,
  enfant_id int not null references enfants,
  reservation_id int not null references reservations,
  repas text not null,
  primary key (effectif_id, enfant_id)
);
create index effectifs_de_l_enfant on effectifs_attendus (enfant_id);
create index effectifs_de_la_reservation on effectifs_attendus (reservation_id);

-- L'additif envoyé, ou rien à dire à son heure : dans les deux cas, une fois.
create table additifs_de_cuisine (
  activite_id int not null references activites,
  jour date not null,
  decide_le timestamptz not null,
  contenu jsonb not null,
  constraint un_additif_ne_part_qu_une_fois primary key (activite_id, jour)
);

create function garder_un_effectif_arrete() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'noms_effaces_le' = to_jsonb(old) - 'noms_effaces_le' then
    return new;
  end if;
  raise exception 'effectif % arrêté', old.id
    using errcode = 'check_violation', constraint = 'un_effectif_arrete_ne_change_plus';
end $$;
create trigger un_effectif_arrete_ne_change_plus before update or delete on effectifs_arretes
  for each row execute function garder_un_effectif_arrete();
create trigger un_compte_arrete_ne_change_plus before update or delete on effectifs_comptes
  for each row execute function refuser_toute_retouche('un_effectif_arrete_ne_change_plus');
-- Effacer un nom, oui (au bout de quarante-cinq jours) ; en changer, non.
create trigger un_attendu_arrete_ne_change_plus before update on effectifs_attendus
  for each row execute function refuser_toute_retouche('un_effectif_arrete_ne_change_plus');
create trigger un_additif_ne_change_plus before update or delete on additifs_de_cuisine
  for each row execute function refuser_toute_retouche('un_additif_ne_change_plus');
