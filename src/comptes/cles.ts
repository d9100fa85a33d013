import { createHash } from 'node:crypto';

/** Clé d'un compteur d'échecs. Pas d'accès en clair : une adresse mal tapée est une donnée personnelle. */
export function cleDesEchecs(acces: string): string {
  return `compte:${createHash('sha256').update(acces.toLowerCase()).digest('base64url')}`;
}
