-- Engendré par « node outils/schema.ts » d'après db/migrations ; ne pas modifier.

CREATE SCHEMA public;

COMMENT ON SCHEMA public IS 'standard public schema';

CREATE FUNCTION public.adresse_du_payeur(payeur integer) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'nom', case p.genre
      when 'tiers' then p.nom
      else coalesce(p.nom, trim(r.civilite || ' ' || r.prenom || ' ' || r.nom), 'Famille ' || f.nom) end,
    'adresse', coalesce(p.adresse, r.adresse, ''),
    'codePostal', coalesce(p.code_postal, r.code_postal, ''),
    'commune', coalesce(p.commune, r.commune, ''))
  from payeurs p
    left join familles f on f.id = p.famille_id
    left join lateral (
      select x.* from rattachements ra join responsables x on x.id = ra.responsable_id
      where ra.famille_id = p.famille_id
        and (p.genre = 'famille' or x.id = p.responsable_id)
      order by x.adresse = '', ra.depuis_le, x.id limit 1) r on p.genre <> 'tiers'
  where p.id = payeur
$$;

CREATE FUNCTION public.adresses_electroniques(payeur integer) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select coalesce(case p.genre
    when 'tiers' then (select jsonb_build_array(jsonb_build_object(
      'courriel', p.courriel, 'prenom', null, 'aUnAcces', false)) where p.courriel is not null)
    else (
      select jsonb_agg(jsonb_build_object('courriel', c.courriel, 'prenom', r.prenom, 'aUnAcces', true)
        order by ra.depuis_le, r.id)
      from rattachements ra
        join responsables r on r.id = ra.responsable_id and r.facture_electronique
        join comptes c on c.id = r.compte_id and c.courriel is not null and c.ferme_le is null
      where ra.famille_id = p.famille_id
        and (p.genre = 'famille' or r.id = p.responsable_id)) end, '[]')
  from payeurs p where p.id = payeur
$$;

CREATE FUNCTION public.annee_scolaire_du(jour date) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN ((((EXTRACT(year FROM (jour + '4 mons'::interval)))::integer - 1) || '-'::text) || (EXTRACT(year FROM (jour + '4 mons'::interval)))::integer);

CREATE FUNCTION public.attente_plafonnee(prestations integer[], jours date[], plafond integer) RETURNS TABLE(jour date, prestation_id integer, groupe_id integer, nombre integer)
    LANGUAGE sql STABLE
    SET enable_sort TO 'off'
    SET enable_bitmapscan TO 'off'
    SET jit TO 'off'
    AS $$
  select d.jour, f.prestation_id, f.groupe_id, count(*)::int
  from unnest(jours) d (jour) cross join unnest(prestations) p (id)
    cross join lateral (
      select r.prestation_id, r.groupe_id, r.ordre_attente from reservations r
      where r.etat = 'en_liste_attente' and not r.place_offerte
        and r.prestation_id = p.id and r.jour = d.jour
      order by r.ordre_attente limit plafond) f
  group by d.jour, f.prestation_id, f.groupe_id
  order by d.jour, min(f.ordre_attente)
$$;

CREATE FUNCTION public.creer_le_payeur_de_la_famille() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into payeurs (genre, famille_id, cree_le) values ('famille', new.id, new.creee_le);
  return null;
end $$;

CREATE FUNCTION public.criteres_remplis(enfant integer, activite integer, le_jour date) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
  select coalesce(array_agg(c.critere order by c.rang), '{}')
  from activites a
    join enfants e on e.id = enfant
    join familles f on f.id = e.famille_id
    cross join unnest(a.criteres_attente) with ordinality c (critere, rang)
  where a.id = activite and case c.critere
    when 'residence' then exists (select from collectivites co where co.code_insee = f.code_insee)
    when 'deja_inscrit' then exists (
      select from reservations v join prestations p on p.id = v.prestation_id
      where v.enfant_id = e.id and v.etat = 'validee' and p.activite_id = a.id and v.jour <> le_jour
        and date_trunc('year', v.jour - interval '8 months')
          = date_trunc('year', le_jour - interval '8 months'))
    when 'fratrie' then exists (
      select from enfants s
        join reservations v on v.enfant_id = s.id
        join prestations p on p.id = v.prestation_id
      where s.famille_id = f.id and s.id <> e.id and p.activite_id = a.id
        and v.etat = 'validee' and v.jour = le_jour)
    when 'emploi' then exists (
      select from justificatifs_d_emploi j
      where j.famille_id = f.id and j.vaut_jusqu_au >= le_jour)
  end
$$;

CREATE FUNCTION public.enfant_connu(enfant integer, structures integer[]) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select structures is null
    or exists (select from demandes d join activites a on a.id = d.activite_id
      where d.enfant_id = enfant and a.structure_id = any(structures))
    or not exists (select from demandes d where d.enfant_id = enfant)
$$;

CREATE FUNCTION public.garder_un_effectif_arrete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'noms_effaces_le' = to_jsonb(old) - 'noms_effaces_le' then
    return new;
  end if;
  raise exception 'effectif % arrêté', old.id
    using errcode = 'check_violation', constraint = 'un_effectif_arrete_ne_change_plus';
end $$;

CREATE FUNCTION public.mots_de_recherche(texte text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(translate(replace(replace(lower(regexp_replace(NORMALIZE(texte, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text)), 'œ'::text, 'oe'::text), 'æ'::text, 'ae'::text), 'øłđ'::text, 'old'::text), '[^a-z0-9]+'::text, ' '::text, 'g'::text));

CREATE FUNCTION public.points_d_attente(criteres text[], remplis text[]) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  select coalesce(sum(1 << (16 - rang::int)), 0)::int
  from unnest(criteres) with ordinality c (critere, rang) where c.critere = any (remplis)
$$;

CREATE FUNCTION public.refermer_l_offre() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.place_offerte := false;
  if new.etat <> 'validee' then
    update places p set prises = p.prises - 1
    where p.jour = new.jour and p.jauge_id in (
      select l.jauge_id from jauges_prestations l
      where l.prestation_id = new.prestation_id
        and (l.groupe_id is null or l.groupe_id = new.groupe_id));
  end if;
  update offres_de_place o
    set issue = 'retiree', close_le = coalesce(new.annulee_le, new.decidee_le, o.faite_le)
  where o.id = new.offre_id and o.issue is null and not exists (
    select from reservations x where x.offre_id = o.id and x.place_offerte and x.id <> new.id);
  return new;
end $$;

CREATE FUNCTION public.refuser_toute_retouche() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'cette ligne ne se retouche plus' using errcode = 'check_violation', constraint = tg_argv[0];
end $$;

CREATE FUNCTION public.refuser_un_dossier_fusionne() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform from familles f where f.id = new.famille_id for key share;
  if exists (select from familles f where f.id = new.famille_id and f.fusionnee_dans is not null) then
    raise exception 'le dossier % a rejoint un autre', new.famille_id
      using errcode = 'check_violation', constraint = 'un_dossier_fusionne_ne_recoit_plus_rien';
  end if;
  return new;
end $$;

CREATE FUNCTION public.refuser_un_enfant_fusionne() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select from enfants e where e.id = new.enfant_id and e.fusionne_dans is not null) then
    raise exception 'l''enfant % a rejoint un autre dossier', new.enfant_id
      using errcode = 'check_violation', constraint = 'un_dossier_fusionne_ne_recoit_plus_rien';
  end if;
  return new;
end $$;

CREATE FUNCTION public.refuser_une_journee_close() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select 1 from clotures where regie_id = new.regie_id and jour >= new.jour) then
    raise exception 'la journée du % est close', new.jour
      using errcode = 'check_violation', constraint = 'une_journee_close_ne_recoit_plus_rien';
  end if;
  return new;
end $$;

CREATE FUNCTION public.verifier_l_equilibre() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if (select sum(montant_centimes) from mouvements where ecriture_id = new.ecriture_id) <> 0 then
    raise exception 'écriture % déséquilibrée', new.ecriture_id
      using errcode = 'check_violation', constraint = 'une_ecriture_est_equilibree';
  end if;
  return null;
end $$;

CREATE FUNCTION public.verifier_l_imputation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  r record;
begin
  select (select montant_centimes from reglements where id = new.reglement_id)
      - coalesce((select sum(montant_centimes) from imputations where reglement_id = new.reglement_id), 0)
      as disponible,
    coalesce((select sum(montant_centimes) from imputations where reglement_id = new.reglement_id), 0) as impute,
    (select montant_centimes from factures where id = new.facture_id)
      - coalesce((select sum(montant_centimes) from imputations where facture_id = new.facture_id), 0)
      as reste
  into r;
  if r.disponible < 0 or r.impute < 0 then
    raise exception 'imputations du règlement %', new.reglement_id
      using errcode = 'check_violation', constraint = 'jamais_plus_impute_que_recu';
  end if;
  if r.reste < 0 then
    raise exception 'imputations de la facture %', new.facture_id
      using errcode = 'check_violation', constraint = 'jamais_plus_impute_que_du';
  end if;
  return null;
end $$;

CREATE TABLE public.activites (
    id integer NOT NULL,
    structure_id integer NOT NULL,
    nom text NOT NULL,
    genre text NOT NULL,
    approbation text NOT NULL,
    liste_attente text NOT NULL,
    rythme text NOT NULL,
    jours_semaine integer[] NOT NULL,
    age_min integer,
    age_max integer,
    ouverte_aux_familles boolean DEFAULT true NOT NULL,
    ordre integer DEFAULT 0 NOT NULL,
    facture_sur text DEFAULT 'reservation'::text NOT NULL,
    regie_id integer,
    criteres_attente text[] DEFAULT '{}'::text[] NOT NULL,
    offre_heures integer DEFAULT 48 NOT NULL,
    fratries_ensemble boolean DEFAULT false NOT NULL,
    jours_min_semaine integer,
    jours_min_du date,
    CONSTRAINT le_genre_d_activite_est_connu CHECK ((genre = ANY (ARRAY['cantine'::text, 'garderie'::text, 'mercredi'::text, 'vacances'::text]))),
    CONSTRAINT le_mode_d_approbation_est_connu CHECK ((approbation = ANY (ARRAY['automatique'::text, 'agent'::text]))),
    CONSTRAINT le_mode_de_liste_d_attente_est_connu CHECK ((liste_attente = ANY (ARRAY['automatique'::text, 'offre'::text, 'manuelle'::text, 'aucune'::text]))),
    CONSTRAINT le_rythme_est_connu CHECK ((rythme = ANY (ARRAY['scolaire'::text, 'vacances'::text, 'toute_l_annee'::text]))),
    CONSTRAINT les_criteres_d_attente_sont_connus CHECK ((criteres_attente <@ '{residence,deja_inscrit,fratrie,emploi}'::text[])),
    CONSTRAINT les_jours_de_la_semaine_vont_de_1_a_7 CHECK ((jours_semaine <@ '{1,2,3,4,5,6,7}'::integer[])),
    CONSTRAINT un_minimum_de_jours_a_son_premier_jour CHECK (((jours_min_semaine IS NULL) = (jours_min_du IS NULL))),
    CONSTRAINT un_minimum_de_jours_va_de_deux_a_sept CHECK (((jours_min_semaine >= 2) AND (jours_min_semaine <= 7))),
    CONSTRAINT une_activite_se_facture_sur_la_reservation_ou_la_presence CHECK ((facture_sur = ANY (ARRAY['reservation'::text, 'presence'::text]))),
    CONSTRAINT une_cantine_ne_demande_pas_l_emploi_des_parents CHECK (((genre <> 'cantine'::text) OR (NOT ('emploi'::text = ANY (criteres_attente))))),
    CONSTRAINT une_offre_dure_de_2_heures_a_14_jours CHECK (((offre_heures >= 2) AND (offre_heures <= 336)))
);

CREATE TABLE public.activites_communes (
    activite_id integer NOT NULL,
    code_insee text NOT NULL
);

CREATE TABLE public.activites_ecoles (
    activite_id integer NOT NULL,
    ecole_id integer NOT NULL
);

ALTER TABLE public.activites ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.activites_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actualites (
    id integer NOT NULL,
    titre text NOT NULL,
    texte text NOT NULL,
    du date NOT NULL,
    au date NOT NULL,
    importante boolean DEFAULT false NOT NULL,
    etat text DEFAULT 'brouillon'::text NOT NULL,
    cle_unique uuid NOT NULL,
    creee_le timestamp with time zone NOT NULL,
    creee_par integer NOT NULL,
    changee_le timestamp with time zone NOT NULL,
    CONSTRAINT l_etat_d_une_actualite_est_connu CHECK ((etat = ANY (ARRAY['brouillon'::text, 'publiee'::text, 'retiree'::text]))),
    CONSTRAINT une_actualite_finit_apres_son_debut CHECK ((du <= au))
);

ALTER TABLE public.actualites ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.actualites_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.additifs_de_cuisine (
    activite_id integer NOT NULL,
    jour date NOT NULL,
    decide_le timestamp with time zone NOT NULL,
    contenu jsonb NOT NULL
);

CREATE TABLE public.agendas (
    id integer NOT NULL,
    responsable_id integer NOT NULL,
    enfant_id integer,
    sel bytea NOT NULL,
    empreinte bytea NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    revoque_le timestamp with time zone
);

ALTER TABLE public.agendas ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agendas_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agents (
    id integer NOT NULL,
    compte_id integer NOT NULL,
    prenom text NOT NULL,
    nom text NOT NULL,
    role text NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    suspendu_le timestamp with time zone,
    CONSTRAINT le_role_est_connu CHECK ((role = ANY (ARRAY['administrateur'::text, 'guichet'::text, 'directeur'::text, 'animateur'::text, 'regisseur'::text, 'lecture'::text])))
);

ALTER TABLE public.agents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agents_structures (
    agent_id integer NOT NULL,
    structure_id integer NOT NULL
);

CREATE TABLE public.attestations_fiscales (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    annee integer NOT NULL,
    numero integer NOT NULL,
    payeur_id integer NOT NULL,
    contenu jsonb NOT NULL,
    emise_le timestamp with time zone NOT NULL,
    remplace integer
);

ALTER TABLE public.attestations_fiscales ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.attestations_fiscales_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.autorisations (
    enfant_id integer NOT NULL,
    genre text NOT NULL,
    accordee boolean NOT NULL,
    donnee_le timestamp with time zone NOT NULL,
    donnee_par integer NOT NULL,
    CONSTRAINT le_genre_d_autorisation_est_connu CHECK ((genre = ANY (ARRAY['hospitalisation'::text, 'baignade'::text, 'photo'::text, 'depart_seul'::text])))
);

CREATE TABLE public.avancements_de_declaration (
    declaration_id integer NOT NULL,
    faites integer DEFAULT 0 NOT NULL,
    total integer NOT NULL
);

CREATE TABLE public.avis_de_declaration (
    declaration_id integer NOT NULL,
    famille_id integer NOT NULL,
    compte_id integer NOT NULL,
    courriel_id integer
);

CREATE TABLE public.bordereaux (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    exercice integer NOT NULL,
    numero integer NOT NULL,
    mode text NOT NULL,
    jour date NOT NULL,
    montant_centimes integer NOT NULL,
    remis_le timestamp with time zone NOT NULL,
    remis_par integer NOT NULL
);

ALTER TABLE public.bordereaux ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bordereaux_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.campagnes (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    mois date NOT NULL,
    ouverte_le timestamp with time zone NOT NULL,
    ouverte_par integer,
    emission_commencee_le timestamp with time zone,
    emise_le timestamp with time zone,
    envoyee_le timestamp with time zone,
    CONSTRAINT une_campagne_est_d_un_mois CHECK ((EXTRACT(day FROM mois) = (1)::numeric))
);

ALTER TABLE public.campagnes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.campagnes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_de_semaine (
    semaine_id integer NOT NULL,
    enfant_id integer NOT NULL,
    prestation_id integer NOT NULL,
    jour_semaine integer NOT NULL,
    semaines text NOT NULL,
    CONSTRAINT les_semaines_d_une_case_sont_connues CHECK ((semaines = ANY (ARRAY['toutes'::text, 'paires'::text, 'impaires'::text]))),
    CONSTRAINT un_jour_de_semaine_va_de_1_a_7 CHECK (((jour_semaine >= 1) AND (jour_semaine <= 7)))
);

