import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db } from '../platform/db.ts';
import type { Services } from '../platform/http.ts';
import { consommerDefi } from './requetes/essais.ts';

/**
 * Ce qu'une clé d'accès signe. Le défi porte son heure et notre empreinte : le proposer n'écrit rien,
 * la page de connexion s'ouvre donc autant qu'on veut. Signé, il est retenu en base, et ne sert plus.
 */
const VALIDITE_MINUTES = 20;
const HEURE_OCTETS = 8;
const HASARD_OCTETS = 16;
const EMPREINTE_OCTETS = 32;

/**
 * Une clé ne sert que le site où elle est née. L'adresse vient de la configuration, jamais de la
 * requête : un mandataire, ou un visiteur, y écrit l'hôte qu'il veut.
 */
export function siteDesCles({ adresse }: Services['config']): { rpId: string; origine: string } {
  const { hostname, origin } = new URL(adresse);
  return { rpId: hostname, origine: origin };
}

/** « entrer », ou « ajouter:12 » : le défi d'un geste n'en ouvre pas un autre, ni pour un autre compte. */
export type ButDuDefi = 'entrer' | `ajouter:${number}`;

export function proposerUnDefi(
  services: Pick<Services, 'config' | 'clock'>,
  but: ButDuDefi,
): Uint8Array<ArrayBuffer> {
  const corps = Buffer.alloc(HEURE_OCTETS + HASARD_OCTETS);
  corps.writeBigInt64BE(BigInt(services.clock.now().getTime() + VALIDITE_MINUTES * 60_000));
  randomBytes(HASARD_OCTETS).copy(corps, HEURE_OCTETS);
  return new Uint8Array(Buffer.concat([corps, empreinte(services, but, corps)]));
}

/** Jusqu'à quand ce défi vaut ; null : ce n'est pas le nôtre, pas pour ce geste, ou trop ancien. */
export function reconnaitreUnDefi(
  services: Pick<Services, 'config' | 'clock'>,
  but: ButDuDefi,
  defi: string,
): Date | null {
  const octets = Buffer.from(defi, 'base64url');
  if (octets.length !== HEURE_OCTETS + HASARD_OCTETS + EMPREINTE_OCTETS) return null;
  const corps = octets.subarray(0, HEURE_OCTETS + HASARD_OCTETS);
  const annoncee = octets.subarray(HEURE_OCTETS + HASARD_OCTETS);
  if (!timingSafeEqual(annoncee, empreinte(services, but, corps))) return null;
  const expire = new Date(Number(corps.readBigInt64BE()));
  return services.clock.now() < expire ? expire : null;
}

/** Vrai la première fois : deux envois de la même signature n'entrent qu'une fois. */
export function consommerLeDefi(db: Db, defi: string, expire: Date): Promise<boolean> {
  const octets = Buffer.from(defi, 'base64url');
  return consommerDefi(db, createHash('sha256').update(octets).digest(), expire);
}

function empreinte({ config }: Pick<Services, 'config'>, but: ButDuDefi, corps: Buffer): Buffer {
  return createHmac('sha256', config.secret).update(`clé d’accès:${but}:`).update(corps).digest();
}
