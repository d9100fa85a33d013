import type { Tx } from '../../platform/db.ts';
import { fermerComptes } from '../requetes/ouvrir.ts';
import { reprendreAdresses } from '../requetes/reunir.ts';

/**
 * Deux accès pour un même adulte : l'un se ferme, ses appareils sont déconnectés ; son adresse passe à
 * l'autre, qui n'en aurait pas (Fusions, règle 6).
 */
export async function reunirAcces(
  tx: Tx,
  paires: readonly { de: number; vers: number }[],
  le: Date,
): Promise<void> {
  const [de, vers] = [paires.map((p) => p.de), paires.map((p) => p.vers)];
  await fermerComptes(tx, de, le);
  await reprendreAdresses(tx, { de, vers });
}
