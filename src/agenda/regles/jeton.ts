import { createHash, createHmac } from 'node:crypto';

/**
 * Le jeton d'une adresse d'agenda : 256 bits, refaits du secret de l'installation et du sel de la
 * ligne. La page peut ainsi remontrer l'adresse, et une copie de la base ne l'ouvre pas.
 */
export function jetonDeLAgenda(secret: string, sel: Buffer): string {
  return createHmac('sha256', secret).update('agenda:').update(sel).digest('base64url');
}

/** Ce que la base garde du jeton. */
export function empreinteDuJeton(jeton: string): Buffer {
  return createHash('sha256').update(jeton).digest();
}

/** Ce qui n'a pas la forme d'un jeton n'existe pas : inutile de déranger la base. */
export function estUnJeton(valeur: string): boolean {
  return /^[\w-]{43}$/.test(valeur);
}
