/**
 * Ce que devient chaque colonne qui désigne une famille, un enfant, un adulte, un payeur ou un compte
 * quand deux dossiers n'en font plus qu'un (Fusions, règle 4). Un essai lit le catalogue de la base :
 * une colonne nouvelle doit être décidée ici.
 *
 * - `suit` : la ligne passe au dossier, à l'enfant, à l'adulte ou au payeur qui reste ;
 * - `regle` : elle suit, et une règle tranche quand les deux en ont une ;
 * - `reste` : elle dit ce qui s'est passé, et ne se réécrit pas.
 */
export type Sort = 'suit' | 'regle' | 'reste';

export const RENVOIS: Readonly<Record<string, Sort>> = {
  // Familles
  'avis_de_declaration.famille_id': 'reste', // une lettre partie
  'contestations.famille_id': 'suit',
  'destinataires_de_diffusion.famille_id': 'reste', // des lettres parties
  'enfants.famille_id': 'suit',
  'familles.fusionnee_dans': 'suit',
  'familles_distinctes.famille_id': 'reste', // la paire n'a plus d'objet
  'familles_distinctes.autre_id': 'reste',
  'informations_verifiees.famille_id': 'regle',
  'justificatifs_d_emploi.famille_id': 'regle',
  'messages.famille_id': 'suit',
  'operations_familles.famille_id': 'suit',
  'payeurs.famille_id': 'suit',
  'rattachements.famille_id': 'regle',
  'semaines_types.famille_id': 'regle',

  // Enfants
  'agendas.enfant_id': 'regle',
  'autorisations.enfant_id': 'regle',
  'cases_de_semaine.enfant_id': 'regle',
  'contestations.enfant_id': 'regle', // celle d'une facture garde le numéro de sa ligne
  'demandes.enfant_id': 'suit',
  'effectifs_attendus.enfant_id': 'reste', // une liste de cuisine arrêtée
  'enfants.fusionne_dans': 'suit',
  'enfants_passes.enfant_id': 'reste', // une montée de classe déjà faite
  'fiches_sanitaires.enfant_id': 'regle',
  'lectures_sante.enfant_id': 'suit',
  'lignes_facture.enfant_id': 'reste', // émise, une ligne ne change plus
  'paniers_repas.enfant_id': 'regle',
  'partages.enfant_id': 'regle',
  'personnes_autorisees.enfant_id': 'suit',
  'pointages.enfant_id': 'regle',
  'regimes_des_enfants.enfant_id': 'regle',
  'reservations.enfant_id': 'regle',
  'rubriques_sanitaires.enfant_id': 'regle', // rechiffrées
  'scolarites.enfant_id': 'regle',

  // Adultes
  'agendas.responsable_id': 'regle',
  'contestations.responsable_id': 'suit',
  'messages.responsable_id': 'suit',
  'payeurs.responsable_id': 'suit',
  'rattachements.responsable_id': 'regle',
  'responsables.fusionne_dans': 'suit',

  // Payeurs : les pièces émises et l'argent reçu gardent le leur, qui passe au dossier qui reste
  'attestations_fiscales.payeur_id': 'reste',
  'factures.payeur_id': 'reste',
  'mandats.payeur_id': 'regle',
  'mouvements.payeur_id': 'reste',
  'paiements_en_ligne.payeur_id': 'reste',
  'partages.payeur_id': 'suit',
  'payeurs.repris_par': 'suit',
  'quotients_familiaux.payeur_id': 'regle',
  'reglements.payeur_id': 'reste',

  // Comptes : à qui l'on écrit suit ; qui a fait quoi reste (toute colonne « …_par » aussi)
  'demandes.compte_id': 'suit',
  'responsables.compte_id': 'reste', // l'accès se ferme
  'sessions.compte_id': 'reste', // révoquées
  'agents.compte_id': 'reste', // l'accès d'un agent ne se ferme pas
  'avis_de_declaration.compte_id': 'reste',
  'destinataires_de_diffusion.compte_id': 'reste',
  'doubles_authentifications.compte_id': 'reste',
  'echanges.compte_id': 'reste',
  'journal.compte_id': 'reste',
  'liens_a_usage_unique.compte_id': 'reste', // un compte fermé n'en use plus
  'operations.compte_id': 'reste',
  'paiements_en_ligne.compte_id': 'reste',
  'saisies_interrompues.compte_id': 'reste',
};
