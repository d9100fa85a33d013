import {
  COMPTES_DE_DEMONSTRATION,
  chargerSaintAubin,
  MOT_DE_PASSE_DE_DEMONSTRATION,
} from '../../db/jeu/saint-aubin/charger.ts';
import type { Db } from '../platform/db.ts';
import type { Keyring } from '../platform/encryption.ts';

/** Le jeu de données de démonstration, chargé au premier démarrage hors production. */
export interface Jeu {
  charger(db: Db, options: { maintenant: Date; adresse: string; cles?: Keyring }): Promise<unknown>;
  /** Les comptes à essayer, une ligne chacun, montrés au démarrage. */
  comptes: string[];
}

export const jeu: Jeu = {
  charger: chargerSaintAubin,
  comptes: [
    ...COMPTES_DE_DEMONSTRATION.map((c) => `${c.identifiant} : ${c.qui}`),
    `Mot de passe de tous : ${MOT_DE_PASSE_DE_DEMONSTRATION}`,
  ],
};
