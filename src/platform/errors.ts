/** Ce que la règle refuse : la seule exception attendue. Le message est destiné à la personne. */
export class Refus extends Error {
  readonly code: string;
  readonly champ: string | undefined;
  constructor(code: string, message: string, champ?: string) {
    super(message);
    this.code = code;
    this.champ = champ;
  }
}

/** Introuvable ou à quelqu'un d'autre : la même page 404, pour ne rien apprendre à un curieux. */
export class Introuvable extends Error {
  constructor() {
    super('Introuvable');
  }
}

/** Les contraintes de la base sont des phrases ; voici ce qu'en lit la personne. */
const messagesDesContraintes: Record<string, string> = {
  jamais_plus_de_places_prises_que_de_places:
    'La dernière place vient d’être prise. Rechargez la page pour voir les places restantes.',
  un_enfant_ne_reserve_qu_une_fois_le_meme_jour: 'Ce jour est déjà réservé pour cet enfant.',
  une_demande_ne_s_enregistre_qu_une_fois: 'Cette demande est déjà enregistrée.',
  un_message_ne_part_qu_une_fois: 'Ce message est déjà envoyé.',
  un_echange_ne_part_qu_une_fois: 'Cette réponse est déjà envoyée.',
  une_cle_d_acces_ne_s_ajoute_qu_une_fois: 'Cette clé d’accès est déjà ajoutée.',
  une_adresse_ne_sert_qu_a_un_compte: 'Cette adresse électronique sert déjà à un autre compte.',
  un_identifiant_ne_sert_qu_une_fois: 'Cet identifiant est déjà pris.',
  deux_periodes_d_une_activite_ne_se_chevauchent_pas: 'Cette période en chevauche une autre.',
  une_deliberation_n_a_qu_un_numero:
    'Cette délibération est déjà connue : choisissez-la dans la liste.',
  une_seule_grille_publiee_par_jour_de_depart:
    'Une grille publiée part déjà de ce jour-là : choisissez-en un autre.',
  une_grille_publiee_ne_change_plus: 'Cette grille est publiée : elle ne change plus.',
  un_seul_quotient_a_la_fois: 'Un quotient est déjà connu pour une partie de ces jours.',
  un_panier_repas_a_la_fois: 'Un panier-repas couvre déjà une partie de ces jours.',
  un_reglement_ne_s_enregistre_qu_une_fois: 'Ce règlement est déjà enregistré.',
  un_reglement_ne_se_contrepasse_qu_une_fois: 'Ce règlement est déjà contrepassé.',
  une_facture_emise_ne_change_plus:
    'Cette facture est émise : elle ne change plus. Faites un avoir, puis une nouvelle facture.',
  une_facture_n_a_qu_un_avoir: 'Cette facture a déjà son avoir.',
  un_payeur_n_a_qu_une_part_a_la_fois:
    'Ce payeur a déjà une part pour cet enfant, sur une partie de ces jours.',
  une_classe_par_nom_dans_son_ecole:
    'Cette école a déjà une classe de ce nom : choisissez-en un autre.',
  un_dossier_fusionne_ne_recoit_plus_rien:
    'Ce dossier en a rejoint un autre à l’instant. Rien n’est enregistré : revenez à l’accueil, puis recommencez.',
  un_seul_delai_a_la_fois: 'Un autre délai vaut déjà pour une partie de ces jours.',
};

const VERROU_TROP_LONG = '55P03';
const INTERBLOCAGE = '40P01';

/** Traduit une erreur de PostgreSQL en refus lisible, ou null si ce n'en est pas un. */
export function refusDepuis(erreur: unknown): Refus | null {
  if (erreur instanceof Refus) return erreur;
  const { constraint, code } = (erreur ?? {}) as { constraint?: string; code?: string };
  if (code === VERROU_TROP_LONG || code === INTERBLOCAGE) {
    return new Refus(
      'occupe',
      'Beaucoup de familles réservent en ce moment. Rien n’est enregistré : réessayez.',
    );
  }
  const message = constraint ? messagesDesContraintes[constraint] : undefined;
  return constraint && message ? new Refus(constraint, message) : null;
}

const CODES_BASE_ABSENTE = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
  '55000', // base fermée aux connexions pendant une restauration
]);

/** La base ne répond pas : page calme 503, et non une erreur de programme. */
export function baseInjoignable(erreur: unknown): boolean {
  const { code, message } = (erreur ?? {}) as { code?: string; message?: string };
  return (
    (code !== undefined && CODES_BASE_ABSENTE.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable/.test(
      message ?? '',
    )
  );
}

export function assertNever(valeur: never): never {
  throw new Error(`Cas imprévu : ${JSON.stringify(valeur)}`);
}
