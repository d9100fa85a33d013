-- La double authentification des agents (RFC 6238) : un code de six chiffres en plus du mot de passe.
create table doubles_authentifications (
  compte_id int primary key references comptes on delete cascade,
  -- Chiffré par le site (PREAU_CLES), lié au compte : une sauvegarde volée ne donne aucun code.
  secret_chiffre bytea not null,
  cle int not null,
  pose_le timestamptz not null,
  -- Le dernier pas de trente secondes accepté : un code, même juste, ne sert qu'une fois.
  dernier_pas int not null
);

-- Dix codes, pour le jour où le téléphone manque ; seule leur empreinte est gardée.
create table codes_de_secours (
  compte_id int not null references doubles_authentifications on delete cascade,
  empreinte bytea not null,
  utilise_le timestamptz,
  primary key (compte_id, empreinte)
);

-- Nul : le code n'a pas été donné sur cet appareil. Sans double authentification, nul aussi.
alter table sessions add column code_donne_le timestamptz;
