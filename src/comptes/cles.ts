import { createHmac } from 'node:crypto';
import type { Services } from '../platform/http.ts';

/**
 * Clé d'un compteur d'échecs. Un compte a la même par son identifiant et par son adresse : sinon il
 * aurait deux fois plus d'essais. Ce qui ne correspond à aucun compte n'est pas gardé en clair : une
 * adresse mal tapée est une donnée personnelle.
 */
export function cleDuCompte(
  services: Pick<Services, 'config'>,
  acces: string,
  compteId: number | null,
): string {
  if (compteId !== null) return `compte:${compteId}`;
  const empreinte = createHmac('sha256', services.config.secret)
    .update(`échecs:${acces.toLowerCase()}`)
    .digest('base64url');
  return `inconnu:${empreinte}`;
}
