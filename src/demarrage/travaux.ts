import { z } from 'zod';
import { purgerComptes } from '../comptes/taches.ts';
import { envoyerLesDiffusions } from '../diffusions/actions/envoyer.ts';
import { envoyerLesAdditifs } from '../effectifs/actions/additif.ts';
import { arreterLesEffectifs } from '../effectifs/actions/arreter.ts';
import { oublierLesNoms } from '../effectifs/actions/oublier.ts';
import { envoyerLesDeclarations } from '../fermetures/actions/envoyer.ts';
import { fermerEnArrierePlan, reprendreLesFermetures } from '../fermetures/actions/lots.ts';
import { ecrireImport, reprendreLesImports } from '../imports/actions/ecrire.ts';
import { oublierLesImports } from '../imports/actions/oublier.ts';
import { releverPaiements } from '../paiements/actions/relever.ts';
import type { Services } from '../platform/http.ts';
import type { RunningJobs } from '../platform/jobs.ts';
import { type MailTransport, purgeSentMail, sendQueuedMail } from '../platform/mail.ts';
import { verifierLesComptes } from '../regie/actions/verifier.ts';
import { accuserOperation, accuserReception } from '../reservations/actions/accuser.ts';
import { tenirLaFile } from '../reservations/actions/tenir-la-file.ts';
import { purgerSante, rechiffrer } from '../sante/actions/durees.ts';
import { composerLesPieces } from './pieces.ts';

const courriel = z.object({ courrielId: z.int() });
const importRecu = z.object({ importId: z.int() });
const accuse = z.union([
  z.object({ demandeId: z.int() }),
  z.object({ operationId: z.int(), defaite: z.boolean().default(false) }),
]);
const fermeture = z.object({ declarationId: z.int() });

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
      composerLesPieces(services, p),
    );
  });
  // Un matin d'ouverture, composer toutes les lettres aussitôt prenait la moitié des deux cœurs.
  await jobs.work(
    'accuse',
    (data) => {
      const recu = accuse.parse(data);
      return 'demandeId' in recu
        ? accuserReception(services, recu.demandeId)
        : accuserOperation(services, recu);
    },
    'calm',
  );
  await jobs.work('import', (data) => ecrireImport(services, importRecu.parse(data).importId));
  await reprendreLesImports(services);
  await jobs.work('entretien', async () => {
    await entretenir(services);
    await rechiffrer(services);
    await verifierLesComptes(services);
  });
  await jobs.schedule('entretien', '20 3 * * *');
  await jobs.work('paiements', async () => {
    await releverPaiements(services);
  });
  await jobs.schedule('paiements', '* * * * *');
  await jobs.work('liste-attente', async () => {
    await tenirLaFile(services);
  });
  await jobs.schedule('liste-attente', '*/5 * * * *');
  await jobs.work('declarations', async () => {
    await envoyerLesDeclarations(services);
  });
  await jobs.schedule('declarations', '* * * * *');
  await jobs.work('effectifs', async () => {
    await arreterLesEffectifs(services);
    await envoyerLesAdditifs(services);
  });
  await jobs.schedule('effectifs', '* * * * *');
  await jobs.work('diffusions', () => envoyerLesDiffusions(services));
  await jobs.schedule('diffusions', '* * * * *');
  await jobs.work('fermeture', (data) =>
    fermerEnArrierePlan(services, fermeture.parse(data).declarationId),
  );
  await reprendreLesFermetures(services);
}

/** Chaque nuit : ce que docs/donnees-personnelles.md dit effacé de soi-même, et rien d'autre. */
export async function entretenir({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await purgerComptes({ db, clock });
  await purgeSentMail(db, clock.now());
  await oublierLesImports({ db, clock });
  await purgerSante({ db, clock });
  await oublierLesNoms({ db, clock });
}
