import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, sendQueuedMail } from '../platform/mail.ts';

const courriel = z.object({ courrielId: z.int() });

/** Qui traite chaque file. */
export async function brancherTravaux(
  jobs: RunningJobs,
  outils: { db: Db; clock: Clock; transport: MailTransport },
): Promise<void> {
  const { db, clock, transport } = outils;
  await jobs.work('courriel', async (data) => {
    await sendQueuedMail(db, transport, courriel.parse(data).courrielId, clock.now());
  });
  await jobs.work('entretien', () => purgerComptes({ db, clock }));
  await jobs.schedule('entretien', '20 3 * * *');
}
