/** Les moyens de payer, et le compte où chacun pose l'argent (Régie, règle 3). */
export type Compte =
  | 'redevables'
  | 'produits'
  | 'caisse'
  | 'cheques'
  | 'cesu'
  | 'depot_de_fonds'
  | 'prelevements_attendus'
  | 'comptable'
  | 'titres';

export type Mode =
  | 'payfip_carte'
  | 'payfip_prelevement'
  | 'carte_en_ligne'
  | 'especes'
  | 'cheque'
  | 'cesu'
  | 'virement'
  | 'prelevement';

export const MODES: Record<Mode, { libelle: string; compte: Compte }> = {
  especes: { libelle: 'Espèces', compte: 'caisse' },
  cheque: { libelle: 'Chèque', compte: 'cheques' },
  cesu: { libelle: 'CESU', compte: 'cesu' },
  virement: { libelle: 'Virement', compte: 'depot_de_fonds' },
  prelevement: { libelle: 'Prélèvement', compte: 'depot_de_fonds' },
  payfip_carte: { libelle: 'PayFiP, carte', compte: 'depot_de_fonds' },
  payfip_prelevement: { libelle: 'PayFiP, prélèvement', compte: 'depot_de_fonds' },
  carte_en_ligne: { libelle: 'Carte en ligne', compte: 'depot_de_fonds' },
};

/** Ceux qu'un agent encaisse à son bureau ; les autres arrivent par leur propre chemin. */
export const MODES_DU_GUICHET = ['especes', 'cheque', 'cesu', 'virement'] as const;

/** Ceux qui se remettent à la banque sur un bordereau. */
export const MODES_A_REMETTRE = ['especes', 'cheque', 'cesu'] as const;

export function estMode(valeur: string): valeur is Mode {
  return Object.hasOwn(MODES, valeur);
}

export function compteDuMode(mode: Mode): Compte {
  return MODES[mode].compte;
}

export const COMPTES: Record<Compte, string> = {
  redevables: 'Redevables (les familles)',
  produits: 'Produits',
  caisse: 'Caisse',
  cheques: 'Chèques à remettre',
  cesu: 'CESU à remettre',
  depot_de_fonds: 'Compte de dépôt de fonds',
  prelevements_attendus: 'Prélèvements attendus',
  comptable: 'Versé au comptable',
  titres: 'Titres de recettes',
};

/** Espèces : 300 € au plus par règlement (CGI, art. 1680). */
export const PLAFOND_ESPECES_CENTIMES = 30_000;
