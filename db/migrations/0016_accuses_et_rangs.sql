-- Quand les lettres « demande enregistrée » ont été écrites : une fois par demande.
alter table demandes add column accusee_le timestamptz;
update demandes set accusee_le = recue_le;

-- Une fonction SQL ne se fond pas dans l'ordre qui l'appelle : 10,6 ms pour trente rangs, contre 2,8
-- écrits sur place (src/reservations/requetes/rang.ts).
drop function rang_en_attente(reservations);
