-- La période de l'année d'avant dont celle-ci est la suite : elle n'en a qu'une, même envoyée deux fois.
alter table periodes
  add column reconduit int references periodes on delete set null,
  add constraint une_periode_ne_se_reconduit_qu_une_fois unique (reconduit),
  add constraint une_periode_ne_se_reconduit_pas_elle_meme check (reconduit <> id);