CREATE TABLE public.classes (
    id integer NOT NULL,
    ecole_id integer NOT NULL,
    nom text NOT NULL,
    niveau text NOT NULL,
    premiere_annee text,
    derniere_annee text,
    CONSTRAINT la_derniere_annee_s_ecrit_en_deux_ans CHECK ((derniere_annee ~ '^\d{4}-\d{4}$'::text)),
    CONSTRAINT la_premiere_annee_s_ecrit_en_deux_ans CHECK ((premiere_annee ~ '^\d{4}-\d{4}$'::text)),
    CONSTRAINT le_niveau_est_connu CHECK ((niveau = ANY (ARRAY['TPS'::text, 'PS'::text, 'MS'::text, 'GS'::text, 'CP'::text, 'CE1'::text, 'CE2'::text, 'CM1'::text, 'CM2'::text, 'ULIS'::text]))),
    CONSTRAINT une_classe_finit_apres_son_debut CHECK ((premiere_annee <= derniere_annee))
);

ALTER TABLE public.classes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.classes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cles_d_acces (
    id integer NOT NULL,
    compte_id integer NOT NULL,
    identifiant bytea NOT NULL,
    cle_publique bytea NOT NULL,
    nom text NOT NULL,
    compteur bigint NOT NULL,
    transports text[] NOT NULL,
    ajoutee_le timestamp with time zone NOT NULL,
    utilisee_le timestamp with time zone,
    suspecte_le timestamp with time zone,
    retiree_le timestamp with time zone,
    CONSTRAINT le_compteur_d_une_cle_ne_descend_pas_sous_zero CHECK ((compteur >= 0)),
    CONSTRAINT une_cle_d_acces_a_un_nom CHECK ((nom <> ''::text))
);

ALTER TABLE public.cles_d_acces ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.cles_d_acces_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.clotures (
    regie_id integer NOT NULL,
    jour date NOT NULL,
    soldes jsonb NOT NULL,
    close_le timestamp with time zone NOT NULL,
    close_par integer NOT NULL
);

CREATE TABLE public.codes_d_installation (
    empreinte bytea NOT NULL,
    cree_le timestamp with time zone NOT NULL
);

CREATE TABLE public.codes_de_secours (
    compte_id integer NOT NULL,
    empreinte bytea NOT NULL,
    utilise_le timestamp with time zone
);

