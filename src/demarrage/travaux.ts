import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, purgeSentMail, sendQueuedMail } from '../platform/mail.ts';

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
  await jobs.work('entretien', () => entretenir({ db, clock }));
  await jobs.schedule('entretien', '20 3 * * *');
}

/** Chaque nuit : ce que docs/donnees-personnelles.md dit effacé de soi-même, et rien d'autre. */
export async function entretenir({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  await purgerComptes({ db, clock });
  await purgeSentMail(db, clock.now());
}
