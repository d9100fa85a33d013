-- Quand les lettres « demande enregistrée » ont été écrites : une fois par demande.
alter table demandes add column accusee_le timestamptz;
update demandes set accusee_le = recue_le;

-- Empreinte des cases envoyées : la même clé avec d'autres cases n'est pas un double-clic.
alter table demandes add column empreinte text;

-- Une fonction SQL ne se fond pas dans l'ordre qui l'appelle : 10,6 ms pour trente rangs, contre 2,8
-- écrits sur place (src/reservations/requetes/rang.ts).
drop function rang_en_attente(reservations);

-- Combien attendent, jour par jour, jusqu'à un plafond : compter chaque fois 2 400 personnes sur
-- trente jours prenait 20 ms par calendrier ouvert. Les réglages tiennent l'ordre d'arrivée
-- de l'index : sans eux, l'estimation fait tout lire, puis trier.
create function attente_plafonnee(prestations int[], jours date[], plafond int)
  returns table (jour date, prestation_id int, groupe_id int, nombre int)
  language sql stable set enable_sort = off set enable_bitmapscan = off set jit = off as $$
  select d.jour, f.prestation_id, f.groupe_id, count(*)::int
  from unnest(jours) d (jour) cross join unnest(prestations) p (id)
    cross join lateral (
      select r.prestation_id, r.groupe_id, r.ordre_attente from reservations r
      where r.etat = 'en_liste_attente' and r.prestation_id = p.id and r.jour = d.jour
      order by r.ordre_attente limit plafond) f
  group by d.jour, f.prestation_id, f.groupe_id
  order by d.jour, min(f.ordre_attente)
$$;
