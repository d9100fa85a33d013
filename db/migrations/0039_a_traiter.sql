-- Jusqu'où un agent a regardé les informations qu'une famille a changées en ligne : au-delà de cette
-- ligne du journal, c'est de nouveau à traiter.
create table informations_verifiees (
  famille_id int primary key references familles,
  jusqu_au int not null,
  verifiees_le timestamptz not null,
  verifiees_par int not null references comptes
);
-- Le premier jour demandé de chaque demande, sans lire ses réservations.
create index reservations_demandees on reservations (demande_id, jour) where etat = 'demandee';
