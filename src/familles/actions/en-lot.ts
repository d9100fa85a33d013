import { ouvrirComptes } from '../../comptes/actions/ouvrir.ts';
import type { Tx } from '../../platform/db.ts';
import type { DossierNouveau } from '../regles/dossier.ts';
import { insererAdultes, insererEnfants, insererFamilles } from '../requetes/creer.ts';

/**
 * Crée ces dossiers, leurs adultes (un accès chacun, à activer) et leurs enfants, en une poignée
 * d'ordres quel que soit leur nombre. N'écrit ni au journal, ni à personne : qui appelle le fait.
 * @param annee l'année scolaire des classes, « 2026-2027 »
 * @returns les numéros des familles, dans l'ordre donné
 */
export async function creerDossiers(
  tx: Tx,
  dossiers: readonly DossierNouveau[],
  { le, annee }: { le: Date; annee: string },
): Promise<number[]> {
  const familles = await insererFamilles(tx, dossiers, le);
  const numero = (i: number) => familles[i] ?? 0;
  const adultes = dossiers.flatMap((d, i) =>
    d.adultes.map((a) => ({ ...a, familleId: numero(i) })),
  );
  const comptes = await ouvrirComptes(tx, adultes, le);
  await insererAdultes(
    tx,
    adultes.map((a, i) => ({ ...a, compteId: comptes[i] ?? 0 })),
    le,
  );
  const enfants = dossiers.flatMap((d, i) =>
    d.enfants.map((e) => ({ ...e, familleId: numero(i) })),
  );
  await insererEnfants(tx, enfants, annee, le);
  return familles;
}
