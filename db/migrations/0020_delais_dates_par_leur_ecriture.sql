-- Quand la règle a été écrite : un jour réservé avant garde celle sous laquelle il l'a été.
-- null : connue de toujours (reprise de données).
alter table delais add column ecrit_le timestamptz;
