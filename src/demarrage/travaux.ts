import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import { composerPieces } from '../factures/documents/pieces.ts';
import type { Services } from '../platform/http.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, sendQueuedMail } from '../platform/mail.ts';
import { verifierLesComptes } from '../regie/actions/verifier.ts';
import { accuserReception } from '../reservations/actions/accuser.ts';

const courriel = z.object({ courrielId: z.int() });
const accuse = z.object({ demandeId: z.int() });

/** Qui traite chaque file. */
export async function brancherTravaux(
  jobs: RunningJobs,
  services: Services,
  transport: MailTransport,
): Promise<void> {
  const { db, clock } = services;
  await jobs.work('courriel', async (data) => {
    const { courrielId } = courriel.parse(data);
    await sendQueuedMail(db, transport, courrielId, clock.now(), (p) =>
      composerPieces(services, p),
    );
  });
  // Un matin d'ouverture, composer toutes les lettres aussitôt prenait la moitié des deux cœurs.
  await jobs.work(
    'accuse',
    (data) => accuserReception(services, accuse.parse(data).demandeId),
    'calm',
  );
  await jobs.work('entretien', async () => {
    await purgerComptes({ db, clock });
    await verifierLesComptes(services);
  });
  await jobs.schedule('entretien', '20 3 * * *');
}
