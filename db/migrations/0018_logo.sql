-- Le logo de la collectivité. L'empreinte du fichier est son nom : un logo changé a une autre
-- adresse, les navigateurs suivent. Pas de SVG : il peut porter un script.
create table logos (
  empreinte text primary key,
  type text not null
    constraint le_type_du_logo_est_connu check (type in ('image/png', 'image/jpeg')),
  octets bytea not null constraint un_logo_reste_leger check (octet_length(octets) <= 204800),
  recu_le timestamptz not null
);
alter table collectivites add column logo text references logos;
