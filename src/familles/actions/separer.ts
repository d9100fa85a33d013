import type { Tx } from '../../platform/db.ts';
import { insererFamilles } from '../requetes/creer.ts';
import { chercherFamilleCreee } from '../requetes/guichet.ts';
import { changerDeDossier, chercherCommune, emmenerEnfants } from '../requetes/separer.ts';

/**
 * Ouvre le dossier d'un adulte qui quitte celui de sa famille, avec ces enfants. La commune retenue
 * reste la même jusqu'à ce qu'un agent en voie une autre. Rend le numéro du nouveau dossier.
 */
export async function ouvrirLeDossierDe(
  tx: Tx,
  adulte: { id: number; nom: string },
  depart: { de: number; enfants: readonly number[]; commun: boolean; le: Date },
): Promise<number> {
  const codeInsee = await chercherCommune(tx, depart.de);
  const [vers = 0] = await insererFamilles(tx, [{ nom: adulte.nom, codeInsee }], depart.le);
  await changerDeDossier(tx, { adulteId: adulte.id, vers, ...depart });
  await emmenerEnfants(tx, { ...depart, vers });
  return vers;
}

/** Le dossier que ce formulaire a déjà ouvert ; null : aucun. */
export function dossierDejaOuvert(tx: Tx, cle: string): Promise<number | null> {
  return chercherFamilleCreee(tx, cle);
}
