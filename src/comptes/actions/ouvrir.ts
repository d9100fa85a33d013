import type { Tx } from '../../platform/db.ts';
import { choisirIdentifiants, racineDe } from '../regles/identifiants.ts';
import { insererComptes, listerIdentifiantsQuiCommencentPar } from '../requetes/ouvrir.ts';

export interface PersonneSansCompte {
  prenom: string;
  nom: string;
  courriel: string | null;
}

/**
 * Ouvre un accès par personne, dans l'ordre donné, sans mot de passe : chacune l'activera par un lien.
 * N'écrit à personne : `inviter` le fait, un à un.
 */
export async function ouvrirComptes(
  tx: Tx,
  personnes: readonly PersonneSansCompte[],
  le: Date,
): Promise<number[]> {
  if (personnes.length === 0) return [];
  const pris = await listerIdentifiantsQuiCommencentPar(tx, [...new Set(personnes.map(racineDe))]);
  const identifiants = choisirIdentifiants(personnes, pris);
  return insererComptes(
    tx,
    personnes.map((p, i) => ({ identifiant: identifiants[i] ?? '', courriel: p.courriel })),
    le,
  );
}

export { fermerComptes, rouvrirComptes } from '../requetes/ouvrir.ts';
