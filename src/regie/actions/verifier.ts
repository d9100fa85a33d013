import { noter, PREAU } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreEcart } from '../courriels.tsx';
import { listerRegies } from '../requetes/regies.ts';
import { type Ecart, listerEcarts } from '../requetes/soldes.ts';

/**
 * Chaque nuit : la somme de tout est nulle, chaque écriture est équilibrée, chaque redevable doit ce
 * qu'on lui a facturé moins ce qu'il a réglé. Un écart se note et s'écrit au régisseur.
 */
export async function verifierLesComptes(
  services: Pick<Services, 'db' | 'clock' | 'jobs' | 'config'>,
): Promise<Ecart[]> {
  const regies = await listerRegies(services.db);
  if (regies.length === 0) return [];
  const le = services.clock.now();
  const ecarts = await listerEcarts(services.db);
  await transaction(services.db, async (tx) => {
    await noter(tx, {
      le,
      acteur: PREAU,
      verbe: 'verifier_les_comptes',
      phrase: direLeResultat(ecarts),
      sujets: ['regie'],
      details: { ecarts },
    });
    if (ecarts.length === 0) return;
    for (const regie of regies) {
      await queueMail(tx, services.jobs, {
        ...lettreEcart(ecarts, `${services.config.adresse}/agent/regie`),
        destinataire: regie.courriel,
        sujets: ['regie'],
        le,
      });
    }
  });
  return ecarts;
}

function direLeResultat(ecarts: readonly Ecart[]): string {
  if (ecarts.length === 0) return 'Comptes vérifiés : la somme est nulle, tout est juste.';
  return `Comptes vérifiés : ${ecarts.length} écart${ecarts.length > 1 ? 's' : ''} à examiner.`;
}
