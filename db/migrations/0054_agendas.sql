-- L'agenda d'une famille dans le calendrier de son téléphone (docs/regles/agenda.md).

create table agendas (
  id int generated always as identity primary key,
  -- À un adulte, jamais à une famille : qui n'en est plus rattaché ne la lit plus.
  responsable_id int not null references responsables on delete cascade,
  -- null : tous ses enfants.
  enfant_id int references enfants on delete cascade,
  -- L'adresse se refait du secret de l'installation et de ce sel ; la base seule ne la donne pas.
  sel bytea not null,
  empreinte bytea not null,
  cree_le timestamptz not null,
  revoque_le timestamptz,
  constraint une_adresse_d_agenda_n_ouvre_qu_un_agenda unique (empreinte)
);
-- Deux clics, un seul agenda.
create unique index un_seul_agenda_a_la_fois on agendas (responsable_id, enfant_id)
  nulls not distinct where revoque_le is null;
create index agendas_de_l_enfant on agendas (enfant_id);
