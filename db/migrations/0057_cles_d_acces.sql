-- Les clés d'accès (WebAuthn) : un téléphone ou un ordinateur qui reconnaît son porteur et signe pour lui.
create table cles_d_acces (
  id int generated always as identity primary key,
  compte_id int not null references comptes on delete cascade,
  -- Choisi par l'appareil : c'est par lui qu'une signature retrouve son compte.
  identifiant bytea not null constraint une_cle_d_acces_ne_s_ajoute_qu_une_fois unique,
  cle_publique bytea not null,
  nom text not null constraint une_cle_d_acces_a_un_nom check (nom <> ''),
  -- Le dernier compte annoncé par la clé ; celles qui se recopient d'un appareil à l'autre disent zéro.
  compteur bigint not null constraint le_compteur_d_une_cle_ne_descend_pas_sous_zero check (compteur >= 0),
  -- Comment lui parler : usb, nfc, internal… ; ce que dit l'appareil.
  transports text[] not null,
  ajoutee_le timestamptz not null,
  utilisee_le timestamptz,
  -- Son compteur a reculé : une copie a pu servir. Elle n'ouvre plus rien.
  suspecte_le timestamptz,
  retiree_le timestamptz
);
create index cles_d_acces_du_compte on cles_d_acces (compte_id) where retiree_le is null;
