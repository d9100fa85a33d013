import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import type { Services } from '../platform/http.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, purgeSentMail, sendQueuedMail } from '../platform/mail.ts';
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
    await sendQueuedMail(db, transport, courriel.parse(data).courrielId, clock.now());
  });
  // Un matin d'ouverture, composer toutes les lettres aussitôt prenait la moitié des deux cœurs.
  await jobs.work(
    'accuse',
    (data) => accuserReception(services, accuse.parse(data).demandeId),
    'calm',
  );
  await jobs.work('entretien', () => entretenir(services));
  await jobs.schedule('entretien', '20 3 * * *');
}

/** Chaque nuit : ce que docs/donnees-personnelles.md dit effacé de soi-même, et rien d'autre. */
export async function entretenir({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await purgerComptes({ db, clock });
  await purgeSentMail(db, clock.now());
}
