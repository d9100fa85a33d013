import type { Db } from '../platform/db.ts';

/** Le jeu de données de démonstration, chargé au premier démarrage hors production. */
export interface Jeu {
  charger(db: Db, options: { maintenant: Date; adresse: string }): Promise<unknown>;
  /** Les comptes à essayer, une ligne chacun, montrés au démarrage. */
  comptes: string[];
}

export const jeu: Jeu | null = null;
