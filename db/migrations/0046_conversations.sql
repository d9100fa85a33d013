-- Un message devient une conversation : un état, un agent qui s'en occupe, et ce qui s'écrit après le
-- premier texte (docs/regles/messages.md). « Traité » devient « close » ; `traite_le` garde quand.
alter table messages
  add column etat text not null default 'a_traiter' constraint l_etat_d_un_message_est_connu
    check (etat in ('a_traiter', 'en_cours', 'en_attente', 'close')),
  add column agent_id int references agents,
  -- Depuis quand la famille attend ; nul : depuis qu'elle a écrit. Recommence quand elle relance.
  add column attend_depuis_le timestamptz;
update messages set etat = 'close' where traite_le is not null;
alter table messages
  add constraint une_conversation_close_sait_quand check ((etat = 'close') = (traite_le is not null));
create index messages_de_l_agent on messages (agent_id) where traite_le is null;

create table echanges (
  id int generated always as identity primary key,
  message_id int not null references messages,
  de text not null constraint un_echange_vient_de_la_famille_ou_des_services
    check (de in ('famille', 'services')),
  compte_id int not null references comptes,
  -- Le nom de qui écrit, tel qu'il était.
  auteur text not null,
  texte text not null,
  cle_unique uuid not null constraint un_echange_ne_part_qu_une_fois unique,
  ecrit_le timestamptz not null
);
create index echanges_du_message on echanges (message_id, id);
