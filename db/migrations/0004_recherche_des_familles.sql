-- Chercher une famille par son nom, sans se soucier des accents, des majuscules ni des traits
-- d'union. L'extension unaccent n'est pas partout : la décomposition Unicode suffit au français.
-- Les accents tombent avant `lower` : le résultat ne dépend donc pas du classement de la base.
create function mots_de_recherche(texte text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    translate(
      replace(replace(
        lower(regexp_replace(normalize(texte, NFKD), '[\u0300-\u036f]', '', 'g')),
        'œ', 'oe'), 'æ', 'ae'),
      'øłđ', 'old'),
    '[^a-z0-9]+', ' ', 'g'));

-- Un index par table où se lit un nom : « dup » y trouve « Dupont » et « Dupuis » sans tout lire.
create index familles_par_nom on familles
  using gin (to_tsvector('simple', mots_de_recherche(nom)));
create index responsables_par_nom on responsables
  using gin (to_tsvector('simple', mots_de_recherche(prenom || ' ' || nom)));
create index enfants_par_nom on enfants
  using gin (to_tsvector('simple', mots_de_recherche(prenom || ' ' || nom)));

-- Les adresses changées en ligne, que les services vérifient.
create index journal_changements_d_adresse on journal (id) where verbe = 'changer_adresse';
-- « Dix messages par jour » et « mes messages » se lisent par auteur.
create index messages_du_responsable on messages (responsable_id, recu_le);
create index messages_de_la_famille on messages (famille_id, recu_le);
