import { createHash, randomBytes } from 'node:crypto';
import { type Acteur, noter, PREAU } from '../../journal/actions.ts';
import type { Tx } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { ecrireInstant, type Fuseau } from '../../platform/instants.ts';
import { annoncerOffre, nommerEnfants, nommerOffre } from '../courriels/offres.tsx';
import type { Echeance } from '../regles/offre-de-place.ts';
import { chercherFuseau } from '../requetes/fuseau.ts';
import {
  chercherOffre,
  insererOffre,
  type OffreDePlace,
  retenirAnnonce,
} from '../requetes/offres-de-place.ts';

/**
 * Propose une place à ces réservations, ensemble. Les places sont verrouillées et déjà comptées par
 * l'appelant. De jour, la lettre part aussitôt ; la nuit, elle attend le matin.
 */
export async function offrir(
  tx: Tx,
  services: Services,
  reservations: readonly { id: number }[],
  offre: Echeance & { faiteLe: Date; par: (Acteur & { compteId: number }) | null },
): Promise<void> {
  const ids = reservations.map((r) => r.id);
  const par = offre.par?.compteId ?? null;
  const id = await insererOffre(tx, ids, { ...offre, par });
  const fuseau = await chercherFuseau(tx);
  const faite = await chercherOffre(tx, id);
  if (!faite) throw new Error(`l’offre ${id} a disparu`);
  await noter(tx, {
    le: offre.faiteLe,
    acteur: offre.par ?? PREAU,
    verbe: 'proposer_place',
    phrase: `Place proposée à ${nommerEnfants(faite)} : ${nommerOffre(faite)}, jusqu’au ${ecrireInstant(faite.expireLe, fuseau)}.`,
    sujets: sujetsDe(faite),
  });
  if (offre.annonceLe <= offre.faiteLe) await annoncer(tx, services, faite, fuseau, offre.faiteLe);
}

/** Écrit la lettre d'une offre, une seule fois : le lien qu'elle porte naît ici, la base n'en garde que l'empreinte. */
export async function annoncer(
  tx: Tx,
  services: Services,
  offre: OffreDePlace,
  fuseau: Fuseau,
  le: Date,
): Promise<void> {
  const jeton = randomBytes(24).toString('base64url');
  if (!(await retenirAnnonce(tx, offre.id, empreinteDuLien(jeton), le))) return;
  await annoncerOffre(tx, services, offre, { jeton, fuseau, le });
}

export function empreinteDuLien(jeton: string): Buffer {
  return createHash('sha256').update(jeton).digest();
}

/** Où cela se lira : la famille, chaque enfant, chaque réservation. */
export function sujetsDe(offre: OffreDePlace): string[] {
  return [
    `famille:${offre.familleId}`,
    ...offre.enfants.flatMap((e) => [`enfant:${e.id}`, `reservation:${e.reservationId}`]),
  ];
}
