-- Une attestation émise ne change plus : un règlement corrigé après coup en émet une autre, qui la
-- remplace. Une seule attestation d'origine par payeur et par an, et un seul remplacement chacune.
alter table attestations_fiscales add column remplace int references attestations_fiscales
  constraint une_attestation_n_est_remplacee_qu_une_fois unique;
alter table attestations_fiscales drop constraint une_attestation_par_payeur_et_par_an;
create unique index une_attestation_par_payeur_et_par_an
  on attestations_fiscales (regie_id, annee, payeur_id) where remplace is null;
