-- Une page ouverte avant la fusion ne doit plus rien écrire chez un dossier ou un enfant disparu : la
-- base le refuse, et la personne recharge. Le verrou partagé attend une fusion en cours.
create function refuser_un_dossier_fusionne() returns trigger language plpgsql as $$
begin
  perform from familles f where f.id = new.famille_id for key share;
  if exists (select from familles f where f.id = new.famille_id and f.fusionnee_dans is not null) then
    raise exception 'le dossier % a rejoint un autre', new.famille_id
      using errcode = 'check_violation', constraint = 'un_dossier_fusionne_ne_recoit_plus_rien';
  end if;
  return new;
end $$;
create trigger refuser_un_dossier_fusionne before insert on enfants
  for each row execute function refuser_un_dossier_fusionne();
create trigger refuser_un_dossier_fusionne before insert on rattachements
  for each row execute function refuser_un_dossier_fusionne();
create trigger refuser_un_dossier_fusionne before insert on messages
  for each row execute function refuser_un_dossier_fusionne();
create trigger refuser_un_dossier_fusionne before insert on contestations
  for each row execute function refuser_un_dossier_fusionne();

create function refuser_un_enfant_fusionne() returns trigger language plpgsql as $$
begin
  if exists (select from enfants e where e.id = new.enfant_id and e.fusionne_dans is not null) then
    raise exception 'l''enfant % a rejoint un autre dossier', new.enfant_id
      using errcode = 'check_violation', constraint = 'un_dossier_fusionne_ne_recoit_plus_rien';
  end if;
  return new;
end $$;
create trigger refuser_un_enfant_fusionne before insert on demandes
  for each row execute function refuser_un_enfant_fusionne();
create trigger refuser_un_enfant_fusionne before insert on pointages
  for each row execute function refuser_un_enfant_fusionne();
