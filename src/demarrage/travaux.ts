import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import { releverPaiements } from '../paiements/actions/relever.ts';
import type { Services } from '../platform/http.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, sendQueuedMail } from '../platform/mail.ts';

const courriel = z.object({ courrielId: z.int() });

/** Qui traite chaque file. */
export async function brancherTravaux(
  jobs: RunningJobs,
  services: Services,
  transport: MailTransport,
): Promise<void> {
  const { db, clock } = services;
  await jobs.work('courriel', async (data) => {
    await sendQueuedMail(db, transport, courriel.parse(data).courrielId, clock.now());
  });
  await jobs.work('entretien', () => purgerComptes({ db, clock }));
  await jobs.schedule('entretien', '20 3 * * *');
  await jobs.work('paiements', async () => {
    await releverPaiements(services);
  });
  await jobs.schedule('paiements', '* * * * *');
}
