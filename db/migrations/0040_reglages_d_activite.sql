-- Le minimum de jours par semaine, et le premier jour qu'il gouverne (Places, règle 12).
alter table activites
  add column jours_min_semaine int constraint un_minimum_de_jours_va_de_deux_a_sept
    check (jours_min_semaine between 2 and 7),
  add column jours_min_du date,
  add constraint un_minimum_de_jours_a_son_premier_jour
    check ((jours_min_semaine is null) = (jours_min_du is null));

-- Le premier jour où elle ne se réserve plus ; ce qui est d'avant reste (Calendrier, règle 10).
alter table prestations add column retiree_le date;

-- Un jour ouvert que le calendrier fermerait : un pont, un samedi (Calendrier, règle 9).
create table ouvertures_exceptionnelles (
  activite_id int not null references activites on delete cascade,
  jour date not null,
  motif text not null,
  primary key (activite_id, jour)
);
