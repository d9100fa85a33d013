import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import { composerPieces } from '../factures/documents/pieces.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, sendQueuedMail } from '../platform/mail.ts';

const courriel = z.object({ courrielId: z.int() });

/** Qui traite chaque file. */
export async function brancherTravaux(
  jobs: RunningJobs,
  outils: { db: Db; clock: Clock; config: Config; transport: MailTransport },
): Promise<void> {
  const { db, clock, transport } = outils;
  await jobs.work('courriel', async (data) => {
    const { courrielId } = courriel.parse(data);
    await sendQueuedMail(db, transport, courrielId, clock.now(), (p) => composerPieces(outils, p));
  });
  await jobs.work('entretien', () => purgerComptes({ db, clock }));
  await jobs.schedule('entretien', '20 3 * * *');
}
