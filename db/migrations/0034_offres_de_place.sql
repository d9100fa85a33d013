-- Une place rendue se propose dans l'ordre de la file, et attend une réponse (docs/regles/liste-attente.md).
alter table activites drop constraint le_mode_de_liste_d_attente_est_connu,
  add constraint le_mode_de_liste_d_attente_est_connu
    check (liste_attente in ('automatique', 'offre', 'manuelle', 'aucune')),
  add column offre_heures int not null default 48
    constraint une_offre_dure_de_2_heures_a_14_jours check (offre_heures between 2 and 336),
  add column fratries_ensemble boolean not null default false;

create table offres_de_place (
  id int generated always as identity primary key,
  faite_le timestamptz not null,
  -- L'agent qui propose à la main ; null : la file.
  faite_par int references comptes,
  expire_le timestamptz not null,
  -- La lettre part à cet instant : pas la nuit.
  annoncer_le timestamptz not null,
  annoncee_le timestamptz,
  -- L'empreinte du lien de la lettre ; null tant qu'elle n'est pas partie.
  empreinte bytea constraint un_lien_ne_sert_qu_a_une_offre unique,
  issue text constraint l_issue_d_une_offre_est_connue
    check (issue in ('acceptee', 'laissee', 'expiree', 'retiree')),
  close_le timestamptz,
  constraint une_offre_close_a_son_issue check ((issue is null) = (close_le is null)),
  constraint une_offre_expire_apres_sa_lettre check (annoncer_le < expire_le)
);
create index offres_ouvertes on offres_de_place (expire_le) where issue is null;

alter table reservations
  -- La dernière offre qui l'a concernée ; et si elle tient encore une place pour elle.
  add column offre_id int references offres_de_place,
  add column place_offerte boolean not null default false
    constraint seule_la_liste_d_attente_recoit_une_offre
    check (not place_offerte or (etat = 'en_liste_attente' and offre_id is not null)),
  -- Combien de places sont allées derrière sa fratrie (Liste d'attente, règle 12).
  add column passages int not null default 0;
create index reservations_de_l_offre on reservations (offre_id) where offre_id is not null;

-- Qui que ce soit qui annule, refuse ou valide, la place offerte n'est ni perdue ni comptée deux fois :
-- validée, elle reste prise ; sinon elle est rendue, et l'offre vidée se referme. Les places sont déjà
-- verrouillées par qui change l'état (Places, règle 10).
create function refermer_l_offre() returns trigger language plpgsql as $$
begin
  new.place_offerte := false;
  if new.etat <> 'validee' then
    update places p set prises = p.prises - 1
    where p.jour = new.jour and p.jauge_id in (
      select l.jauge_id from jauges_prestations l
      where l.prestation_id = new.prestation_id
        and (l.groupe_id is null or l.groupe_id = new.groupe_id));
  end if;
  update offres_de_place o
    set issue = 'retiree', close_le = coalesce(new.annulee_le, new.decidee_le, o.faite_le)
  where o.id = new.offre_id and o.issue is null and not exists (
    select from reservations x where x.offre_id = o.id and x.place_offerte and x.id <> new.id);
  return new;
end $$;
create trigger refermer_l_offre before update of etat on reservations for each row
  when (old.place_offerte and new.etat <> 'en_liste_attente')
  execute function refermer_l_offre();

-- À qui l'on propose une place n'attend plus : il ne compte plus devant les autres.
create or replace view file_d_attente as
select r.id, r.jour, r.prestation_id, r.groupe_id, r.enfant_id, a.id as activite_id,
  r.ordre_attente, coalesce(r.decidee_le, r.creee_le) as depuis_le, a.criteres_attente as criteres,
  case when a.criteres_attente = '{}' then '{}'
    else criteres_remplis(r.enfant_id, a.id, r.jour) end as remplis,
  case when a.criteres_attente = '{}' then 0
    else points_d_attente(a.criteres_attente, criteres_remplis(r.enfant_id, a.id, r.jour)) end as points,
  -- Les enfants d'une famille qui attendent la même chose, si l'activité les veut ensemble.
  case when a.fratries_ensemble then (
    select e.famille_id || ':' || r.prestation_id || ':' || r.jour
    from enfants e where e.id = r.enfant_id) end as bloc,
  r.passages
from reservations r
  join prestations p on p.id = r.prestation_id
  join activites a on a.id = p.activite_id
where r.etat = 'en_liste_attente' and not r.place_offerte;

create or replace function attente_plafonnee(prestations int[], jours date[], plafond int)
  returns table (jour date, prestation_id int, groupe_id int, nombre int)
  language sql stable
  set enable_sort = off set enable_bitmapscan = off set jit = off as $$
  select d.jour, f.prestation_id, f.groupe_id, count(*)::int
  from unnest(jours) d (jour) cross join unnest(prestations) p (id)
    cross join lateral (
      select r.prestation_id, r.groupe_id, r.ordre_attente from reservations r
      where r.etat = 'en_liste_attente' and not r.place_offerte
        and r.prestation_id = p.id and r.jour = d.jour
      order by r.ordre_attente limit plafond) f
  group by d.jour, f.prestation_id, f.groupe_id
  order by d.jour, min(f.ordre_attente)
$$;

-- Combien d'enfants la salle et son équipe peuvent accueillir : au-delà, c'est une décision motivée.
alter table jauges add column capacite int
  constraint la_capacite_est_positive check (capacite >= 0);
