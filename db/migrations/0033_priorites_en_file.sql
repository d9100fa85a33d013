-- Qui passe d'abord quand des familles attendent : les critères de l'activité, dans l'ordre, puis
-- l'ordre d'arrivée (docs/regles/liste-attente.md).
alter table activites add column criteres_attente text[] not null default '{}'
  constraint les_criteres_d_attente_sont_connus
    check (criteres_attente <@ '{residence,deja_inscrit,fratrie,emploi}'),
  -- Code de l'éducation, article L. 131-13.
  add constraint une_cantine_ne_demande_pas_l_emploi_des_parents
    check (genre <> 'cantine' or not 'emploi' = any (criteres_attente));

-- Les deux parents travaillent : un justificatif vu par un agent, et jusqu'à quand il vaut. Rien n'est
-- demandé aux familles dont aucune activité n'en fait un critère.
create table justificatifs_d_emploi (
  famille_id int primary key references familles on delete cascade,
  vaut_jusqu_au date not null,
  vu_le timestamptz not null,
  vu_par int not null references comptes
);

-- Les critères de l'activité que remplit cet enfant pour ce jour, dans l'ordre de l'activité.
create function criteres_remplis(enfant int, activite int, le_jour date) returns text[]
  language sql stable as $$
  select coalesce(array_agg(c.critere order by c.rang), '{}')
  from activites a
    join enfants e on e.id = enfant
    join familles f on f.id = e.famille_id
    cross join unnest(a.criteres_attente) with ordinality c (critere, rang)
  where a.id = activite and case c.critere
    when 'residence' then exists (select from collectivites co where co.code_insee = f.code_insee)
    when 'deja_inscrit' then exists (
      select from reservations v join prestations p on p.id = v.prestation_id
      where v.enfant_id = e.id and v.etat = 'validee' and p.activite_id = a.id and v.jour <> le_jour
        and date_trunc('year', v.jour - interval '8 months')
          = date_trunc('year', le_jour - interval '8 months'))
    when 'fratrie' then exists (
      select from enfants s
        join reservations v on v.enfant_id = s.id
        join prestations p on p.id = v.prestation_id
      where s.famille_id = f.id and s.id <> e.id and p.activite_id = a.id
        and v.etat = 'validee' and v.jour = le_jour)
    when 'emploi' then exists (
      select from justificatifs_d_emploi j
      where j.famille_id = f.id and j.vaut_jusqu_au >= le_jour)
  end
$$;

-- Le premier critère l'emporte sur tous les suivants réunis, le deuxième sur les suivants, etc.
create function points_d_attente(criteres text[], remplis text[]) returns int
  language sql immutable as $$
  select coalesce(sum(1 << (16 - rang::int)), 0)::int
  from unnest(criteres) with ordinality c (critere, rang) where c.critere = any (remplis)
$$;

-- La file, avec ce qui y donne le rang : plus de points, puis l'arrivée. Sans critère, rien ne se calcule.
create view file_d_attente as
select r.id, r.jour, r.prestation_id, r.groupe_id, r.enfant_id, a.id as activite_id,
  r.ordre_attente, coalesce(r.decidee_le, r.creee_le) as depuis_le, a.criteres_attente as criteres,
  case when a.criteres_attente = '{}' then '{}'
    else criteres_remplis(r.enfant_id, a.id, r.jour) end as remplis,
  case when a.criteres_attente = '{}' then 0
    else points_d_attente(a.criteres_attente, criteres_remplis(r.enfant_id, a.id, r.jour)) end as points
from reservations r
  join prestations p on p.id = r.prestation_id
  join activites a on a.id = p.activite_id
where r.etat = 'en_liste_attente';