CREATE TABLE public.collectivites (
    id integer NOT NULL,
    nom text NOT NULL,
    nom_court text NOT NULL,
    courriel text NOT NULL,
    telephone text,
    adresse text,
    couleur text DEFAULT '#1f6f5c'::text NOT NULL,
    fuseau text DEFAULT 'Europe/Paris'::text NOT NULL,
    zone_scolaire text DEFAULT 'B'::text NOT NULL,
    territoire text DEFAULT 'metropole'::text NOT NULL,
    code_insee text NOT NULL,
    creee_le timestamp with time zone NOT NULL,
    directeur_publication text,
    hebergeur_nom text,
    hebergeur_adresse text,
    hebergeur_telephone text,
    declaration_accessibilite_etat text,
    declaration_accessibilite_le date,
    logo text,
    CONSTRAINT l_etat_d_accessibilite_est_connu CHECK ((declaration_accessibilite_etat = ANY (ARRAY['non_conforme'::text, 'partiellement_conforme'::text, 'totalement_conforme'::text]))),
    CONSTRAINT la_couleur_est_hexadecimale CHECK ((couleur ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT la_zone_scolaire_est_connue CHECK ((zone_scolaire = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
    CONSTRAINT une_declaration_d_accessibilite_a_sa_date CHECK (((declaration_accessibilite_etat IS NULL) = (declaration_accessibilite_le IS NULL)))
);

ALTER TABLE public.collectivites ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.collectivites_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.communes (
    code_insee text NOT NULL,
    nom text NOT NULL,
    code_postal text NOT NULL
);

CREATE TABLE public.comptes (
    id integer NOT NULL,
    identifiant public.citext NOT NULL,
    courriel public.citext,
    mot_de_passe_hache text,
    active_le timestamp with time zone,
    ferme_le timestamp with time zone,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE public.comptes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comptes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.compteurs_d_echecs (
    cle text NOT NULL,
    echecs integer NOT NULL,
    premier_le timestamp with time zone NOT NULL,
    dernier_le timestamp with time zone NOT NULL
);

CREATE TABLE public.compteurs_de_numeros (
    regie_id integer NOT NULL,
    exercice integer NOT NULL,
    serie text NOT NULL,
    dernier integer NOT NULL,
    CONSTRAINT la_serie_est_connue CHECK ((serie = ANY (ARRAY['facture'::text, 'quittance'::text, 'ecriture'::text, 'versement'::text, 'bordereau'::text, 'attestation'::text, 'titre'::text])))
);

CREATE TABLE public.contestations (
    id integer NOT NULL,
    famille_id integer NOT NULL,
    responsable_id integer NOT NULL,
    enfant_id integer NOT NULL,
    prestation_id integer NOT NULL,
    jour date NOT NULL,
    facture_id integer,
    texte text NOT NULL,
    recue_le timestamp with time zone NOT NULL,
    reponse text,
    repondue_le timestamp with time zone,
    repondue_par integer,
    cle_unique uuid NOT NULL
);

ALTER TABLE public.contestations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.contestations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.courriels (
    id integer NOT NULL,
    destinataire text NOT NULL,
    sujet text NOT NULL,
    html text NOT NULL,
    texte text NOT NULL,
    sujets text[] DEFAULT '{}'::text[] NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    envoye_le timestamp with time zone,
    dernier_echec text,
    repondre_a text,
    pieces jsonb DEFAULT '[]'::jsonb NOT NULL
);

ALTER TABLE public.courriels ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.courriels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cuisines (
    activite_id integer NOT NULL,
    courriels text[] NOT NULL,
    heure_additif time without time zone NOT NULL,
    CONSTRAINT une_cuisine_a_cinq_adresses_au_plus CHECK ((cardinality(courriels) <= 5))
);

CREATE TABLE public.cuisines_prestations (
    activite_id integer NOT NULL,
    prestation_id integer NOT NULL
);

CREATE TABLE public.declarations (
    id integer NOT NULL,
    genre text NOT NULL,
    decision text NOT NULL,
    facturation text NOT NULL,
    motif text NOT NULL,
    etat text DEFAULT 'brouillon'::text NOT NULL,
    cle_unique uuid NOT NULL,
    creee_le timestamp with time zone NOT NULL,
    creee_par integer NOT NULL,
    confirmee_le timestamp with time zone,
    confirmee_par integer,
    envoi_le timestamp with time zone,
    envoyee_le timestamp with time zone,
    retiree_le timestamp with time zone,
    retiree_par integer,
    CONSTRAINT garder_se_facture_comme_les_autres_jours_ou_pas CHECK (((decision = 'annuler'::text) OR (facturation <> 'premier_jour'::text))),
    CONSTRAINT l_etat_de_declaration_est_connu CHECK ((etat = ANY (ARRAY['brouillon'::text, 'en_cours'::text, 'prete'::text, 'envoyee'::text, 'annulee'::text]))),
    CONSTRAINT la_facturation_d_une_declaration_est_connue CHECK ((facturation = ANY (ARRAY['aucune'::text, 'premier_jour'::text, 'tous'::text]))),
    CONSTRAINT le_genre_de_declaration_est_connu CHECK ((genre = ANY (ARRAY['fermeture'::text, 'greve'::text, 'enseignant_absent'::text, 'sortie_scolaire'::text, 'autre'::text]))),
    CONSTRAINT une_declaration_annule_ou_garde CHECK ((decision = ANY (ARRAY['annuler'::text, 'garder'::text]))),
    CONSTRAINT une_declaration_en_cours_sait_qui_l_a_lancee CHECK (((etat <> 'en_cours'::text) OR ((confirmee_par IS NOT NULL) AND (envoi_le IS NOT NULL)))),
    CONSTRAINT une_declaration_envoyee_a_sa_date CHECK (((etat = 'envoyee'::text) = (envoyee_le IS NOT NULL))),
    CONSTRAINT une_declaration_prete_a_son_heure_d_envoi CHECK (((etat <> ALL (ARRAY['prete'::text, 'envoyee'::text])) OR ((confirmee_le IS NOT NULL) AND (envoi_le IS NOT NULL)))),
    CONSTRAINT une_greve_ou_une_fermeture_ne_se_facture_jamais CHECK (((genre <> ALL (ARRAY['fermeture'::text, 'greve'::text])) OR (decision = 'garder'::text) OR (facturation = 'aucune'::text)))
);

CREATE TABLE public.declarations_classes (
    declaration_id integer NOT NULL,
    classe_id integer NOT NULL
);

ALTER TABLE public.declarations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.declarations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.declarations_jours (
    declaration_id integer NOT NULL,
    prestation_id integer NOT NULL,
    jour date NOT NULL
);

CREATE TABLE public.declarations_reservations (
    declaration_id integer NOT NULL,
    reservation_id integer NOT NULL,
    sort text NOT NULL,
    facturee boolean NOT NULL,
    etat_avant text NOT NULL,
    motif_avant text,
    retablie boolean DEFAULT false NOT NULL,
    CONSTRAINT le_sort_d_une_reservation_est_connu CHECK ((sort = ANY (ARRAY['annulee'::text, 'gardee'::text])))
);

CREATE TABLE public.defis_resolus (
    empreinte bytea NOT NULL,
    expire_le timestamp with time zone NOT NULL
);

CREATE TABLE public.delais (
    id integer NOT NULL,
    activite_id integer NOT NULL,
    prestation_id integer,
    pour text NOT NULL,
    du date NOT NULL,
    au date,
    regle jsonb NOT NULL,
    tardif text DEFAULT 'refusee'::text NOT NULL,
    ecrit_le timestamp with time zone,
    CONSTRAINT le_canal_tardif_est_connu CHECK ((tardif = ANY (ARRAY['refusee'::text, 'majoree'::text, 'agent'::text, 'liste_attente'::text]))),
    CONSTRAINT un_delai_est_pour_reserver_ou_annuler CHECK ((pour = ANY (ARRAY['reserver'::text, 'annuler'::text])))
);

ALTER TABLE public.delais ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.delais_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliberations (
    id integer NOT NULL,
    numero text NOT NULL,
    objet text NOT NULL,
    adoptee_le date NOT NULL
);

ALTER TABLE public.deliberations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.deliberations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.demandes (
    id integer NOT NULL,
    enfant_id integer NOT NULL,
    activite_id integer NOT NULL,
    periode_id integer NOT NULL,
    compte_id integer NOT NULL,
    origine text NOT NULL,
    cle_unique uuid NOT NULL,
    recue_le timestamp with time zone NOT NULL,
    traitee_le timestamp with time zone,
    annoncee_le timestamp with time zone,
    jours_ecartes jsonb DEFAULT '[]'::jsonb NOT NULL,
    accusee_le timestamp with time zone,
    empreinte text,
    saisie_par integer,
    operation_id integer,
    CONSTRAINT l_origine_est_connue CHECK ((origine = ANY (ARRAY['portail'::text, 'centre'::text]))),
    CONSTRAINT une_demande_saisie_par_un_agent_vient_du_centre CHECK (((saisie_par IS NULL) OR (origine = 'centre'::text)))
);

CREATE TABLE public.demandes_de_contrepassation (
    id integer NOT NULL,
    reglement_id integer NOT NULL,
    motif text NOT NULL,
    demandee_le timestamp with time zone NOT NULL,
    demandee_par integer NOT NULL,
    decidee_le timestamp with time zone,
    decidee_par integer,
    acceptee boolean,
    CONSTRAINT quatre_yeux_valent_mieux_que_deux CHECK ((decidee_par <> demandee_par))
);

ALTER TABLE public.demandes_de_contrepassation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.demandes_de_contrepassation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.demandes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.demandes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.destinataires_de_diffusion (
    diffusion_id integer NOT NULL,
    compte_id integer NOT NULL,
    famille_id integer NOT NULL,
    nom text NOT NULL,
    courriel text,
    telephones text DEFAULT ''::text NOT NULL,
    ecrit_le timestamp with time zone,
    courriel_id integer
);

CREATE TABLE public.diffusions (
    id integer NOT NULL,
    objet text NOT NULL,
    texte text NOT NULL,
    vues integer[],
    structures integer[] DEFAULT '{}'::integer[] NOT NULL,
    activites integer[] DEFAULT '{}'::integer[] NOT NULL,
    ecoles integer[] DEFAULT '{}'::integer[] NOT NULL,
    classes integer[] DEFAULT '{}'::integer[] NOT NULL,
    du date,
    au date,
    portee text NOT NULL,
    etat text DEFAULT 'brouillon'::text NOT NULL,
    cle_unique uuid NOT NULL,
    creee_le timestamp with time zone NOT NULL,
    creee_par integer NOT NULL,
    lancee_le timestamp with time zone,
    lancee_par integer,
    part_le timestamp with time zone,
    finie_le timestamp with time zone,
    annulee_le timestamp with time zone,
    CONSTRAINT l_etat_d_une_diffusion_est_connu CHECK ((etat = ANY (ARRAY['brouillon'::text, 'en_cours'::text, 'envoyee'::text, 'annulee'::text]))),
    CONSTRAINT une_diffusion_envoyee_a_sa_date CHECK (((etat = 'envoyee'::text) = (finie_le IS NOT NULL))),
    CONSTRAINT une_diffusion_lancee_sait_quand_elle_part CHECK (((etat <> ALL (ARRAY['en_cours'::text, 'envoyee'::text])) OR ((lancee_par IS NOT NULL) AND (part_le IS NOT NULL)))),
    CONSTRAINT une_diffusion_ne_finit_pas_avant_de_commencer CHECK (((au IS NULL) OR (du <= au)))
);

ALTER TABLE public.diffusions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.diffusions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.doubles_authentifications (
    compte_id integer NOT NULL,
    secret_chiffre bytea NOT NULL,
    cle integer NOT NULL,
    pose_le timestamp with time zone NOT NULL,
    dernier_pas integer NOT NULL
);

CREATE TABLE public.durees_de_sante (
    seule boolean DEFAULT true NOT NULL,
    fiches_mois integer NOT NULL,
    lectures_mois integer NOT NULL,
    CONSTRAINT les_lectures_se_gardent_jusqu_a_60_mois CHECK ((lectures_mois <= 60)),
    CONSTRAINT les_lectures_se_gardent_plus_longtemps_que_les_fiches CHECK ((lectures_mois > fiches_mois)),
    CONSTRAINT une_fiche_se_garde_de_1_a_36_mois CHECK (((fiches_mois >= 1) AND (fiches_mois <= 36))),
    CONSTRAINT une_seule_ligne_de_durees CHECK (seule)
);

CREATE TABLE public.echanges (
    id integer NOT NULL,
    message_id integer NOT NULL,
    de text NOT NULL,
    compte_id integer NOT NULL,
    auteur text NOT NULL,
    texte text NOT NULL,
    cle_unique uuid NOT NULL,
    ecrit_le timestamp with time zone NOT NULL,
    CONSTRAINT un_echange_vient_de_la_famille_ou_des_services CHECK ((de = ANY (ARRAY['famille'::text, 'services'::text])))
);

ALTER TABLE public.echanges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.echanges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ecoles (
    id integer NOT NULL,
    nom text NOT NULL,
    code_insee text NOT NULL
);

ALTER TABLE public.ecoles ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ecoles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ecritures (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    exercice integer NOT NULL,
    numero integer NOT NULL,
    jour date NOT NULL,
    genre text NOT NULL,
    libelle text NOT NULL,
    facture_id integer,
    contrepasse integer,
    passee_le timestamp with time zone NOT NULL,
    passee_par integer,
    CONSTRAINT le_genre_d_ecriture_est_connu CHECK ((genre = ANY (ARRAY['facture'::text, 'avoir'::text, 'encaissement'::text, 'contrepassation'::text, 'remise'::text, 'versement'::text, 'titre'::text])))
);

ALTER TABLE public.ecritures ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ecritures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.effectifs_arretes (
    id integer NOT NULL,
    prestation_id integer NOT NULL,
    jour date NOT NULL,
    limite_le timestamp with time zone NOT NULL,
    arrete_le timestamp with time zone NOT NULL,
    noms_effaces_le timestamp with time zone,
    CONSTRAINT un_effectif_s_arrete_a_la_date_limite_ou_apres CHECK ((limite_le <= arrete_le))
);

ALTER TABLE public.effectifs_arretes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.effectifs_arretes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.effectifs_attendus (
    effectif_id integer NOT NULL,
    enfant_id integer NOT NULL,
    reservation_id integer NOT NULL,
    repas text NOT NULL
);

CREATE TABLE public.effectifs_comptes (
    effectif_id integer NOT NULL,
    ecole text NOT NULL,
    groupe text NOT NULL,
    repas text NOT NULL,
    rang_du_repas integer NOT NULL,
    a_servir boolean NOT NULL,
    nombre integer NOT NULL,
    CONSTRAINT un_compte_d_effectif_est_positif CHECK ((nombre > 0))
);

CREATE TABLE public.enfants (
    id integer NOT NULL,
    famille_id integer NOT NULL,
    prenom text NOT NULL,
    nom text NOT NULL,
    ne_le date NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    mots_du_nom text GENERATED ALWAYS AS (public.mots_de_recherche(((prenom || ' '::text) || nom))) STORED NOT NULL,
    fusionne_dans integer,
    CONSTRAINT un_enfant_ne_se_fusionne_pas_avec_lui_meme CHECK ((fusionne_dans <> id))
);

ALTER TABLE public.enfants ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.enfants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.enfants_passes (
    passage_id integer NOT NULL,
    enfant_id integer NOT NULL,
    classe_id integer NOT NULL,
    garde_car text,
    CONSTRAINT la_raison_de_garder_la_classe_est_connue CHECK ((garde_car = ANY (ARRAY['classe_changee'::text, 'reservations'::text, 'annee_d_apres'::text])))
);

CREATE TABLE public.envois_de_factures (
    facture_id integer NOT NULL,
    voie text NOT NULL,
    envoyee_le timestamp with time zone NOT NULL,
    CONSTRAINT la_voie_d_envoi_est_connue CHECK ((voie = ANY (ARRAY['courriel'::text, 'papier'::text])))
);

CREATE TABLE public.evenements_de_paiement (
    id integer NOT NULL,
    paiement_id integer,
    source text NOT NULL,
    contenu jsonb NOT NULL,
    recu_le timestamp with time zone NOT NULL,
    traite_le timestamp with time zone,
    CONSTRAINT la_source_d_evenement_est_connue CHECK ((source = ANY (ARRAY['ouverture'::text, 'retour'::text, 'notification'::text, 'releve'::text, 'rapprochement'::text])))
);

ALTER TABLE public.evenements_de_paiement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.evenements_de_paiement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.factures (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    exercice integer NOT NULL,
    numero integer NOT NULL,
    genre text NOT NULL,
    campagne_id integer,
    payeur_id integer NOT NULL,
    avoir_de integer,
    motif text,
    jour date NOT NULL,
    echeance date NOT NULL,
    du date NOT NULL,
    au date NOT NULL,
    montant_centimes integer NOT NULL,
    emetteur jsonb NOT NULL,
    destinataire jsonb NOT NULL,
    emise_le timestamp with time zone NOT NULL,
    emise_par integer,
    CONSTRAINT un_avoir_dit_sa_facture_et_son_motif CHECK (((genre = 'facture'::text) OR ((avoir_de IS NOT NULL) AND (motif IS NOT NULL)))),
    CONSTRAINT une_facture_est_positive_un_avoir_negatif CHECK (
CASE genre
    WHEN 'facture'::text THEN (montant_centimes >= 0)
    ELSE (montant_centimes <= 0)
END),
    CONSTRAINT une_facture_ou_un_avoir CHECK ((genre = ANY (ARRAY['facture'::text, 'avoir'::text])))
);

ALTER TABLE public.factures ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.factures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.familles (
    id integer NOT NULL,
    nom text NOT NULL,
    code_insee text,
    creee_le timestamp with time zone NOT NULL,
    archivee_le timestamp with time zone,
    fusionnee_dans integer,
    CONSTRAINT une_famille_fusionnee_est_archivee CHECK (((fusionnee_dans IS NULL) OR (archivee_le IS NOT NULL))),
    CONSTRAINT une_famille_ne_se_fusionne_pas_avec_elle_meme CHECK ((fusionnee_dans <> id))
);

CREATE TABLE public.familles_distinctes (
    famille_id integer NOT NULL,
    autre_id integer NOT NULL,
    le timestamp with time zone NOT NULL,
    par integer NOT NULL,
    CONSTRAINT une_paire_s_ecrit_dans_l_ordre CHECK ((famille_id < autre_id))
);

ALTER TABLE public.familles ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.familles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fermetures (
    id integer NOT NULL,
    structure_id integer,
    activite_id integer,
    du date NOT NULL,
    au date NOT NULL,
    motif text NOT NULL,
    CONSTRAINT une_fermeture_finit_apres_son_debut CHECK ((du <= au))
);

ALTER TABLE public.fermetures ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.fermetures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fiches_sanitaires (
    enfant_id integer NOT NULL,
    pai boolean DEFAULT false NOT NULL,
    confirmee_le timestamp with time zone,
    confirmee_par integer,
    CONSTRAINT une_fiche_confirmee_dit_par_qui CHECK (((confirmee_le IS NULL) = (confirmee_par IS NULL)))
);

CREATE TABLE public.prestations (
    id integer NOT NULL,
    activite_id integer NOT NULL,
    nom text NOT NULL,
    heure_debut time without time zone NOT NULL,
    heure_fin time without time zone NOT NULL,
    ordre integer DEFAULT 0 NOT NULL,
    garde_d_enfant boolean DEFAULT true NOT NULL,
    payable_en_cesu boolean DEFAULT true NOT NULL,
    code_produit text DEFAULT ''::text NOT NULL,
    mention_tva text DEFAULT 'TVA non applicable, article 256 B du CGI'::text NOT NULL,
    retiree_le date
);

CREATE TABLE public.reservations (
    id integer NOT NULL,
    demande_id integer NOT NULL,
    enfant_id integer NOT NULL,
    prestation_id integer NOT NULL,
    groupe_id integer,
    jour date NOT NULL,
    etat text NOT NULL,
    origine text NOT NULL,
    ordre_attente bigint,
    motif text,
    creee_le timestamp with time zone NOT NULL,
    decidee_le timestamp with time zone,
    decidee_par integer,
    annulee_le timestamp with time zone,
    hors_delai boolean DEFAULT false NOT NULL,
    annulee_par integer,
    offre_id integer,
    place_offerte boolean DEFAULT false NOT NULL,
    passages integer DEFAULT 0 NOT NULL,
    par_semaine boolean DEFAULT false NOT NULL,
    CONSTRAINT l_etat_de_reservation_est_connu CHECK ((etat = ANY (ARRAY['demandee'::text, 'en_liste_attente'::text, 'validee'::text, 'refusee'::text, 'annulee_par_famille'::text, 'annulee_par_centre'::text]))),
    CONSTRAINT l_origine_de_reservation_est_connue CHECK ((origine = ANY (ARRAY['portail'::text, 'centre'::text]))),
    CONSTRAINT la_liste_d_attente_a_un_ordre CHECK (((etat <> 'en_liste_attente'::text) OR (ordre_attente IS NOT NULL))),
    CONSTRAINT seule_la_liste_d_attente_recoit_une_offre CHECK (((NOT place_offerte) OR ((etat = 'en_liste_attente'::text) AND (offre_id IS NOT NULL))))
);

CREATE VIEW public.file_d_attente AS
 SELECT r.id,
    r.jour,
    r.prestation_id,
    r.groupe_id,
    r.enfant_id,
    a.id AS activite_id,
    r.ordre_attente,
    COALESCE(r.decidee_le, r.creee_le) AS depuis_le,
    a.criteres_attente AS criteres,
        CASE
            WHEN (a.criteres_attente = '{}'::text[]) THEN '{}'::text[]
            ELSE public.criteres_remplis(r.enfant_id, a.id, r.jour)
        END AS remplis,
        CASE
            WHEN (a.criteres_attente = '{}'::text[]) THEN 0
            ELSE public.points_d_attente(a.criteres_attente, public.criteres_remplis(r.enfant_id, a.id, r.jour))
        END AS points,
        CASE
            WHEN a.fratries_ensemble THEN ( SELECT ((((e.famille_id || ':'::text) || r.prestation_id) || ':'::text) || r.jour)
               FROM public.enfants e
              WHERE (e.id = r.enfant_id))
            ELSE NULL::text
        END AS bloc,
    r.passages
   FROM ((public.reservations r
     JOIN public.prestations p ON ((p.id = r.prestation_id)))
     JOIN public.activites a ON ((a.id = p.activite_id)))
  WHERE ((r.etat = 'en_liste_attente'::text) AND (NOT r.place_offerte));

CREATE TABLE public.grilles (
    id integer NOT NULL,
    prestation_id integer NOT NULL,
    du date NOT NULL,
    deliberation_id integer,
    regle jsonb NOT NULL,
    exemples jsonb DEFAULT '[]'::jsonb NOT NULL,
    cout_de_revient_centimes integer,
    creee_le timestamp with time zone NOT NULL,
    creee_par integer,
    publiee_le timestamp with time zone,
    publiee_par integer,
    CONSTRAINT le_cout_de_revient_est_positif CHECK ((cout_de_revient_centimes > 0)),
    CONSTRAINT une_grille_publiee_a_sa_deliberation CHECK (((publiee_le IS NULL) OR (deliberation_id IS NOT NULL)))
);

ALTER TABLE public.grilles ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.grilles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.groupes (
    id integer NOT NULL,
    activite_id integer NOT NULL,
    nom text NOT NULL,
    cycle text,
    age_min integer,
    age_max integer,
    ordre integer DEFAULT 0 NOT NULL,
    CONSTRAINT le_cycle_est_connu CHECK ((cycle = ANY (ARRAY['maternelle'::text, 'elementaire'::text])))
);

ALTER TABLE public.groupes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.groupes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.imports (
    id integer NOT NULL,
    fichier text NOT NULL,
    recu_le timestamp with time zone NOT NULL,
    recu_par integer NOT NULL,
    annee_scolaire text NOT NULL,
    etat text NOT NULL,
    bilan jsonb NOT NULL,
    dossiers jsonb,
    familles_ecrites integer DEFAULT 0 NOT NULL,
    ecrit_le timestamp with time zone,
    CONSTRAINT l_annee_d_un_import_s_ecrit_en_deux_ans CHECK ((annee_scolaire ~ '^\d{4}-\d{4}$'::text)),
    CONSTRAINT l_etat_d_un_import_est_connu CHECK ((etat = ANY (ARRAY['a_corriger'::text, 'pret'::text, 'en_cours'::text, 'ecrit'::text]))),
    CONSTRAINT un_import_ecrit_a_sa_date CHECK (((etat = 'ecrit'::text) = (ecrit_le IS NOT NULL))),
    CONSTRAINT un_import_ne_garde_ses_dossiers_que_pour_les_ecrire CHECK (((etat = ANY (ARRAY['pret'::text, 'en_cours'::text])) = (dossiers IS NOT NULL)))
);

ALTER TABLE public.imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.imputations (
    id integer NOT NULL,
    reglement_id integer NOT NULL,
    facture_id integer NOT NULL,
    montant_centimes integer NOT NULL,
    imputee_le timestamp with time zone NOT NULL,
    CONSTRAINT une_imputation_n_est_pas_nulle CHECK ((montant_centimes <> 0))
);

ALTER TABLE public.imputations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.imputations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.informations_verifiees (
    famille_id integer NOT NULL,
    jusqu_au integer NOT NULL,
    verifiees_le timestamp with time zone NOT NULL,
    verifiees_par integer NOT NULL
);

CREATE TABLE public.jauges (
    id integer NOT NULL,
    structure_id integer NOT NULL,
    nom text NOT NULL,
    capacite integer,
    CONSTRAINT la_capacite_est_positive CHECK ((capacite >= 0))
);

ALTER TABLE public.jauges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.jauges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.jauges_prestations (
    jauge_id integer NOT NULL,
    prestation_id integer NOT NULL,
    groupe_id integer
);

CREATE TABLE public.journal (
    id integer NOT NULL,
    le timestamp with time zone NOT NULL,
    compte_id integer,
    acteur text NOT NULL,
    verbe text NOT NULL,
    phrase text NOT NULL,
    sujets text[] NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE public.journal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.jours_declares AS
 SELECT d.id AS declaration_id,
    j.prestation_id,
    j.jour,
    c.classe_id,
    d.genre,
    d.decision,
    d.motif
   FROM ((public.declarations d
     JOIN public.declarations_jours j ON ((j.declaration_id = d.id)))
     LEFT JOIN public.declarations_classes c ON ((c.declaration_id = d.id)))
  WHERE (d.etat = ANY (ARRAY['prete'::text, 'envoyee'::text]));

CREATE TABLE public.justificatifs_d_emploi (
    famille_id integer NOT NULL,
    vaut_jusqu_au date NOT NULL,
    vu_le timestamp with time zone NOT NULL,
    vu_par integer NOT NULL
);

CREATE TABLE public.lectures_sante (
    id integer NOT NULL,
    enfant_id integer NOT NULL,
    agent_id integer NOT NULL,
    role text NOT NULL,
    raison text NOT NULL,
    lue_le timestamp with time zone NOT NULL,
    CONSTRAINT la_raison_de_lecture_est_connue CHECK ((raison = ANY (ARRAY['pointage_du_jour'::text, 'urgence'::text, 'preparation'::text, 'protocole'::text, 'famille'::text])))
);

ALTER TABLE public.lectures_sante ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.lectures_sante_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.liens_a_usage_unique (
    empreinte bytea NOT NULL,
    compte_id integer NOT NULL,
    usage text NOT NULL,
    donnee text,
    cree_le timestamp with time zone NOT NULL,
    expire_le timestamp with time zone NOT NULL,
    utilise_le timestamp with time zone,
    CONSTRAINT l_usage_du_lien_est_connu CHECK ((usage = ANY (ARRAY['activation'::text, 'mot_de_passe'::text, 'courriel'::text, 'connexion'::text])))
);

CREATE TABLE public.lignes_facture (
    facture_id integer NOT NULL,
    rang integer NOT NULL,
    enfant_id integer,
    prestation_id integer,
    jour date NOT NULL,
    libelle text NOT NULL,
    explication text NOT NULL,
    quantite integer DEFAULT 1 NOT NULL,
    prix_unitaire_centimes integer NOT NULL,
    montant_centimes integer NOT NULL,
    garde_d_enfant boolean NOT NULL,
    payable_en_cesu boolean NOT NULL,
    code_produit text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT une_ligne_fait_son_compte CHECK ((montant_centimes = (quantite * prix_unitaire_centimes)))
);

CREATE TABLE public.logos (
    empreinte text NOT NULL,
    type text NOT NULL,
    octets bytea NOT NULL,
    recu_le timestamp with time zone NOT NULL,
    CONSTRAINT le_type_du_logo_est_connu CHECK ((type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT un_logo_reste_leger CHECK ((octet_length(octets) <= 204800))
);

CREATE TABLE public.lots_de_prelevement (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    campagne_id integer,
    message text NOT NULL,
    jour_d_execution date NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    cree_par integer,
    encaisse_le timestamp with time zone
);

ALTER TABLE public.lots_de_prelevement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.lots_de_prelevement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mandats (
    id integer NOT NULL,
    payeur_id integer NOT NULL,
    regie_id integer NOT NULL,
    rum text NOT NULL,
    titulaire text NOT NULL,
    iban text NOT NULL,
    bic text,
    signe_le date NOT NULL,
    revoque_le timestamp with time zone,
    dernier_prelevement date,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE public.mandats ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mandats_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.messages (
    id integer NOT NULL,
    famille_id integer NOT NULL,
    responsable_id integer NOT NULL,
    structure_id integer,
    objet text NOT NULL,
    texte text NOT NULL,
    cle_unique uuid NOT NULL,
    recu_le timestamp with time zone NOT NULL,
    traite_le timestamp with time zone,
    etat text DEFAULT 'a_traiter'::text NOT NULL,
    agent_id integer,
    attend_depuis_le timestamp with time zone,
    CONSTRAINT l_etat_d_un_message_est_connu CHECK ((etat = ANY (ARRAY['a_traiter'::text, 'en_cours'::text, 'en_attente'::text, 'close'::text]))),
    CONSTRAINT une_conversation_close_sait_quand CHECK (((etat = 'close'::text) = (traite_le IS NOT NULL)))
);

ALTER TABLE public.messages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.migrations (
    nom text NOT NULL,
    le timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.mouvements (
    id integer NOT NULL,
    ecriture_id integer NOT NULL,
    compte text NOT NULL,
    payeur_id integer,
    code_produit text,
    montant_centimes bigint NOT NULL,
    CONSTRAINT le_compte_est_connu CHECK ((compte = ANY (ARRAY['redevables'::text, 'produits'::text, 'caisse'::text, 'cheques'::text, 'cesu'::text, 'depot_de_fonds'::text, 'prelevements_attendus'::text, 'comptable'::text, 'titres'::text]))),
    CONSTRAINT un_mouvement_n_est_pas_nul CHECK ((montant_centimes <> 0)),
    CONSTRAINT un_redevable_est_nomme CHECK (((compte <> 'redevables'::text) OR (payeur_id IS NOT NULL)))
);

ALTER TABLE public.mouvements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mouvements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.offres_de_place (
    id integer NOT NULL,
    faite_le timestamp with time zone NOT NULL,
    faite_par integer,
    expire_le timestamp with time zone NOT NULL,
    annoncer_le timestamp with time zone NOT NULL,
    annoncee_le timestamp with time zone,
    empreinte bytea,
    issue text,
    close_le timestamp with time zone,
    CONSTRAINT l_issue_d_une_offre_est_connue CHECK ((issue = ANY (ARRAY['acceptee'::text, 'laissee'::text, 'expiree'::text, 'retiree'::text]))),
    CONSTRAINT une_offre_close_a_son_issue CHECK (((issue IS NULL) = (close_le IS NULL))),
    CONSTRAINT une_offre_expire_apres_sa_lettre CHECK ((annoncer_le < expire_le))
);

ALTER TABLE public.offres_de_place ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.offres_de_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.operations (
    id integer NOT NULL,
    compte_id integer NOT NULL,
    cle_unique uuid NOT NULL,
    empreinte text NOT NULL,
    faite_le timestamp with time zone NOT NULL,
    contenu text NOT NULL,
    signature text NOT NULL,
    reprises integer[] NOT NULL,
    accusee_le timestamp with time zone,
    defaite_le timestamp with time zone,
    defaite_par integer,
    defaite_accusee_le timestamp with time zone,
    CONSTRAINT une_operation_defaite_dit_par_qui CHECK (((defaite_le IS NULL) = (defaite_par IS NULL)))
);

CREATE TABLE public.operations_familles (
    operation_id integer NOT NULL,
    famille_id integer NOT NULL
);

ALTER TABLE public.operations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.ordre_d_arrivee
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.ouvertures (
    prestation_id integer NOT NULL,
    jour date NOT NULL,
    periode_id integer NOT NULL
);

CREATE TABLE public.ouvertures_exceptionnelles (
    activite_id integer NOT NULL,
    jour date NOT NULL,
    motif text NOT NULL
);

CREATE TABLE public.paiements_en_ligne (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    payeur_id integer NOT NULL,
    compte_id integer NOT NULL,
    fournisseur text NOT NULL,
    numero_client text NOT NULL,
    reference text NOT NULL,
    exercice integer NOT NULL,
    objet text NOT NULL,
    montant_centimes integer NOT NULL,
    courriel public.citext NOT NULL,
    saisie text NOT NULL,
    operation text,
    etat text NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    ouvert_le timestamp with time zone,
    verifier_le timestamp with time zone,
    verifications integer DEFAULT 0 NOT NULL,
    echecs integer DEFAULT 0 NOT NULL,
    conclu_le timestamp with time zone,
    resultat jsonb,
    anomalie text,
    cle_unique uuid NOT NULL,
    decision text,
    motif text,
    decide_le timestamp with time zone,
    decide_par integer,
    CONSTRAINT l_etat_de_paiement_est_connu CHECK ((etat = ANY (ARRAY['a_ouvrir'::text, 'en_cours'::text, 'paye'::text, 'refuse'::text, 'abandonne'::text, 'expire'::text, 'anomalie'::text]))),
    CONSTRAINT la_decision_d_anomalie_est_connue CHECK ((decision = ANY (ARRAY['encaisse'::text, 'ecarte'::text]))),
    CONSTRAINT le_fournisseur_est_connu CHECK ((fournisseur = ANY (ARRAY['payfip'::text, 'lyra'::text]))),
    CONSTRAINT un_paiement_va_de_un_euro CHECK ((montant_centimes >= 100)),
    CONSTRAINT une_decision_dit_qui_et_pourquoi CHECK ((((decision IS NULL) = (motif IS NULL)) AND ((decision IS NULL) = (decide_le IS NULL)) AND ((decision IS NULL) = (decide_par IS NULL))))
);

ALTER TABLE public.paiements_en_ligne ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.paiements_en_ligne_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.paiements_factures (
    paiement_id integer NOT NULL,
    facture_id integer NOT NULL,
    montant_centimes integer NOT NULL,
    CONSTRAINT une_part_de_paiement_est_positive CHECK ((montant_centimes > 0))
);

CREATE TABLE public.paniers_repas (
    id integer NOT NULL,
    enfant_id integer NOT NULL,
    du date NOT NULL,
    au date
);

ALTER TABLE public.paniers_repas ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.paniers_repas_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.partages (
    id integer NOT NULL,
    enfant_id integer NOT NULL,
    activite_id integer,
    payeur_id integer NOT NULL,
    du date NOT NULL,
    au date,
    regle jsonb NOT NULL,
    motif text DEFAULT ''::text NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    cree_par integer,
    CONSTRAINT un_partage_finit_apres_son_debut CHECK (((au IS NULL) OR (du < au)))
);

ALTER TABLE public.partages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.partages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.passages_de_classe (
    id integer NOT NULL,
    ecole_id integer NOT NULL,
    vers_annee text NOT NULL,
    fait_le timestamp with time zone NOT NULL,
    fait_par integer NOT NULL,
    defait_le timestamp with time zone,
    defait_par integer,
    CONSTRAINT l_annee_du_passage_s_ecrit_en_deux_ans CHECK ((vers_annee ~ '^\d{4}-\d{4}$'::text)),
    CONSTRAINT un_passage_defait_dit_par_qui CHECK (((defait_le IS NULL) = (defait_par IS NULL)))
);

ALTER TABLE public.passages_de_classe ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.passages_de_classe_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payeurs (
    id integer NOT NULL,
    genre text NOT NULL,
    famille_id integer,
    responsable_id integer,
    nom text,
    adresse text,
    code_postal text,
    commune text,
    courriel public.citext,
    siret text,
    cree_le timestamp with time zone NOT NULL,
    repris_par integer,
    CONSTRAINT le_genre_de_payeur_est_connu CHECK ((genre = ANY (ARRAY['famille'::text, 'responsable'::text, 'tiers'::text]))),
    CONSTRAINT le_siret_a_quatorze_chiffres CHECK ((siret ~ '^\d{14}$'::text)),
    CONSTRAINT un_payeur_est_une_famille_un_responsable_ou_un_tiers CHECK (
CASE genre
    WHEN 'famille'::text THEN ((famille_id IS NOT NULL) AND (responsable_id IS NULL))
    WHEN 'responsable'::text THEN ((famille_id IS NOT NULL) AND (responsable_id IS NOT NULL))
    ELSE ((famille_id IS NULL) AND (responsable_id IS NULL) AND (nom IS NOT NULL))
END),
    CONSTRAINT un_payeur_ne_se_reprend_pas_lui_meme CHECK ((repris_par <> id))
);

ALTER TABLE public.payeurs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.payeurs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.periodes (
    id integer NOT NULL,
    activite_id integer NOT NULL,
    nom text NOT NULL,
    du date NOT NULL,
    au date NOT NULL,
    ouvre_le timestamp with time zone NOT NULL,
    ferme_le timestamp with time zone NOT NULL,
    reconduit integer,
    CONSTRAINT une_fenetre_ferme_apres_son_ouverture CHECK ((ouvre_le < ferme_le)),
    CONSTRAINT une_periode_finit_apres_son_debut CHECK ((du <= au)),
    CONSTRAINT une_periode_ne_se_reconduit_pas_elle_meme CHECK ((reconduit <> id))
);

ALTER TABLE public.periodes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.periodes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.personnes_autorisees (
    id integer NOT NULL,
    enfant_id integer NOT NULL,
    nom text NOT NULL,
    lien text NOT NULL,
    telephone text NOT NULL,
    vient_chercher boolean NOT NULL,
    a_prevenir boolean NOT NULL,
    cle_unique uuid NOT NULL,
    ajoutee_le timestamp with time zone NOT NULL,
    ajoutee_par integer NOT NULL,
    retiree_le timestamp with time zone,
    retiree_par integer,
    CONSTRAINT une_personne_autorisee_a_un_nom CHECK ((nom <> ''::text)),
    CONSTRAINT une_personne_retiree_dit_par_qui CHECK (((retiree_le IS NULL) = (retiree_par IS NULL))),
    CONSTRAINT une_personne_vient_chercher_ou_se_previent CHECK ((vient_chercher OR a_prevenir))
);

ALTER TABLE public.personnes_autorisees ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.personnes_autorisees_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.places (
    jauge_id integer NOT NULL,
    jour date NOT NULL,
    places integer NOT NULL,
    prises integer DEFAULT 0 NOT NULL,
    CONSTRAINT jamais_plus_de_places_prises_que_de_places CHECK ((prises <= places)),
    CONSTRAINT le_nombre_de_places_est_positif CHECK ((places >= 0)),
    CONSTRAINT les_places_prises_ne_sont_pas_negatives CHECK ((prises >= 0))
);

CREATE TABLE public.pointages (
    id integer NOT NULL,
    enfant_id integer NOT NULL,
    prestation_id integer NOT NULL,
    jour date NOT NULL,
    etat text NOT NULL,
    arrivee time without time zone,
    depart time without time zone,
    motif text,
    pointe_le timestamp with time zone NOT NULL,
    pointe_par integer NOT NULL,
    CONSTRAINT l_etat_de_pointage_est_connu CHECK ((etat = ANY (ARRAY['present'::text, 'absent'::text, 'absent_excuse'::text]))),
    CONSTRAINT un_absent_n_a_pas_d_heure CHECK (((etat = 'present'::text) OR ((arrivee IS NULL) AND (depart IS NULL)))),
    CONSTRAINT un_enfant_part_apres_son_arrivee CHECK ((arrivee <= depart))
);

CREATE TABLE public.pointages_corriges (
    id integer NOT NULL,
    pointage_id integer NOT NULL,
    etat text NOT NULL,
    arrivee time without time zone,
    depart time without time zone,
    motif text,
    pointe_le timestamp with time zone NOT NULL,
    pointe_par integer NOT NULL,
    corrige_le timestamp with time zone NOT NULL
);

ALTER TABLE public.pointages_corriges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pointages_corriges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.pointages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pointages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.prelevements (
    id integer NOT NULL,
    lot_id integer NOT NULL,
    mandat_id integer NOT NULL,
    facture_id integer NOT NULL,
    montant_centimes integer NOT NULL,
    sequence text NOT NULL,
    reglement_id integer,
    rejete_le timestamp with time zone,
    code_rejet text,
    CONSTRAINT la_sequence_sepa_est_connue CHECK ((sequence = ANY (ARRAY['FRST'::text, 'RCUR'::text]))),
    CONSTRAINT un_prelevement_est_positif CHECK ((montant_centimes > 0))
);

ALTER TABLE public.prelevements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.prelevements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.prestations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.prestations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.prestations_servies AS
 SELECT p.id AS prestation_id,
    p.activite_id
   FROM ((public.prestations p
     JOIN public.activites a ON ((a.id = p.activite_id)))
     LEFT JOIN public.cuisines c ON ((c.activite_id = a.id)))
  WHERE
        CASE
            WHEN (c.activite_id IS NULL) THEN (a.genre = 'cantine'::text)
            ELSE (EXISTS ( SELECT
               FROM public.cuisines_prestations cp
              WHERE (cp.prestation_id = p.id)))
        END;

CREATE TABLE public.quotients_familiaux (
    id integer NOT NULL,
    payeur_id integer NOT NULL,
    valeur integer NOT NULL,
    regime text NOT NULL,
    source text NOT NULL,
    du date NOT NULL,
    au date,
    vu_le timestamp with time zone NOT NULL,
    vu_par integer,
    CONSTRAINT la_source_du_quotient_est_connue CHECK ((source = ANY (ARRAY['caf'::text, 'msa'::text, 'avis_imposition'::text, 'declaration'::text]))),
    CONSTRAINT le_regime_est_connu CHECK ((regime = ANY (ARRAY['caf'::text, 'msa'::text, 'aucun'::text]))),
    CONSTRAINT un_quotient_finit_apres_son_debut CHECK (((au IS NULL) OR (du < au))),
    CONSTRAINT un_quotient_n_est_pas_negatif CHECK ((valeur >= 0))
);

ALTER TABLE public.quotients_familiaux ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.quotients_familiaux_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rattachements (
    famille_id integer NOT NULL,
    responsable_id integer NOT NULL,
    qualite text NOT NULL,
    depuis_le timestamp with time zone NOT NULL,
    CONSTRAINT la_qualite_est_connue CHECK ((qualite = ANY (ARRAY['mere'::text, 'pere'::text, 'tuteur'::text, 'autre'::text])))
);

CREATE TABLE public.regies (
    id integer NOT NULL,
    nom text NOT NULL,
    code text NOT NULL,
    siret text NOT NULL,
    regisseur text NOT NULL,
    adresse text NOT NULL,
    courriel public.citext NOT NULL,
    telephone text,
    comptable text NOT NULL,
    plafond_encaisse_centimes integer NOT NULL,
    delai_de_paiement_jours integer DEFAULT 30 NOT NULL,
    payfip_numero_client text,
    payfip_saisie text DEFAULT 'T'::text NOT NULL,
    fournisseur_de_paiement text DEFAULT 'payfip'::text NOT NULL,
    ics text,
    iban text,
    bic text,
    CONSTRAINT la_saisie_payfip_est_connue CHECK ((payfip_saisie = ANY (ARRAY['T'::text, 'X'::text, 'W'::text]))),
    CONSTRAINT le_code_de_regie_a_deux_chiffres CHECK ((code ~ '^\d{2}$'::text)),
    CONSTRAINT le_fournisseur_de_paiement_est_connu CHECK ((fournisseur_de_paiement = ANY (ARRAY['payfip'::text, 'lyra'::text, 'aucun'::text]))),
    CONSTRAINT le_numero_payfip_a_six_chiffres CHECK ((payfip_numero_client ~ '^\d{6}$'::text)),
    CONSTRAINT le_siret_de_regie_a_quatorze_chiffres CHECK ((siret ~ '^\d{14}$'::text))
);

ALTER TABLE public.regies ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.regies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.regimes_alimentaires (
    id integer NOT NULL,
    nom text NOT NULL,
    ordre integer DEFAULT 0 NOT NULL,
    retire_le timestamp with time zone,
    CONSTRAINT un_regime_a_un_nom CHECK ((nom <> ''::text))
);

ALTER TABLE public.regimes_alimentaires ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.regimes_alimentaires_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.regimes_des_enfants (
    enfant_id integer NOT NULL,
    regime_id integer NOT NULL,
    choisi_le timestamp with time zone NOT NULL,
    choisi_par integer NOT NULL
);

CREATE TABLE public.reglements (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    exercice integer NOT NULL,
    numero integer NOT NULL,
    payeur_id integer NOT NULL,
    mode text NOT NULL,
    montant_centimes integer NOT NULL,
    jour date NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    emetteur text DEFAULT ''::text NOT NULL,
    ecriture_id integer NOT NULL,
    contrepasse integer,
    motif text,
    paiement_en_ligne_id integer,
    mandat_id integer,
    cle_unique uuid,
    encaisse_le timestamp with time zone NOT NULL,
    encaisse_par integer,
    CONSTRAINT le_mode_de_reglement_est_connu CHECK ((mode = ANY (ARRAY['payfip_carte'::text, 'payfip_prelevement'::text, 'carte_en_ligne'::text, 'especes'::text, 'cheque'::text, 'cesu'::text, 'virement'::text, 'prelevement'::text]))),
    CONSTRAINT un_reglement_n_est_pas_nul CHECK ((montant_centimes <> 0)),
    CONSTRAINT une_contrepassation_dit_son_motif CHECK (((contrepasse IS NULL) OR (motif IS NOT NULL))),
    CONSTRAINT une_contrepassation_est_negative CHECK (((contrepasse IS NULL) = (montant_centimes > 0)))
);

ALTER TABLE public.reglements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reglements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reglements_verses (
    reglement_id integer NOT NULL,
    versement_id integer NOT NULL
);

CREATE TABLE public.relances (
    id integer NOT NULL,
    facture_id integer NOT NULL,
    degre integer NOT NULL,
    montant_centimes integer NOT NULL,
    faite_le timestamp with time zone NOT NULL,
    voie text NOT NULL,
    CONSTRAINT la_voie_de_relance_est_connue CHECK ((voie = ANY (ARRAY['courriel'::text, 'papier'::text]))),
    CONSTRAINT une_relance_a_un_degre CHECK (((degre >= 1) AND (degre <= 3)))
);

ALTER TABLE public.relances ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.relances_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.releves_du_tresor (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    jour date NOT NULL,
    reference text NOT NULL,
    montant_centimes integer NOT NULL,
    mode text DEFAULT ''::text NOT NULL,
    importe_le timestamp with time zone NOT NULL,
    importe_par integer
);

ALTER TABLE public.releves_du_tresor ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.releves_du_tresor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.remises (
    reglement_id integer NOT NULL,
    bordereau_id integer NOT NULL
);

CREATE VIEW public.reservations_declarees AS
 SELECT r.reservation_id,
    r.declaration_id,
    r.sort,
    r.facturee,
    r.etat_avant
   FROM (public.declarations_reservations r
     JOIN public.declarations d ON ((d.id = r.declaration_id)))
  WHERE ((d.etat = ANY (ARRAY['prete'::text, 'envoyee'::text])) AND (NOT (EXISTS ( SELECT
           FROM (public.declarations_reservations s
             JOIN public.declarations e ON ((e.id = s.declaration_id)))
          WHERE ((s.reservation_id = r.reservation_id) AND (e.etat = ANY (ARRAY['prete'::text, 'envoyee'::text])) AND (ROW(e.confirmee_le, e.id) > ROW(d.confirmee_le, d.id)))))));

ALTER TABLE public.reservations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reservations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.responsables (
    id integer NOT NULL,
    compte_id integer NOT NULL,
    civilite text DEFAULT ''::text NOT NULL,
    prenom text NOT NULL,
    nom text NOT NULL,
    adresse text DEFAULT ''::text NOT NULL,
    code_postal text DEFAULT ''::text NOT NULL,
    commune text DEFAULT ''::text NOT NULL,
    telephone text DEFAULT ''::text NOT NULL,
    portable text DEFAULT ''::text NOT NULL,
    facture_electronique boolean DEFAULT false NOT NULL,
    modifie_le timestamp with time zone,
    cree_le timestamp with time zone NOT NULL,
    fusionne_dans integer,
    CONSTRAINT la_civilite_est_connue CHECK ((civilite = ANY (ARRAY[''::text, 'M.'::text, 'Mme'::text]))),
    CONSTRAINT un_adulte_ne_se_fusionne_pas_avec_lui_meme CHECK ((fusionne_dans <> id))
);

ALTER TABLE public.responsables ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.responsables_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.retraits_d_operation (
    operation_id integer NOT NULL,
    reservation_id integer NOT NULL,
    etat_avant text NOT NULL,
    CONSTRAINT un_retrait_part_d_un_etat_vivant CHECK ((etat_avant = ANY (ARRAY['demandee'::text, 'en_liste_attente'::text, 'validee'::text])))
);

CREATE TABLE public.rubriques_sanitaires (
    enfant_id integer NOT NULL,
    rubrique text NOT NULL,
    cle integer NOT NULL,
    contenu_chiffre bytea NOT NULL,
    modifiee_le timestamp with time zone NOT NULL,
    modifiee_par integer NOT NULL,
    CONSTRAINT la_rubrique_sanitaire_est_connue CHECK ((rubrique = ANY (ARRAY['allergies'::text, 'pai'::text, 'traitement'::text, 'precautions'::text, 'vaccins'::text, 'medecin'::text])))
);

CREATE TABLE public.saisies_interrompues (
    empreinte bytea NOT NULL,
    compte_id integer NOT NULL,
    chemin text NOT NULL,
    corps text NOT NULL,
    expire_le timestamp with time zone NOT NULL,
    CONSTRAINT la_saisie_reste_courte CHECK ((length(corps) <= 400000))
);

CREATE TABLE public.scolarites (
    enfant_id integer NOT NULL,
    annee_scolaire text NOT NULL,
    classe_id integer NOT NULL,
    CONSTRAINT l_annee_scolaire_s_ecrit_en_deux_ans CHECK ((annee_scolaire ~ '^\d{4}-\d{4}$'::text))
);

CREATE TABLE public.semaines_types (
    id integer NOT NULL,
    famille_id integer NOT NULL,
    annee_scolaire text NOT NULL,
    du date NOT NULL,
    au date NOT NULL,
    cycle text NOT NULL,
    operation_id integer NOT NULL,
    CONSTRAINT l_annee_d_une_semaine_s_ecrit_en_deux_ans CHECK ((annee_scolaire ~ '^\d{4}-\d{4}$'::text)),
    CONSTRAINT le_cycle_d_une_semaine_est_connu CHECK ((cycle = ANY (ARRAY['chaque_semaine'::text, 'paires_impaires'::text]))),
    CONSTRAINT une_semaine_finit_apres_son_debut CHECK ((du <= au))
);

ALTER TABLE public.semaines_types ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.semaines_types_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sessions (
    empreinte bytea NOT NULL,
    id integer NOT NULL,
    compte_id integer NOT NULL,
    appareil text NOT NULL,
    longue boolean NOT NULL,
    creee_le timestamp with time zone NOT NULL,
    vue_le timestamp with time zone NOT NULL,
    expire_le timestamp with time zone NOT NULL,
    revoquee_le timestamp with time zone,
    code_donne_le timestamp with time zone
);

ALTER TABLE public.sessions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.soldes_factures AS
 SELECT f.id AS facture_id,
    f.regie_id,
    f.payeur_id,
    f.jour,
    f.echeance,
    f.montant_centimes,
    a.centimes AS avoir_centimes,
    i.centimes AS percu_centimes,
    ((f.montant_centimes + a.centimes) - i.centimes) AS reste_centimes
   FROM public.factures f,
    LATERAL ( SELECT (COALESCE(sum(factures.montant_centimes), (0)::bigint))::integer AS centimes
           FROM public.factures
          WHERE (factures.avoir_de = f.id)) a,
    LATERAL ( SELECT (COALESCE(sum(imputations.montant_centimes), (0)::bigint))::integer AS centimes
           FROM public.imputations
          WHERE (imputations.facture_id = f.id)) i
  WHERE (f.genre = 'facture'::text);

CREATE TABLE public.structures (
    id integer NOT NULL,
    nom text NOT NULL,
    courriel text NOT NULL,
    telephone text,
    adresse text,
    fermee_le timestamp with time zone
);

ALTER TABLE public.structures ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.structures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.titres (
    facture_id integer NOT NULL,
    exercice integer NOT NULL,
    numero integer NOT NULL,
    montant_centimes integer NOT NULL,
    emis_le timestamp with time zone NOT NULL,
    emis_par integer,
    total_centimes integer NOT NULL,
    CONSTRAINT un_titre_ne_va_pas_sous_quinze_euros CHECK ((total_centimes >= 1500)),
    CONSTRAINT une_part_de_titre_est_positive CHECK (((montant_centimes > 0) AND (montant_centimes <= total_centimes)))
);

CREATE TABLE public.vacances_scolaires (
    zone text NOT NULL,
    annee_scolaire text NOT NULL,
    nom text NOT NULL,
    du date NOT NULL,
    reprise date,
    corrigees_le timestamp with time zone,
    CONSTRAINT les_vacances_finissent_apres_leur_debut CHECK ((du < reprise))
);

CREATE TABLE public.versements (
    id integer NOT NULL,
    regie_id integer NOT NULL,
    exercice integer NOT NULL,
    numero integer NOT NULL,
    jour date NOT NULL,
    details jsonb NOT NULL,
    verse_le timestamp with time zone NOT NULL,
    verse_par integer NOT NULL
);

ALTER TABLE public.versements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.versements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.activites_communes
    ADD CONSTRAINT activites_communes_pkey PRIMARY KEY (activite_id, code_insee);

ALTER TABLE ONLY public.activites_ecoles
    ADD CONSTRAINT activites_ecoles_pkey PRIMARY KEY (activite_id, ecole_id);

ALTER TABLE ONLY public.activites
    ADD CONSTRAINT activites_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actualites
    ADD CONSTRAINT actualites_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agendas
    ADD CONSTRAINT agendas_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_compte_id_key UNIQUE (compte_id);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agents_structures
    ADD CONSTRAINT agents_structures_pkey PRIMARY KEY (agent_id, structure_id);

ALTER TABLE ONLY public.attestations_fiscales
    ADD CONSTRAINT attestations_fiscales_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.autorisations
    ADD CONSTRAINT autorisations_pkey PRIMARY KEY (enfant_id, genre);

ALTER TABLE ONLY public.avancements_de_declaration
    ADD CONSTRAINT avancements_de_declaration_pkey PRIMARY KEY (declaration_id);

ALTER TABLE ONLY public.bordereaux
    ADD CONSTRAINT bordereaux_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.campagnes
    ADD CONSTRAINT campagnes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_de_semaine
    ADD CONSTRAINT cases_de_semaine_pkey PRIMARY KEY (semaine_id, enfant_id, prestation_id, jour_semaine, semaines);

ALTER TABLE ONLY public.classes
    ADD CONSTRAINT classes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cles_d_acces
    ADD CONSTRAINT cles_d_acces_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.clotures
    ADD CONSTRAINT clotures_pkey PRIMARY KEY (regie_id, jour);

ALTER TABLE ONLY public.codes_d_installation
    ADD CONSTRAINT codes_d_installation_pkey PRIMARY KEY (empreinte);

ALTER TABLE ONLY public.codes_de_secours
    ADD CONSTRAINT codes_de_secours_pkey PRIMARY KEY (compte_id, empreinte);

ALTER TABLE ONLY public.collectivites
    ADD CONSTRAINT collectivites_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.communes
    ADD CONSTRAINT communes_pkey PRIMARY KEY (code_insee);

ALTER TABLE ONLY public.comptes
    ADD CONSTRAINT comptes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.compteurs_d_echecs
    ADD CONSTRAINT compteurs_d_echecs_pkey PRIMARY KEY (cle);

ALTER TABLE ONLY public.compteurs_de_numeros
    ADD CONSTRAINT compteurs_de_numeros_pkey PRIMARY KEY (regie_id, exercice, serie);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.courriels
    ADD CONSTRAINT courriels_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cuisines
    ADD CONSTRAINT cuisines_pkey PRIMARY KEY (activite_id);

ALTER TABLE ONLY public.cuisines_prestations
    ADD CONSTRAINT cuisines_prestations_pkey PRIMARY KEY (activite_id, prestation_id);

ALTER TABLE ONLY public.declarations_classes
    ADD CONSTRAINT declarations_classes_pkey PRIMARY KEY (declaration_id, classe_id);

ALTER TABLE ONLY public.declarations_jours
    ADD CONSTRAINT declarations_jours_pkey PRIMARY KEY (declaration_id, prestation_id, jour);

ALTER TABLE ONLY public.declarations
    ADD CONSTRAINT declarations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.declarations_reservations
    ADD CONSTRAINT declarations_reservations_pkey PRIMARY KEY (declaration_id, reservation_id);

ALTER TABLE ONLY public.defis_resolus
    ADD CONSTRAINT defis_resolus_pkey PRIMARY KEY (empreinte);

ALTER TABLE ONLY public.delais
    ADD CONSTRAINT delais_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliberations
    ADD CONSTRAINT deliberations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.demandes_de_contrepassation
    ADD CONSTRAINT demandes_de_contrepassation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodes
    ADD CONSTRAINT deux_periodes_d_une_activite_ne_se_chevauchent_pas EXCLUDE USING gist (activite_id WITH =, daterange(du, au, '[]'::text) WITH &&);

ALTER TABLE ONLY public.diffusions
    ADD CONSTRAINT diffusions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.doubles_authentifications
    ADD CONSTRAINT doubles_authentifications_pkey PRIMARY KEY (compte_id);

ALTER TABLE ONLY public.durees_de_sante
    ADD CONSTRAINT durees_de_sante_pkey PRIMARY KEY (seule);

ALTER TABLE ONLY public.echanges
    ADD CONSTRAINT echanges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ecoles
    ADD CONSTRAINT ecoles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT ecritures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.effectifs_arretes
    ADD CONSTRAINT effectifs_arretes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.effectifs_attendus
    ADD CONSTRAINT effectifs_attendus_pkey PRIMARY KEY (effectif_id, enfant_id);

ALTER TABLE ONLY public.effectifs_comptes
    ADD CONSTRAINT effectifs_comptes_pkey PRIMARY KEY (effectif_id, ecole, groupe, repas);

ALTER TABLE ONLY public.enfants_passes
    ADD CONSTRAINT enfants_passes_pkey PRIMARY KEY (passage_id, enfant_id);

ALTER TABLE ONLY public.enfants
    ADD CONSTRAINT enfants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.envois_de_factures
    ADD CONSTRAINT envois_de_factures_pkey PRIMARY KEY (facture_id);

ALTER TABLE ONLY public.evenements_de_paiement
    ADD CONSTRAINT evenements_de_paiement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT factures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.familles_distinctes
    ADD CONSTRAINT familles_distinctes_pkey PRIMARY KEY (famille_id, autre_id);

ALTER TABLE ONLY public.familles
    ADD CONSTRAINT familles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fermetures
    ADD CONSTRAINT fermetures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fiches_sanitaires
    ADD CONSTRAINT fiches_sanitaires_pkey PRIMARY KEY (enfant_id);

ALTER TABLE ONLY public.grilles
    ADD CONSTRAINT grilles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.groupes
    ADD CONSTRAINT groupes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imputations
    ADD CONSTRAINT imputations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.informations_verifiees
    ADD CONSTRAINT informations_verifiees_pkey PRIMARY KEY (famille_id);

ALTER TABLE ONLY public.jauges
    ADD CONSTRAINT jauges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.jauges_prestations
    ADD CONSTRAINT jauges_prestations_jauge_id_prestation_id_groupe_id_key UNIQUE NULLS NOT DISTINCT (jauge_id, prestation_id, groupe_id);

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.justificatifs_d_emploi
    ADD CONSTRAINT justificatifs_d_emploi_pkey PRIMARY KEY (famille_id);

ALTER TABLE ONLY public.lectures_sante
    ADD CONSTRAINT lectures_sante_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.liens_a_usage_unique
    ADD CONSTRAINT liens_a_usage_unique_pkey PRIMARY KEY (empreinte);

ALTER TABLE ONLY public.lignes_facture
    ADD CONSTRAINT lignes_facture_pkey PRIMARY KEY (facture_id, rang);

ALTER TABLE ONLY public.logos
    ADD CONSTRAINT logos_pkey PRIMARY KEY (empreinte);

ALTER TABLE ONLY public.lots_de_prelevement
    ADD CONSTRAINT lots_de_prelevement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandats
    ADD CONSTRAINT mandats_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (nom);

ALTER TABLE ONLY public.mouvements
    ADD CONSTRAINT mouvements_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.offres_de_place
    ADD CONSTRAINT offres_de_place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.operations_familles
    ADD CONSTRAINT operations_familles_pkey PRIMARY KEY (operation_id, famille_id);

ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ouvertures_exceptionnelles
    ADD CONSTRAINT ouvertures_exceptionnelles_pkey PRIMARY KEY (activite_id, jour);

ALTER TABLE ONLY public.ouvertures
    ADD CONSTRAINT ouvertures_pkey PRIMARY KEY (prestation_id, jour);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT paiements_en_ligne_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paiements_factures
    ADD CONSTRAINT paiements_factures_pkey PRIMARY KEY (paiement_id, facture_id);

ALTER TABLE ONLY public.paniers_repas
    ADD CONSTRAINT paniers_repas_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.partages
    ADD CONSTRAINT partages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.passages_de_classe
    ADD CONSTRAINT passages_de_classe_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payeurs
    ADD CONSTRAINT payeurs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.periodes
    ADD CONSTRAINT periodes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.personnes_autorisees
    ADD CONSTRAINT personnes_autorisees_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (jauge_id, jour);

ALTER TABLE ONLY public.pointages_corriges
    ADD CONSTRAINT pointages_corriges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pointages
    ADD CONSTRAINT pointages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prelevements
    ADD CONSTRAINT prelevements_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prestations
    ADD CONSTRAINT prestations_id_activite_id_key UNIQUE (id, activite_id);

ALTER TABLE ONLY public.prestations
    ADD CONSTRAINT prestations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.quotients_familiaux
    ADD CONSTRAINT quotients_familiaux_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rattachements
    ADD CONSTRAINT rattachements_pkey PRIMARY KEY (famille_id, responsable_id);

ALTER TABLE ONLY public.regies
    ADD CONSTRAINT regies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regimes_alimentaires
    ADD CONSTRAINT regimes_alimentaires_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.regimes_des_enfants
    ADD CONSTRAINT regimes_des_enfants_pkey PRIMARY KEY (enfant_id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reglements_verses
    ADD CONSTRAINT reglements_verses_pkey PRIMARY KEY (reglement_id);

ALTER TABLE ONLY public.relances
    ADD CONSTRAINT relances_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.releves_du_tresor
    ADD CONSTRAINT releves_du_tresor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.remises
    ADD CONSTRAINT remises_pkey PRIMARY KEY (reglement_id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.responsables
    ADD CONSTRAINT responsables_compte_id_key UNIQUE (compte_id);

ALTER TABLE ONLY public.responsables
    ADD CONSTRAINT responsables_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.retraits_d_operation
    ADD CONSTRAINT retraits_d_operation_pkey PRIMARY KEY (operation_id, reservation_id);

ALTER TABLE ONLY public.rubriques_sanitaires
    ADD CONSTRAINT rubriques_sanitaires_pkey PRIMARY KEY (enfant_id, rubrique);

ALTER TABLE ONLY public.saisies_interrompues
    ADD CONSTRAINT saisies_interrompues_pkey PRIMARY KEY (empreinte);

ALTER TABLE ONLY public.scolarites
    ADD CONSTRAINT scolarites_pkey PRIMARY KEY (enfant_id, annee_scolaire);

ALTER TABLE ONLY public.semaines_types
    ADD CONSTRAINT semaines_types_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (empreinte);

ALTER TABLE ONLY public.structures
    ADD CONSTRAINT structures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.titres
    ADD CONSTRAINT titres_pkey PRIMARY KEY (facture_id);

ALTER TABLE ONLY public.additifs_de_cuisine
    ADD CONSTRAINT un_additif_ne_part_qu_une_fois PRIMARY KEY (activite_id, jour);

ALTER TABLE ONLY public.avis_de_declaration
    ADD CONSTRAINT un_adulte_n_est_prevenu_qu_une_fois PRIMARY KEY (declaration_id, famille_id, compte_id);

ALTER TABLE ONLY public.destinataires_de_diffusion
    ADD CONSTRAINT un_adulte_ne_recoit_une_diffusion_qu_une_fois PRIMARY KEY (diffusion_id, compte_id);

ALTER TABLE ONLY public.regies
    ADD CONSTRAINT un_code_de_regie_ne_sert_qu_une_fois UNIQUE (code);

ALTER TABLE ONLY public.echanges
    ADD CONSTRAINT un_echange_ne_part_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.effectifs_arretes
    ADD CONSTRAINT un_effectif_ne_s_arrete_qu_une_fois UNIQUE (prestation_id, jour);

ALTER TABLE ONLY public.pointages
    ADD CONSTRAINT un_enfant_se_pointe_une_fois UNIQUE (enfant_id, prestation_id, jour);

ALTER TABLE ONLY public.comptes
    ADD CONSTRAINT un_identifiant_ne_sert_qu_une_fois UNIQUE (identifiant);

ALTER TABLE ONLY public.offres_de_place
    ADD CONSTRAINT un_lien_ne_sert_qu_a_une_offre UNIQUE (empreinte);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT un_message_ne_part_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.lots_de_prelevement
    ADD CONSTRAINT un_message_sepa_ne_sert_qu_une_fois UNIQUE (message);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT un_numero_d_ecriture_ne_sert_qu_une_fois UNIQUE (regie_id, exercice, numero);

ALTER TABLE ONLY public.bordereaux
    ADD CONSTRAINT un_numero_de_bordereau_ne_sert_qu_une_fois UNIQUE (regie_id, exercice, numero);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT un_numero_de_facture_ne_sert_qu_une_fois UNIQUE (regie_id, exercice, numero);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT un_numero_de_quittance_ne_sert_qu_une_fois UNIQUE (regie_id, exercice, numero);

ALTER TABLE ONLY public.versements
    ADD CONSTRAINT un_numero_de_versement_ne_sert_qu_une_fois UNIQUE (regie_id, exercice, numero);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT un_paiement_en_ligne_ne_s_encaisse_qu_une_fois UNIQUE (paiement_en_ligne_id);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT un_paiement_ne_se_lance_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.paniers_repas
    ADD CONSTRAINT un_panier_repas_a_la_fois EXCLUDE USING gist (enfant_id WITH =, daterange(du, au) WITH &&);

ALTER TABLE ONLY public.partages
    ADD CONSTRAINT un_payeur_n_a_qu_une_part_a_la_fois EXCLUDE USING gist (enfant_id WITH =, COALESCE(activite_id, 0) WITH =, payeur_id WITH =, daterange(du, au) WITH &&);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT un_reglement_ne_s_enregistre_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT un_reglement_ne_se_contrepasse_qu_une_fois UNIQUE (contrepasse);

ALTER TABLE ONLY public.delais
    ADD CONSTRAINT un_seul_delai_a_la_fois EXCLUDE USING gist (activite_id WITH =, COALESCE(prestation_id, 0) WITH =, pour WITH =, daterange(du, au) WITH &&);

ALTER TABLE ONLY public.quotients_familiaux
    ADD CONSTRAINT un_seul_quotient_a_la_fois EXCLUDE USING gist (payeur_id WITH =, daterange(du, au) WITH &&);

ALTER TABLE ONLY public.actualites
    ADD CONSTRAINT une_actualite_ne_s_enregistre_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.agendas
    ADD CONSTRAINT une_adresse_d_agenda_n_ouvre_qu_un_agenda UNIQUE (empreinte);

ALTER TABLE ONLY public.comptes
    ADD CONSTRAINT une_adresse_ne_sert_qu_a_un_compte UNIQUE (courriel);

ALTER TABLE ONLY public.attestations_fiscales
    ADD CONSTRAINT une_attestation_n_est_remplacee_qu_une_fois UNIQUE (remplace);

ALTER TABLE ONLY public.classes
    ADD CONSTRAINT une_classe_par_nom_dans_son_ecole UNIQUE (ecole_id, nom);

ALTER TABLE ONLY public.cles_d_acces
    ADD CONSTRAINT une_cle_d_acces_ne_s_ajoute_qu_une_fois UNIQUE (identifiant);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT une_contestation_ne_part_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.declarations
    ADD CONSTRAINT une_declaration_ne_s_enregistre_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.deliberations
    ADD CONSTRAINT une_deliberation_n_a_qu_un_numero UNIQUE (numero);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT une_demande_ne_s_enregistre_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.diffusions
    ADD CONSTRAINT une_diffusion_ne_s_enregistre_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT une_ecriture_ne_se_contrepasse_qu_une_fois UNIQUE (contrepasse);

ALTER TABLE ONLY public.prelevements
    ADD CONSTRAINT une_facture_ne_se_preleve_qu_une_fois_par_lot UNIQUE (lot_id, facture_id);

ALTER TABLE ONLY public.releves_du_tresor
    ADD CONSTRAINT une_ligne_de_releve_ne_s_importe_qu_une_fois UNIQUE (regie_id, jour, reference, montant_centimes);

ALTER TABLE ONLY public.operations
    ADD CONSTRAINT une_operation_ne_se_fait_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT une_operation_ne_sert_qu_a_un_paiement UNIQUE (operation);

ALTER TABLE ONLY public.periodes
    ADD CONSTRAINT une_periode_ne_se_reconduit_qu_une_fois UNIQUE (reconduit);

ALTER TABLE ONLY public.personnes_autorisees
    ADD CONSTRAINT une_personne_ne_s_ajoute_qu_une_fois UNIQUE (cle_unique);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT une_reference_de_paiement_ne_sert_qu_une_fois UNIQUE (reference);

ALTER TABLE ONLY public.relances
    ADD CONSTRAINT une_relance_par_degre UNIQUE (facture_id, degre);

ALTER TABLE ONLY public.mandats
    ADD CONSTRAINT une_rum_ne_sert_qu_une_fois UNIQUE (rum);

ALTER TABLE ONLY public.semaines_types
    ADD CONSTRAINT une_semaine_par_famille_et_par_operation UNIQUE (operation_id, famille_id);

ALTER TABLE ONLY public.campagnes
    ADD CONSTRAINT une_seule_campagne_par_mois UNIQUE (regie_id, mois);

ALTER TABLE ONLY public.vacances_scolaires
    ADD CONSTRAINT vacances_scolaires_pkey PRIMARY KEY (zone, annee_scolaire, nom);

ALTER TABLE ONLY public.versements
    ADD CONSTRAINT versements_pkey PRIMARY KEY (id);

CREATE INDEX actualites_publiees ON public.actualites USING btree (du, au) WHERE (etat = 'publiee'::text);

CREATE INDEX adultes_par_numero_de_portable ON public.responsables USING btree (portable) WHERE (portable <> ''::text);

CREATE INDEX agendas_de_l_enfant ON public.agendas USING btree (enfant_id);

CREATE INDEX avis_de_la_famille ON public.avis_de_declaration USING btree (famille_id);

CREATE INDEX cases_de_l_enfant ON public.cases_de_semaine USING btree (enfant_id);

CREATE INDEX cles_d_acces_du_compte ON public.cles_d_acces USING btree (compte_id) WHERE (retiree_le IS NULL);

CREATE INDEX comptes_par_courriel ON public.comptes USING btree (lower((courriel)::text) text_pattern_ops);

CREATE INDEX comptes_par_identifiant ON public.comptes USING btree (lower((identifiant)::text) text_pattern_ops);

CREATE INDEX contestations_a_traiter ON public.contestations USING btree (recue_le) WHERE (repondue_le IS NULL);

CREATE INDEX courriels_a_envoyer ON public.courriels USING btree (id) WHERE (envoye_le IS NULL);

CREATE INDEX declarations_a_envoyer ON public.declarations USING btree (envoi_le) WHERE (etat = 'prete'::text);

CREATE INDEX declarations_de_la_reservation ON public.declarations_reservations USING btree (reservation_id);

CREATE INDEX declarations_du_jour ON public.declarations_jours USING btree (prestation_id, jour);

CREATE INDEX demandes_a_traiter ON public.demandes USING btree (recue_le) WHERE (traitee_le IS NULL);

CREATE INDEX demandes_de_contrepassation_a_decider ON public.demandes_de_contrepassation USING btree (demandee_le) WHERE (decidee_le IS NULL);

CREATE INDEX demandes_de_l_enfant ON public.demandes USING btree (enfant_id, recue_le);

CREATE INDEX demandes_de_l_operation ON public.demandes USING btree (operation_id) WHERE (operation_id IS NOT NULL);

CREATE INDEX destinataires_a_ecrire ON public.destinataires_de_diffusion USING btree (diffusion_id, famille_id, compte_id) WHERE (ecrit_le IS NULL);

CREATE INDEX destinataires_du_compte ON public.destinataires_de_diffusion USING btree (compte_id, ecrit_le);

CREATE INDEX diffusions_a_envoyer ON public.diffusions USING btree (part_le) WHERE (etat = 'en_cours'::text);

CREATE INDEX echanges_du_message ON public.echanges USING btree (message_id, id);

CREATE INDEX ecritures_du_jour ON public.ecritures USING btree (regie_id, jour);

CREATE INDEX effectifs_de_l_enfant ON public.effectifs_attendus USING btree (enfant_id);

CREATE INDEX effectifs_de_la_reservation ON public.effectifs_attendus USING btree (reservation_id);

CREATE INDEX effectifs_du_jour ON public.effectifs_arretes USING btree (jour);

CREATE INDEX enfants_d_un_regime ON public.regimes_des_enfants USING btree (regime_id);

CREATE INDEX enfants_de_la_famille ON public.enfants USING btree (famille_id);

CREATE INDEX enfants_fusionnes ON public.enfants USING btree (fusionne_dans) WHERE (fusionne_dans IS NOT NULL);

CREATE INDEX enfants_par_naissance ON public.enfants USING btree (ne_le, mots_du_nom);

CREATE INDEX enfants_par_nom ON public.enfants USING gin (to_tsvector('simple'::regconfig, public.mots_de_recherche(((prenom || ' '::text) || nom))));

CREATE INDEX enfants_passes_de_l_enfant ON public.enfants_passes USING btree (enfant_id);

CREATE INDEX evenements_du_paiement ON public.evenements_de_paiement USING btree (paiement_id);

CREATE INDEX factures_de_la_campagne ON public.factures USING btree (campagne_id);

CREATE INDEX factures_du_payeur ON public.factures USING btree (payeur_id, jour);

CREATE INDEX familles_fusionnees ON public.familles USING btree (fusionnee_dans) WHERE (fusionnee_dans IS NOT NULL);

CREATE INDEX familles_par_nom ON public.familles USING gin (to_tsvector('simple'::regconfig, public.mots_de_recherche(nom)));

CREATE INDEX imputations_de_la_facture ON public.imputations USING btree (facture_id);

CREATE INDEX imputations_du_reglement ON public.imputations USING btree (reglement_id);

CREATE INDEX jauges_de_la_prestation ON public.jauges_prestations USING btree (prestation_id);

CREATE INDEX journal_changements_d_adresse ON public.journal USING btree (id) WHERE (verbe = 'changer_adresse'::text);

CREATE INDEX journal_par_sujet ON public.journal USING gin (sujets);

CREATE INDEX lectures_d_un_enfant ON public.lectures_sante USING btree (enfant_id, lue_le DESC);

CREATE INDEX lectures_par_anciennete ON public.lectures_sante USING btree (lue_le);

CREATE INDEX liens_du_compte ON public.liens_a_usage_unique USING btree (compte_id, usage);

CREATE INDEX lignes_facture_de_l_enfant ON public.lignes_facture USING btree (enfant_id, prestation_id, jour);

CREATE INDEX messages_a_traiter ON public.messages USING btree (recu_le) WHERE (traite_le IS NULL);

CREATE INDEX messages_de_l_agent ON public.messages USING btree (agent_id) WHERE (traite_le IS NULL);

CREATE INDEX messages_de_la_famille ON public.messages USING btree (famille_id, recu_le);

CREATE INDEX messages_du_responsable ON public.messages USING btree (responsable_id, recu_le);

CREATE INDEX mouvements_de_l_ecriture ON public.mouvements USING btree (ecriture_id);

CREATE INDEX mouvements_du_payeur ON public.mouvements USING btree (payeur_id) WHERE (payeur_id IS NOT NULL);

CREATE INDEX offres_ouvertes ON public.offres_de_place USING btree (expire_le) WHERE (issue IS NULL);

CREATE INDEX operations_de_la_famille ON public.operations_familles USING btree (famille_id, operation_id);

CREATE INDEX ouvertures_de_la_periode ON public.ouvertures USING btree (periode_id, jour);

CREATE INDEX paiements_a_verifier ON public.paiements_en_ligne USING btree (verifier_le) WHERE (verifier_le IS NOT NULL);

CREATE INDEX paiements_de_la_facture ON public.paiements_factures USING btree (facture_id);

CREATE INDEX paiements_de_la_regie ON public.paiements_en_ligne USING btree (regie_id, cree_le);

CREATE INDEX paiements_du_payeur ON public.paiements_en_ligne USING btree (payeur_id, cree_le);

CREATE INDEX paiements_en_anomalie ON public.paiements_en_ligne USING btree (regie_id) WHERE (etat = 'anomalie'::text);

CREATE INDEX partages_de_l_enfant ON public.partages USING btree (enfant_id, du);

CREATE INDEX passages_de_l_ecole ON public.passages_de_classe USING btree (ecole_id, vers_annee);

CREATE INDEX payeurs_de_la_famille ON public.payeurs USING btree (famille_id);

CREATE INDEX personnes_d_un_enfant ON public.personnes_autorisees USING btree (enfant_id) WHERE (retiree_le IS NULL);

CREATE INDEX pointages_corriges_du_pointage ON public.pointages_corriges USING btree (pointage_id);

CREATE INDEX pointages_du_jour ON public.pointages USING btree (prestation_id, jour);

CREATE INDEX prestations_de_l_activite ON public.prestations USING btree (activite_id);

CREATE INDEX rattachements_du_responsable ON public.rattachements USING btree (responsable_id);

CREATE INDEX reglements_du_jour ON public.reglements USING btree (regie_id, jour);

CREATE INDEX reglements_du_payeur ON public.reglements USING btree (payeur_id, jour);

CREATE INDEX relances_du_jour ON public.relances USING btree (faite_le);

CREATE INDEX reservations_de_l_enfant ON public.reservations USING btree (enfant_id, jour);

CREATE INDEX reservations_de_l_offre ON public.reservations USING btree (offre_id) WHERE (offre_id IS NOT NULL);

CREATE INDEX reservations_de_la_demande ON public.reservations USING btree (demande_id);

CREATE INDEX reservations_demandees ON public.reservations USING btree (demande_id, jour) WHERE (etat = 'demandee'::text);

CREATE INDEX reservations_du_jour ON public.reservations USING btree (prestation_id, jour);

CREATE INDEX reservations_en_attente ON public.reservations USING btree (prestation_id, jour, ordre_attente) WHERE (etat = 'en_liste_attente'::text);

CREATE INDEX reservations_en_attente_du_jour ON public.reservations USING btree (jour, ordre_attente) WHERE (etat = 'en_liste_attente'::text);

CREATE INDEX responsables_par_nom ON public.responsables USING gin (to_tsvector('simple'::regconfig, public.mots_de_recherche(((prenom || ' '::text) || nom))));

CREATE INDEX responsables_par_portable ON public.responsables USING btree (regexp_replace(portable, '\D'::text, ''::text, 'g'::text) text_pattern_ops);

CREATE INDEX responsables_par_telephone ON public.responsables USING btree (regexp_replace(telephone, '\D'::text, ''::text, 'g'::text) text_pattern_ops);

CREATE INDEX retraits_de_la_reservation ON public.retraits_d_operation USING btree (reservation_id);

CREATE INDEX scolarites_de_la_classe ON public.scolarites USING btree (classe_id, annee_scolaire);

CREATE INDEX semaines_de_la_famille ON public.semaines_types USING btree (famille_id, annee_scolaire, id DESC);

CREATE INDEX sessions_du_compte ON public.sessions USING btree (compte_id);

CREATE UNIQUE INDEX un_enfant_ne_reserve_qu_une_fois_le_meme_jour ON public.reservations USING btree (enfant_id, prestation_id, jour) WHERE (etat = ANY (ARRAY['demandee'::text, 'en_liste_attente'::text, 'validee'::text]));

CREATE UNIQUE INDEX un_payeur_n_a_qu_un_mandat_actif ON public.mandats USING btree (payeur_id, regie_id) WHERE (revoque_le IS NULL);

CREATE UNIQUE INDEX un_payeur_n_a_qu_une_facture_par_campagne ON public.factures USING btree (campagne_id, payeur_id) WHERE ((genre = 'facture'::text) AND (campagne_id IS NOT NULL));

CREATE UNIQUE INDEX un_regime_n_existe_qu_une_fois ON public.regimes_alimentaires USING btree (public.mots_de_recherche(nom)) WHERE (retire_le IS NULL);

CREATE UNIQUE INDEX un_responsable_n_est_payeur_qu_une_fois ON public.payeurs USING btree (famille_id, responsable_id) WHERE ((genre = 'responsable'::text) AND (repris_par IS NULL));

CREATE UNIQUE INDEX un_seul_agenda_a_la_fois ON public.agendas USING btree (responsable_id, enfant_id) NULLS NOT DISTINCT WHERE (revoque_le IS NULL);

CREATE UNIQUE INDEX une_attestation_par_payeur_et_par_an ON public.attestations_fiscales USING btree (regie_id, annee, payeur_id) WHERE (remplace IS NULL);

CREATE UNIQUE INDEX une_facture_n_a_qu_un_avoir ON public.factures USING btree (avoir_de);

CREATE UNIQUE INDEX une_famille_n_a_qu_un_payeur_commun ON public.payeurs USING btree (famille_id) WHERE ((genre = 'famille'::text) AND (repris_par IS NULL));

CREATE UNIQUE INDEX une_seule_collectivite_par_base ON public.collectivites USING btree ((true));

CREATE UNIQUE INDEX une_seule_demande_de_contrepassation_a_la_fois ON public.demandes_de_contrepassation USING btree (reglement_id) WHERE (decidee_le IS NULL);

CREATE UNIQUE INDEX une_seule_grille_publiee_par_jour_de_depart ON public.grilles USING btree (prestation_id, du) WHERE (publiee_le IS NOT NULL);

CREATE TRIGGER refermer_l_offre BEFORE UPDATE OF etat ON public.reservations FOR EACH ROW WHEN ((old.place_offerte AND (new.etat <> 'en_liste_attente'::text))) EXECUTE FUNCTION public.refermer_l_offre();

CREATE TRIGGER refuser_un_dossier_fusionne BEFORE INSERT ON public.contestations FOR EACH ROW EXECUTE FUNCTION public.refuser_un_dossier_fusionne();

CREATE TRIGGER refuser_un_dossier_fusionne BEFORE INSERT ON public.enfants FOR EACH ROW EXECUTE FUNCTION public.refuser_un_dossier_fusionne();

CREATE TRIGGER refuser_un_dossier_fusionne BEFORE INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION public.refuser_un_dossier_fusionne();

CREATE TRIGGER refuser_un_dossier_fusionne BEFORE INSERT ON public.rattachements FOR EACH ROW EXECUTE FUNCTION public.refuser_un_dossier_fusionne();

CREATE TRIGGER refuser_un_enfant_fusionne BEFORE INSERT ON public.demandes FOR EACH ROW EXECUTE FUNCTION public.refuser_un_enfant_fusionne();

CREATE TRIGGER refuser_un_enfant_fusionne BEFORE INSERT ON public.pointages FOR EACH ROW EXECUTE FUNCTION public.refuser_un_enfant_fusionne();

CREATE TRIGGER un_additif_ne_change_plus BEFORE DELETE OR UPDATE ON public.additifs_de_cuisine FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('un_additif_ne_change_plus');

CREATE TRIGGER un_attendu_arrete_ne_change_plus BEFORE UPDATE ON public.effectifs_attendus FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('un_effectif_arrete_ne_change_plus');

CREATE TRIGGER un_compte_arrete_ne_change_plus BEFORE DELETE OR UPDATE ON public.effectifs_comptes FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('un_effectif_arrete_ne_change_plus');

CREATE TRIGGER un_effectif_arrete_ne_change_plus BEFORE DELETE OR UPDATE ON public.effectifs_arretes FOR EACH ROW EXECUTE FUNCTION public.garder_un_effectif_arrete();

CREATE TRIGGER un_mouvement_ne_change_plus BEFORE DELETE OR UPDATE ON public.mouvements FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('une_ecriture_ne_change_plus');

CREATE TRIGGER un_reglement_ne_change_plus BEFORE DELETE OR UPDATE ON public.reglements FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('un_reglement_ne_change_plus');

CREATE CONSTRAINT TRIGGER une_ecriture_est_equilibree AFTER INSERT ON public.mouvements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.verifier_l_equilibre();

CREATE TRIGGER une_ecriture_ne_change_plus BEFORE DELETE OR UPDATE ON public.ecritures FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('une_ecriture_ne_change_plus');

CREATE TRIGGER une_facture_emise_ne_change_plus BEFORE DELETE OR UPDATE ON public.factures FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('une_facture_emise_ne_change_plus');

CREATE TRIGGER une_famille_a_son_payeur AFTER INSERT ON public.familles FOR EACH ROW EXECUTE FUNCTION public.creer_le_payeur_de_la_famille();

CREATE TRIGGER une_grille_publiee_ne_change_plus BEFORE DELETE OR UPDATE ON public.grilles FOR EACH ROW WHEN ((old.publiee_le IS NOT NULL)) EXECUTE FUNCTION public.refuser_toute_retouche('une_grille_publiee_ne_change_plus');

CREATE TRIGGER une_imputation_ne_change_plus BEFORE DELETE OR UPDATE ON public.imputations FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('une_imputation_ne_change_plus');

CREATE CONSTRAINT TRIGGER une_imputation_tient_dans_ses_bornes AFTER INSERT ON public.imputations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.verifier_l_imputation();

CREATE TRIGGER une_journee_close_ne_recoit_plus_rien BEFORE INSERT ON public.ecritures FOR EACH ROW EXECUTE FUNCTION public.refuser_une_journee_close();

CREATE TRIGGER une_ligne_emise_ne_change_plus BEFORE DELETE OR UPDATE ON public.lignes_facture FOR EACH ROW EXECUTE FUNCTION public.refuser_toute_retouche('une_facture_emise_ne_change_plus');

ALTER TABLE ONLY public.activites_communes
    ADD CONSTRAINT activites_communes_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.activites_communes
    ADD CONSTRAINT activites_communes_code_insee_fkey FOREIGN KEY (code_insee) REFERENCES public.communes(code_insee);

ALTER TABLE ONLY public.activites_ecoles
    ADD CONSTRAINT activites_ecoles_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.activites_ecoles
    ADD CONSTRAINT activites_ecoles_ecole_id_fkey FOREIGN KEY (ecole_id) REFERENCES public.ecoles(id);

ALTER TABLE ONLY public.activites
    ADD CONSTRAINT activites_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.activites
    ADD CONSTRAINT activites_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES public.structures(id);

ALTER TABLE ONLY public.actualites
    ADD CONSTRAINT actualites_creee_par_fkey FOREIGN KEY (creee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.additifs_de_cuisine
    ADD CONSTRAINT additifs_de_cuisine_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id);

ALTER TABLE ONLY public.agendas
    ADD CONSTRAINT agendas_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.agendas
    ADD CONSTRAINT agendas_responsable_id_fkey FOREIGN KEY (responsable_id) REFERENCES public.responsables(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.agents_structures
    ADD CONSTRAINT agents_structures_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.agents_structures
    ADD CONSTRAINT agents_structures_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES public.structures(id);

ALTER TABLE ONLY public.attestations_fiscales
    ADD CONSTRAINT attestations_fiscales_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.attestations_fiscales
    ADD CONSTRAINT attestations_fiscales_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.attestations_fiscales
    ADD CONSTRAINT attestations_fiscales_remplace_fkey FOREIGN KEY (remplace) REFERENCES public.attestations_fiscales(id);

ALTER TABLE ONLY public.autorisations
    ADD CONSTRAINT autorisations_donnee_par_fkey FOREIGN KEY (donnee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.autorisations
    ADD CONSTRAINT autorisations_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.avancements_de_declaration
    ADD CONSTRAINT avancements_de_declaration_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES public.declarations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.avis_de_declaration
    ADD CONSTRAINT avis_de_declaration_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.avis_de_declaration
    ADD CONSTRAINT avis_de_declaration_courriel_id_fkey FOREIGN KEY (courriel_id) REFERENCES public.courriels(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.avis_de_declaration
    ADD CONSTRAINT avis_de_declaration_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES public.declarations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.avis_de_declaration
    ADD CONSTRAINT avis_de_declaration_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.bordereaux
    ADD CONSTRAINT bordereaux_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.bordereaux
    ADD CONSTRAINT bordereaux_remis_par_fkey FOREIGN KEY (remis_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.campagnes
    ADD CONSTRAINT campagnes_ouverte_par_fkey FOREIGN KEY (ouverte_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.campagnes
    ADD CONSTRAINT campagnes_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.cases_de_semaine
    ADD CONSTRAINT cases_de_semaine_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.cases_de_semaine
    ADD CONSTRAINT cases_de_semaine_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.cases_de_semaine
    ADD CONSTRAINT cases_de_semaine_semaine_id_fkey FOREIGN KEY (semaine_id) REFERENCES public.semaines_types(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.classes
    ADD CONSTRAINT classes_ecole_id_fkey FOREIGN KEY (ecole_id) REFERENCES public.ecoles(id);

ALTER TABLE ONLY public.cles_d_acces
    ADD CONSTRAINT cles_d_acces_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.clotures
    ADD CONSTRAINT clotures_close_par_fkey FOREIGN KEY (close_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.clotures
    ADD CONSTRAINT clotures_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.codes_de_secours
    ADD CONSTRAINT codes_de_secours_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.doubles_authentifications(compte_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.collectivites
    ADD CONSTRAINT collectivites_logo_fkey FOREIGN KEY (logo) REFERENCES public.logos(empreinte);

ALTER TABLE ONLY public.compteurs_de_numeros
    ADD CONSTRAINT compteurs_de_numeros_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_repondue_par_fkey FOREIGN KEY (repondue_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.contestations
    ADD CONSTRAINT contestations_responsable_id_fkey FOREIGN KEY (responsable_id) REFERENCES public.responsables(id);

ALTER TABLE ONLY public.cuisines
    ADD CONSTRAINT cuisines_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id);

ALTER TABLE ONLY public.cuisines_prestations
    ADD CONSTRAINT cuisines_prestations_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.cuisines(activite_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cuisines_prestations
    ADD CONSTRAINT cuisines_prestations_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.declarations_classes
    ADD CONSTRAINT declarations_classes_classe_id_fkey FOREIGN KEY (classe_id) REFERENCES public.classes(id);

ALTER TABLE ONLY public.declarations_classes
    ADD CONSTRAINT declarations_classes_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES public.declarations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.declarations
    ADD CONSTRAINT declarations_confirmee_par_fkey FOREIGN KEY (confirmee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.declarations
    ADD CONSTRAINT declarations_creee_par_fkey FOREIGN KEY (creee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.declarations_jours
    ADD CONSTRAINT declarations_jours_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES public.declarations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.declarations_jours
    ADD CONSTRAINT declarations_jours_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.declarations_reservations
    ADD CONSTRAINT declarations_reservations_declaration_id_fkey FOREIGN KEY (declaration_id) REFERENCES public.declarations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.declarations_reservations
    ADD CONSTRAINT declarations_reservations_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES public.reservations(id);

ALTER TABLE ONLY public.declarations
    ADD CONSTRAINT declarations_retiree_par_fkey FOREIGN KEY (retiree_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.delais
    ADD CONSTRAINT delais_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.delais
    ADD CONSTRAINT delais_prestation_id_activite_id_fkey FOREIGN KEY (prestation_id, activite_id) REFERENCES public.prestations(id, activite_id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.demandes_de_contrepassation
    ADD CONSTRAINT demandes_de_contrepassation_decidee_par_fkey FOREIGN KEY (decidee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.demandes_de_contrepassation
    ADD CONSTRAINT demandes_de_contrepassation_demandee_par_fkey FOREIGN KEY (demandee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.demandes_de_contrepassation
    ADD CONSTRAINT demandes_de_contrepassation_reglement_id_fkey FOREIGN KEY (reglement_id) REFERENCES public.reglements(id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES public.operations(id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_periode_id_fkey FOREIGN KEY (periode_id) REFERENCES public.periodes(id);

ALTER TABLE ONLY public.demandes
    ADD CONSTRAINT demandes_saisie_par_fkey FOREIGN KEY (saisie_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.destinataires_de_diffusion
    ADD CONSTRAINT destinataires_de_diffusion_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.destinataires_de_diffusion
    ADD CONSTRAINT destinataires_de_diffusion_courriel_id_fkey FOREIGN KEY (courriel_id) REFERENCES public.courriels(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.destinataires_de_diffusion
    ADD CONSTRAINT destinataires_de_diffusion_diffusion_id_fkey FOREIGN KEY (diffusion_id) REFERENCES public.diffusions(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.destinataires_de_diffusion
    ADD CONSTRAINT destinataires_de_diffusion_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.diffusions
    ADD CONSTRAINT diffusions_creee_par_fkey FOREIGN KEY (creee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.diffusions
    ADD CONSTRAINT diffusions_lancee_par_fkey FOREIGN KEY (lancee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.doubles_authentifications
    ADD CONSTRAINT doubles_authentifications_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.echanges
    ADD CONSTRAINT echanges_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.echanges
    ADD CONSTRAINT echanges_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages(id);

ALTER TABLE ONLY public.ecoles
    ADD CONSTRAINT ecoles_code_insee_fkey FOREIGN KEY (code_insee) REFERENCES public.communes(code_insee);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT ecritures_contrepasse_fkey FOREIGN KEY (contrepasse) REFERENCES public.ecritures(id);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT ecritures_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT ecritures_passee_par_fkey FOREIGN KEY (passee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.ecritures
    ADD CONSTRAINT ecritures_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.effectifs_arretes
    ADD CONSTRAINT effectifs_arretes_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.effectifs_attendus
    ADD CONSTRAINT effectifs_attendus_effectif_id_fkey FOREIGN KEY (effectif_id) REFERENCES public.effectifs_arretes(id);

ALTER TABLE ONLY public.effectifs_attendus
    ADD CONSTRAINT effectifs_attendus_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.effectifs_attendus
    ADD CONSTRAINT effectifs_attendus_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES public.reservations(id);

ALTER TABLE ONLY public.effectifs_comptes
    ADD CONSTRAINT effectifs_comptes_effectif_id_fkey FOREIGN KEY (effectif_id) REFERENCES public.effectifs_arretes(id);

ALTER TABLE ONLY public.enfants
    ADD CONSTRAINT enfants_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.enfants
    ADD CONSTRAINT enfants_fusionne_dans_fkey FOREIGN KEY (fusionne_dans) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.enfants_passes
    ADD CONSTRAINT enfants_passes_classe_id_fkey FOREIGN KEY (classe_id) REFERENCES public.classes(id);

ALTER TABLE ONLY public.enfants_passes
    ADD CONSTRAINT enfants_passes_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.enfants_passes
    ADD CONSTRAINT enfants_passes_passage_id_fkey FOREIGN KEY (passage_id) REFERENCES public.passages_de_classe(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.envois_de_factures
    ADD CONSTRAINT envois_de_factures_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.evenements_de_paiement
    ADD CONSTRAINT evenements_de_paiement_paiement_id_fkey FOREIGN KEY (paiement_id) REFERENCES public.paiements_en_ligne(id);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT factures_avoir_de_fkey FOREIGN KEY (avoir_de) REFERENCES public.factures(id);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT factures_campagne_id_fkey FOREIGN KEY (campagne_id) REFERENCES public.campagnes(id);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT factures_emise_par_fkey FOREIGN KEY (emise_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT factures_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.factures
    ADD CONSTRAINT factures_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.familles
    ADD CONSTRAINT familles_code_insee_fkey FOREIGN KEY (code_insee) REFERENCES public.communes(code_insee);

ALTER TABLE ONLY public.familles_distinctes
    ADD CONSTRAINT familles_distinctes_autre_id_fkey FOREIGN KEY (autre_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.familles_distinctes
    ADD CONSTRAINT familles_distinctes_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.familles_distinctes
    ADD CONSTRAINT familles_distinctes_par_fkey FOREIGN KEY (par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.familles
    ADD CONSTRAINT familles_fusionnee_dans_fkey FOREIGN KEY (fusionnee_dans) REFERENCES public.familles(id);

ALTER TABLE ONLY public.fermetures
    ADD CONSTRAINT fermetures_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id);

ALTER TABLE ONLY public.fermetures
    ADD CONSTRAINT fermetures_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES public.structures(id);

ALTER TABLE ONLY public.fiches_sanitaires
    ADD CONSTRAINT fiches_sanitaires_confirmee_par_fkey FOREIGN KEY (confirmee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.fiches_sanitaires
    ADD CONSTRAINT fiches_sanitaires_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.grilles
    ADD CONSTRAINT grilles_creee_par_fkey FOREIGN KEY (creee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.grilles
    ADD CONSTRAINT grilles_deliberation_id_fkey FOREIGN KEY (deliberation_id) REFERENCES public.deliberations(id);

ALTER TABLE ONLY public.grilles
    ADD CONSTRAINT grilles_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.grilles
    ADD CONSTRAINT grilles_publiee_par_fkey FOREIGN KEY (publiee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.groupes
    ADD CONSTRAINT groupes_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_recu_par_fkey FOREIGN KEY (recu_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.imputations
    ADD CONSTRAINT imputations_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.imputations
    ADD CONSTRAINT imputations_reglement_id_fkey FOREIGN KEY (reglement_id) REFERENCES public.reglements(id);

ALTER TABLE ONLY public.informations_verifiees
    ADD CONSTRAINT informations_verifiees_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.informations_verifiees
    ADD CONSTRAINT informations_verifiees_verifiees_par_fkey FOREIGN KEY (verifiees_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.jauges_prestations
    ADD CONSTRAINT jauges_prestations_groupe_id_fkey FOREIGN KEY (groupe_id) REFERENCES public.groupes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.jauges_prestations
    ADD CONSTRAINT jauges_prestations_jauge_id_fkey FOREIGN KEY (jauge_id) REFERENCES public.jauges(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.jauges_prestations
    ADD CONSTRAINT jauges_prestations_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.jauges
    ADD CONSTRAINT jauges_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES public.structures(id);

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.justificatifs_d_emploi
    ADD CONSTRAINT justificatifs_d_emploi_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.justificatifs_d_emploi
    ADD CONSTRAINT justificatifs_d_emploi_vu_par_fkey FOREIGN KEY (vu_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT le_paiement_en_ligne_existe FOREIGN KEY (paiement_en_ligne_id) REFERENCES public.paiements_en_ligne(id);

ALTER TABLE ONLY public.lectures_sante
    ADD CONSTRAINT lectures_sante_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.lectures_sante
    ADD CONSTRAINT lectures_sante_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.liens_a_usage_unique
    ADD CONSTRAINT liens_a_usage_unique_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.lignes_facture
    ADD CONSTRAINT lignes_facture_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.lignes_facture
    ADD CONSTRAINT lignes_facture_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.lignes_facture
    ADD CONSTRAINT lignes_facture_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.lots_de_prelevement
    ADD CONSTRAINT lots_de_prelevement_campagne_id_fkey FOREIGN KEY (campagne_id) REFERENCES public.campagnes(id);

ALTER TABLE ONLY public.lots_de_prelevement
    ADD CONSTRAINT lots_de_prelevement_cree_par_fkey FOREIGN KEY (cree_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.lots_de_prelevement
    ADD CONSTRAINT lots_de_prelevement_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.mandats
    ADD CONSTRAINT mandats_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.mandats
    ADD CONSTRAINT mandats_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_responsable_id_fkey FOREIGN KEY (responsable_id) REFERENCES public.responsables(id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_structure_id_fkey FOREIGN KEY (structure_id) REFERENCES public.structures(id);

ALTER TABLE ONLY public.mouvements
    ADD CONSTRAINT mouvements_ecriture_id_fkey FOREIGN KEY (ecriture_id) REFERENCES public.ecritures(id);

ALTER TABLE ONLY public.mouvements
    ADD CONSTRAINT mouvements_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.offres_de_place
    ADD CONSTRAINT offres_de_place_faite_par_fkey FOREIGN KEY (faite_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_defaite_par_fkey FOREIGN KEY (defaite_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.operations_familles
    ADD CONSTRAINT operations_familles_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.operations_familles
    ADD CONSTRAINT operations_familles_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES public.operations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ouvertures_exceptionnelles
    ADD CONSTRAINT ouvertures_exceptionnelles_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ouvertures
    ADD CONSTRAINT ouvertures_periode_id_fkey FOREIGN KEY (periode_id) REFERENCES public.periodes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ouvertures
    ADD CONSTRAINT ouvertures_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT paiements_en_ligne_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT paiements_en_ligne_decide_par_fkey FOREIGN KEY (decide_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT paiements_en_ligne_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.paiements_en_ligne
    ADD CONSTRAINT paiements_en_ligne_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.paiements_factures
    ADD CONSTRAINT paiements_factures_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.paiements_factures
    ADD CONSTRAINT paiements_factures_paiement_id_fkey FOREIGN KEY (paiement_id) REFERENCES public.paiements_en_ligne(id);

ALTER TABLE ONLY public.paniers_repas
    ADD CONSTRAINT paniers_repas_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.partages
    ADD CONSTRAINT partages_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id);

ALTER TABLE ONLY public.partages
    ADD CONSTRAINT partages_cree_par_fkey FOREIGN KEY (cree_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.partages
    ADD CONSTRAINT partages_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.partages
    ADD CONSTRAINT partages_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.passages_de_classe
    ADD CONSTRAINT passages_de_classe_defait_par_fkey FOREIGN KEY (defait_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.passages_de_classe
    ADD CONSTRAINT passages_de_classe_ecole_id_fkey FOREIGN KEY (ecole_id) REFERENCES public.ecoles(id);

ALTER TABLE ONLY public.passages_de_classe
    ADD CONSTRAINT passages_de_classe_fait_par_fkey FOREIGN KEY (fait_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.payeurs
    ADD CONSTRAINT payeurs_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.payeurs
    ADD CONSTRAINT payeurs_repris_par_fkey FOREIGN KEY (repris_par) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.payeurs
    ADD CONSTRAINT payeurs_responsable_id_fkey FOREIGN KEY (responsable_id) REFERENCES public.responsables(id);

ALTER TABLE ONLY public.periodes
    ADD CONSTRAINT periodes_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.periodes
    ADD CONSTRAINT periodes_reconduit_fkey FOREIGN KEY (reconduit) REFERENCES public.periodes(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.personnes_autorisees
    ADD CONSTRAINT personnes_autorisees_ajoutee_par_fkey FOREIGN KEY (ajoutee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.personnes_autorisees
    ADD CONSTRAINT personnes_autorisees_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.personnes_autorisees
    ADD CONSTRAINT personnes_autorisees_retiree_par_fkey FOREIGN KEY (retiree_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_jauge_id_fkey FOREIGN KEY (jauge_id) REFERENCES public.jauges(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pointages_corriges
    ADD CONSTRAINT pointages_corriges_pointage_id_fkey FOREIGN KEY (pointage_id) REFERENCES public.pointages(id);

ALTER TABLE ONLY public.pointages_corriges
    ADD CONSTRAINT pointages_corriges_pointe_par_fkey FOREIGN KEY (pointe_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.pointages
    ADD CONSTRAINT pointages_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.pointages
    ADD CONSTRAINT pointages_pointe_par_fkey FOREIGN KEY (pointe_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.pointages
    ADD CONSTRAINT pointages_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.prelevements
    ADD CONSTRAINT prelevements_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.prelevements
    ADD CONSTRAINT prelevements_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES public.lots_de_prelevement(id);

ALTER TABLE ONLY public.prelevements
    ADD CONSTRAINT prelevements_mandat_id_fkey FOREIGN KEY (mandat_id) REFERENCES public.mandats(id);

ALTER TABLE ONLY public.prelevements
    ADD CONSTRAINT prelevements_reglement_id_fkey FOREIGN KEY (reglement_id) REFERENCES public.reglements(id);

ALTER TABLE ONLY public.prestations
    ADD CONSTRAINT prestations_activite_id_fkey FOREIGN KEY (activite_id) REFERENCES public.activites(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.quotients_familiaux
    ADD CONSTRAINT quotients_familiaux_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.quotients_familiaux
    ADD CONSTRAINT quotients_familiaux_vu_par_fkey FOREIGN KEY (vu_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.rattachements
    ADD CONSTRAINT rattachements_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.rattachements
    ADD CONSTRAINT rattachements_responsable_id_fkey FOREIGN KEY (responsable_id) REFERENCES public.responsables(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.regimes_des_enfants
    ADD CONSTRAINT regimes_des_enfants_choisi_par_fkey FOREIGN KEY (choisi_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.regimes_des_enfants
    ADD CONSTRAINT regimes_des_enfants_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.regimes_des_enfants
    ADD CONSTRAINT regimes_des_enfants_regime_id_fkey FOREIGN KEY (regime_id) REFERENCES public.regimes_alimentaires(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_contrepasse_fkey FOREIGN KEY (contrepasse) REFERENCES public.reglements(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_ecriture_id_fkey FOREIGN KEY (ecriture_id) REFERENCES public.ecritures(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_encaisse_par_fkey FOREIGN KEY (encaisse_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_mandat_id_fkey FOREIGN KEY (mandat_id) REFERENCES public.mandats(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_payeur_id_fkey FOREIGN KEY (payeur_id) REFERENCES public.payeurs(id);

ALTER TABLE ONLY public.reglements
    ADD CONSTRAINT reglements_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.reglements_verses
    ADD CONSTRAINT reglements_verses_reglement_id_fkey FOREIGN KEY (reglement_id) REFERENCES public.reglements(id);

ALTER TABLE ONLY public.reglements_verses
    ADD CONSTRAINT reglements_verses_versement_id_fkey FOREIGN KEY (versement_id) REFERENCES public.versements(id);

ALTER TABLE ONLY public.relances
    ADD CONSTRAINT relances_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.releves_du_tresor
    ADD CONSTRAINT releves_du_tresor_importe_par_fkey FOREIGN KEY (importe_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.releves_du_tresor
    ADD CONSTRAINT releves_du_tresor_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.remises
    ADD CONSTRAINT remises_bordereau_id_fkey FOREIGN KEY (bordereau_id) REFERENCES public.bordereaux(id);

ALTER TABLE ONLY public.remises
    ADD CONSTRAINT remises_reglement_id_fkey FOREIGN KEY (reglement_id) REFERENCES public.reglements(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_annulee_par_fkey FOREIGN KEY (annulee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_decidee_par_fkey FOREIGN KEY (decidee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_demande_id_fkey FOREIGN KEY (demande_id) REFERENCES public.demandes(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_groupe_id_fkey FOREIGN KEY (groupe_id) REFERENCES public.groupes(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_offre_id_fkey FOREIGN KEY (offre_id) REFERENCES public.offres_de_place(id);

ALTER TABLE ONLY public.reservations
    ADD CONSTRAINT reservations_prestation_id_fkey FOREIGN KEY (prestation_id) REFERENCES public.prestations(id);

ALTER TABLE ONLY public.responsables
    ADD CONSTRAINT responsables_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.responsables
    ADD CONSTRAINT responsables_fusionne_dans_fkey FOREIGN KEY (fusionne_dans) REFERENCES public.responsables(id);

ALTER TABLE ONLY public.retraits_d_operation
    ADD CONSTRAINT retraits_d_operation_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES public.operations(id);

ALTER TABLE ONLY public.retraits_d_operation
    ADD CONSTRAINT retraits_d_operation_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES public.reservations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.rubriques_sanitaires
    ADD CONSTRAINT rubriques_sanitaires_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.fiches_sanitaires(enfant_id);

ALTER TABLE ONLY public.rubriques_sanitaires
    ADD CONSTRAINT rubriques_sanitaires_modifiee_par_fkey FOREIGN KEY (modifiee_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.saisies_interrompues
    ADD CONSTRAINT saisies_interrompues_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.scolarites
    ADD CONSTRAINT scolarites_classe_id_fkey FOREIGN KEY (classe_id) REFERENCES public.classes(id);

ALTER TABLE ONLY public.scolarites
    ADD CONSTRAINT scolarites_enfant_id_fkey FOREIGN KEY (enfant_id) REFERENCES public.enfants(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.semaines_types
    ADD CONSTRAINT semaines_types_famille_id_fkey FOREIGN KEY (famille_id) REFERENCES public.familles(id);

ALTER TABLE ONLY public.semaines_types
    ADD CONSTRAINT semaines_types_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES public.operations(id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.comptes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.titres
    ADD CONSTRAINT titres_emis_par_fkey FOREIGN KEY (emis_par) REFERENCES public.comptes(id);

ALTER TABLE ONLY public.titres
    ADD CONSTRAINT titres_facture_id_fkey FOREIGN KEY (facture_id) REFERENCES public.factures(id);

ALTER TABLE ONLY public.versements
    ADD CONSTRAINT versements_regie_id_fkey FOREIGN KEY (regie_id) REFERENCES public.regies(id);

ALTER TABLE ONLY public.versements
    ADD CONSTRAINT versements_verse_par_fkey FOREIGN KEY (verse_par) REFERENCES public.comptes(id);
