-- Un rôle de plus : qui lit sans rien changer (un élu, une direction).
alter table agents drop constraint le_role_est_connu,
  add constraint le_role_est_connu check (role in
    ('administrateur', 'guichet', 'directeur', 'animateur', 'regisseur', 'lecture'));

-- Suspendu : plus d'accès aux services, et tout ce qu'il a fait garde son nom.
alter table agents add column suspendu_le timestamptz;

-- Un agent limité à des structures connaît un enfant qui y a une demande, ou qui n'en a encore nulle
-- part. `structures` nul : il les a toutes. Une seule définition pour tous les dossiers.
create function enfant_connu(enfant int, structures int[]) returns boolean
  language sql stable as $$
  select structures is null
    or exists (select from demandes d join activites a on a.id = d.activite_id
      where d.enfant_id = enfant and a.structure_id = any(structures))
    or not exists (select from demandes d where d.enfant_id = enfant)
$$;
