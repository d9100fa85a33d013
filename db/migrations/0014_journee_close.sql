-- Dernier gardien : rien ne s'écrit dans une journée close, ni avant elle.
create function refuser_une_journee_close() returns trigger language plpgsql as $$
begin
  if exists (select 1 from clotures where regie_id = new.regie_id and jour >= new.jour) then
    raise exception 'la journée du % est close', new.jour
      using errcode = 'check_violation', constraint = 'une_journee_close_ne_recoit_plus_rien';
  end if;
  return new;
end $$;
create trigger une_journee_close_ne_recoit_plus_rien before insert on ecritures
  for each row execute function refuser_une_journee_close();
create index demandes_de_contrepassation_a_decider on demandes_de_contrepassation (demandee_le)
  where decidee_le is null;
