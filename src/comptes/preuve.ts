import { createHash, createHmac } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { sql } from 'kysely';
import type { Services } from '../platform/http.ts';

const VALIDITE_MINUTES = 20;
/** Environ une demi-seconde sur un téléphone d'entrée de gamme. */
const PREFIXE = '000';

function secret(services: Pick<Services, 'config'>): string {
  return createHmac('sha256', services.config.secret).update('preuve de travail').digest('hex');
}

/** Un défi ALTCHA, à résoudre par le navigateur : jamais une image à déchiffrer. */
export async function proposerDefi(services: Pick<Services, 'config' | 'clock'>): Promise<string> {
  const finLe = services.clock.now().getTime() + VALIDITE_MINUTES * 60_000;
  const defi = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    keyPrefix: PREFIXE,
    deriveKey,
    // L'heure de fin est signée avec le défi ; altcha lirait l'horloge du système, pas la nôtre.
    data: { finLe },
    hmacSignatureSecret: secret(services),
  });
  return JSON.stringify(defi);
}

/** Vrai si la preuve est juste et n'a jamais servi. La retient : elle ne servira qu'une fois. */
export async function accepterPreuve(
  services: Pick<Services, 'config' | 'clock' | 'db'>,
  preuve: string,
): Promise<boolean> {
  if (!preuve || preuve.length > 4000) return false;
  try {
    const { challenge, solution } = JSON.parse(preuve);
    const { verified } = await verifySolution({
      challenge,
      solution,
      deriveKey,
      hmacSignatureSecret: secret(services),
    });
    const finLe = Number(challenge.parameters?.data?.finLe);
    if (!verified || !(services.clock.now().getTime() <= finLe)) return false;
    const empreinte = createHash('sha256').update(String(challenge.signature)).digest();
    const expireLe = new Date(finLe);
    const { numAffectedRows } = await sql`
      insert into defis_resolus (empreinte, expire_le) values (${empreinte}, ${expireLe})
      on conflict do nothing`.execute(services.db);
    return numAffectedRows === 1n;
  } catch {
    return false; // une preuve illisible n'est pas une preuve
  }
}
