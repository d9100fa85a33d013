import { createHash, createHmac } from 'node:crypto';
import { type ChallengeParameters, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { z } from 'zod';
import type { Services } from '../platform/http.ts';
import { consommerDefi } from './requetes/essais.ts';

const VALIDITE_MINUTES = 20;
/** Environ une demi-seconde sur un téléphone d'entrée de gamme. */
const PREFIXE = '000';

function secret(services: Pick<Services, 'config'>): string {
  return createHmac('sha256', services.config.secret).update('preuve de travail').digest('hex');
}

/** Un défi ALTCHA, à résoudre par le navigateur : jamais une image à déchiffrer. */
export async function proposerDefi(services: Pick<Services, 'config' | 'clock'>): Promise<string> {
  const expire = services.clock.now().getTime() + VALIDITE_MINUTES * 60_000;
  const defi = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    keyPrefix: PREFIXE,
    deriveKey,
    // Signée comme le reste ; `expiresAt` d'altcha-lib lirait l'horloge du système, pas la nôtre.
    data: { expire },
    hmacSignatureSecret: secret(services),
  });
  return JSON.stringify(defi);
}

const forme = z.object({
  challenge: z.object({
    parameters: z
      .looseObject({ data: z.object({ expire: z.number() }) })
      // Les autres paramètres ne servent qu'une fois la signature vérifiée par altcha-lib.
      .transform((p) => p as unknown as ChallengeParameters),
    signature: z.string().max(200),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(200) }),
});

/** Vrai si la preuve est juste et n'a jamais servi. La retient : elle ne servira qu'une fois. */
export async function accepterPreuve(
  services: Pick<Services, 'config' | 'clock' | 'db'>,
  preuve: string,
): Promise<boolean> {
  const lue = forme.safeParse(lire(preuve));
  if (!lue.success) return false;
  const { challenge, solution } = lue.data;
  const { verified } = await verifySolution({
    challenge,
    solution,
    deriveKey,
    hmacSignatureSecret: secret(services),
  });
  const expire = Number(challenge.parameters.data?.expire);
  if (!verified || !(services.clock.now().getTime() < expire)) return false;
  const empreinte = createHash('sha256').update(challenge.signature).digest();
  return consommerDefi(services.db, empreinte, new Date(expire));
}

/** Une preuve illisible n'est pas une preuve. */
function lire(preuve: string): unknown {
  if (preuve.length > 4000) return null;
  try {
    return JSON.parse(preuve);
  } catch {
    return null;
  }
}
