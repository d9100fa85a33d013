-- Entrer par un lien reçu par courriel (Comptes, règle 9) : un usage de plus.
alter table liens_a_usage_unique drop constraint l_usage_du_lien_est_connu;
alter table liens_a_usage_unique add constraint l_usage_du_lien_est_connu
  check (usage in ('activation', 'mot_de_passe', 'courriel', 'connexion'));

-- Un agent ne reste plus connecté (Comptes, règle 11) : ses longues sessions finissent comme les autres.
update sessions set longue = false, expire_le = least(expire_le, creee_le + interval '12 hours')
where longue and compte_id in (select compte_id from agents);
