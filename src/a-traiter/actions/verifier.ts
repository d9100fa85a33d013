import { type Acteur, noter } from '../../journal/actions.ts';
import { type Db, transaction } from '../../platform/db.ts';
import { Introuvable } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import {
  dernierChangement,
  retenirVerification,
  verrouillerFamille,
} from '../requetes/affaires.ts';

/** La famille a changé une adresse que personne n'a encore regardée. */
export async function aDesInformationsAVerifier(db: Db, familleId: number): Promise<boolean> {
  return (await dernierChangement(db, familleId)) !== null;
}

/**
 * « C'est vérifié » : ce que la famille a changé jusqu'ici n'attend plus personne. Deux fois égale
 * une ; un changement arrivé depuis attend encore. @throws Introuvable
 */
export function verifierInformations(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { familleId, acteur }: { familleId: number; acteur: Acteur & { compteId: number } },
): Promise<void> {
  const le = clock.now();
  return transaction(db, async (tx) => {
    const nom = await verrouillerFamille(tx, familleId);
    if (nom === null) throw new Introuvable();
    const jusquAu = await dernierChangement(tx, familleId);
    if (jusquAu === null) return;
    await retenirVerification(tx, { familleId, jusquAu, le, compteId: acteur.compteId });
    await noter(tx, {
      le,
      acteur,
      verbe: 'verifier_informations',
      phrase: `${acteur.nom} a vérifié les informations changées par la famille ${nom}.`,
      sujets: [`famille:${familleId}`],
    });
  });
}
