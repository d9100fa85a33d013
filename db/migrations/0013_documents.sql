-- Où écrire à un payeur : le tiers chez lui, le responsable chez lui, la famille chez le premier de
-- ses adultes qui a donné une adresse.
create function adresse_du_payeur(payeur int) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'nom', case p.genre
      when 'tiers' then p.nom
      else coalesce(p.nom, trim(r.civilite || ' ' || r.prenom || ' ' || r.nom), 'Famille ' || f.nom) end,
    'adresse', coalesce(p.adresse, r.adresse, ''),
    'codePostal', coalesce(p.code_postal, r.code_postal, ''),
    'commune', coalesce(p.commune, r.commune, ''))
  from payeurs p
    left join familles f on f.id = p.famille_id
    left join lateral (
      select x.* from rattachements ra join responsables x on x.id = ra.responsable_id
      where ra.famille_id = p.famille_id
        and (p.genre = 'famille' or x.id = p.responsable_id)
      order by x.adresse = '', ra.depuis_le, x.id limit 1) r on p.genre <> 'tiers'
  where p.id = payeur
$$;

-- Ce qu'un courriel emporte : [{"genre":"facture","id":12}]. Le fichier se compose à l'envoi.
alter table courriels add column pieces jsonb not null default '[]';

-- Sous quinze euros, pas de titre : plusieurs factures d'un payeur peuvent en faire un seul, qui les
-- vaut toutes. Le plancher porte donc sur le titre entier (CGCT, art. D. 1611-1).
alter table titres add column total_centimes int not null,
  drop constraint un_titre_ne_va_pas_sous_quinze_euros,
  add constraint un_titre_ne_va_pas_sous_quinze_euros check (total_centimes >= 1500),
  add constraint une_part_de_titre_est_positive check (montant_centimes > 0 and montant_centimes <= total_centimes);

-- À qui un payeur fait envoyer ses factures : les adultes qui ont choisi la facture électronique
-- (ou le tiers qui a donné une adresse). Liste vide : papier.
create function adresses_electroniques(payeur int) returns jsonb language sql stable as $$
  select coalesce(case p.genre
    when 'tiers' then (select jsonb_build_array(jsonb_build_object(
      'courriel', p.courriel, 'prenom', null, 'aUnAcces', false)) where p.courriel is not null)
    else (
      select jsonb_agg(jsonb_build_object('courriel', c.courriel, 'prenom', r.prenom, 'aUnAcces', true)
        order by ra.depuis_le, r.id)
      from rattachements ra
        join responsables r on r.id = ra.responsable_id and r.facture_electronique
        join comptes c on c.id = r.compte_id and c.courriel is not null and c.ferme_le is null
      where ra.famille_id = p.famille_id
        and (p.genre = 'famille' or r.id = p.responsable_id)) end, '[]')
  from payeurs p where p.id = payeur
$$;

-- Comment la relance est partie.
alter table relances add column voie text not null
  constraint la_voie_de_relance_est_connue check (voie in ('courriel', 'papier'));
create index relances_du_jour on relances (faite_le);
