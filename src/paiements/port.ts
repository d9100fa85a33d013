/**
 * Le port des fournisseurs de paiement. PayFiP ne dit rien de sûr dans ses notifications : on lui
 * redemande. Lyra signe les siennes et ne s'interroge pas : on relit ce qu'il a signé. Les deux se
 * cachent derrière `demanderResultat`.
 */
export type NomFournisseur = 'payfip' | 'lyra';

/** Ce qu'il faut pour ouvrir une opération. Rien ici ne dépend d'un fournisseur. */
export interface DemandeDePaiement {
  numeroClient: string;
  /** Année de la facture. */
  exercice: number;
  /** Notre référence : de 6 à 30 lettres sans accent ou chiffres, jamais deux fois la même. */
  reference: string;
  objet: string;
  montantCentimes: number;
  courriel: string;
  saisie: 'T' | 'X' | 'W';
  /** Rang de la tentative, unique chez nous. */
  rang: number;
  le: Date;
  retour: string;
  notification: string;
}

/** Où envoyer le navigateur : une adresse, ou un formulaire à poster. */
export type Destination =
  | { methode: 'GET'; adresse: string }
  | { methode: 'POST'; adresse: string; champs: Record<string, string> };

/** Ce que le fournisseur dit d'une opération conclue, pour le comparer à ce qui fut demandé. */
export interface Constat {
  numeroClient: string;
  reference: string;
  montantCentimes: number;
  /** Numéro d'autorisation ; vide pour un refus. */
  autorisation: string;
  /** La réponse telle quelle, gardée au dossier. */
  brut: Record<string, string>;
}

export type Moyen = 'carte' | 'prelevement';

export type Resultat =
  | { issue: 'paye' | 'refuse'; moyen: Moyen; constat: Constat }
  | { issue: 'abandonne'; constat: Constat }
  /** La personne est encore sur la page, ou le fournisseur n'a pas fini. */
  | { issue: 'en_attente' }
  /** Le fournisseur ne connaît pas ou ne connaît plus cette opération. */
  | { issue: 'inconnu' };

/** Une annonce reçue du dehors : quelle opération elle concerne, et ce qu'elle dit, tel quel. */
export interface Annonce {
  operation: string;
  contenu: Record<string, string>;
}

export interface Fournisseur {
  nom: NomFournisseur;
  /** Ouvre l'opération. @throws PanneDuFournisseur, RefusDuFournisseur */
  ouvrir(demande: DemandeDePaiement): Promise<string>;
  /** Où envoyer le navigateur pour payer cette opération. */
  destination(demande: DemandeDePaiement, operation: string): Destination;
  /** Lit un retour ou une notification ; null : elle ne dit rien de lisible, ou sa signature est fausse. */
  lireNotification(champs: URLSearchParams): Annonce | null;
  /**
   * Ce que devient l'opération. `recus` : les annonces gardées, de la plus ancienne à la plus
   * récente. @throws PanneDuFournisseur (à redemander), RefusDuFournisseur (code inattendu)
   */
  demanderResultat(operation: string, recus: readonly Record<string, string>[]): Promise<Resultat>;
  /** Les libellés du client, tels que le fournisseur les connaît. */
  testerConfiguration(numeroClient: string): Promise<string[]>;
}

/** Le fournisseur ne répond pas, ou mal : à réessayer plus tard, jamais « non payé ». */
export class PanneDuFournisseur extends Error {}

/** Le fournisseur refuse, avec un code (PayFiP, guide § annexe 1). */
export class RefusDuFournisseur extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
